"""The fix that moves a listener to a port that nothing else listens on."""

from portlens.model.finding import Fix
from portlens.model.port_use import HIGHEST_PORT
from portlens.programs.nginx.servers import Configuration, Listener
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase

LISTEN = Phrase("Listen on {port}, the next free port", "次の空きポート {port} で待ち受ける")


def next_free_port(listener: Listener, found: Configuration) -> tuple[Fix, ...]:
    """Return the fix, if the listener has one port that is written in one place."""
    parsed, word = listener.listen.parsed, listener.listen.word
    if word is None or parsed.port is None or parsed.first is None or parsed.first != parsed.last:
        return ()
    taken = [other.ports for other in found.listeners if other.ports]
    port = parsed.first + 1
    for first, last in sorted(taken):
        if first <= port <= last:
            port = last + 1
    if port > HIGHEST_PORT:
        return ()
    edit = Edit(word.part(*parsed.port), str(port))
    return (Fix(LISTEN.fill(port=port), (edit,)),)
