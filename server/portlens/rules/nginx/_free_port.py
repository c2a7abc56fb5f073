"""The fix that moves a listener to a port that nothing else listens on."""

from portlens.model.finding import Fix
from portlens.network.context import Context
from portlens.network.free_port import next_free_port, taken_by
from portlens.programs.nginx.servers import Configuration, Listener
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase

LISTEN = Phrase("Listen on {port}, the next free port", "次の空きポート {port} で待ち受ける")


def free_port_fix(listener: Listener, found: Configuration, context: Context) -> tuple[Fix, ...]:
    """Return the fix, if the listener has one port that is written in one place."""
    parsed, word = listener.listen.parsed, listener.listen.word
    if word is None or parsed.port is None or parsed.first is None or parsed.first != parsed.last:
        return ()
    transport = listener.listen.transport
    taken = taken_by(found.sockets, transport)
    port = next_free_port(taken, parsed.first, context.catalogue, transport)
    if port is None:
        return ()
    edit = Edit(word.part(*parsed.port), str(port))
    return (Fix(LISTEN.fill(port=port), (edit,)),)
