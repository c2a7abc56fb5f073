"""The fix that moves a listener to a port that nothing else listens on."""

from portlens.model.finding import Fix
from portlens.network.free_port import FreePorts
from portlens.programs.nginx.servers import Listener
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase

LISTEN = Phrase("Listen on {port}, the next free port", "次の空きポート {port} で待ち受ける")


def free_port_fix(listener: Listener, free: FreePorts) -> tuple[Fix, ...]:
    """Return the fix, if the listener has one port that is written in one place, and here."""
    parsed, word = listener.listen.parsed, listener.listen.word
    if word is None or parsed.port is None or parsed.first is None or parsed.first != parsed.last:
        return ()
    if word.is_filled(*parsed.port):
        return ()
    port = free.next(parsed.first, listener.listen.transport)
    if port is None:
        return ()
    edit = Edit(word.part(*parsed.port), str(port))
    return (Fix(LISTEN.fill(port=port), (edit,)),)
