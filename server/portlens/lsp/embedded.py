"""The server inside another program, which hands over the messages one by one.

That program has no pipe and runs the loop: WebAssembly in an editor's thread or in a browser.
"""

from collections.abc import Callable

from portlens.lsp.frames import encode
from portlens.lsp.front import meet
from portlens.lsp.server import load_protocol
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from portlens.lsp.protocol import Protocol


class Embedded:
    """One end of a connection. Messages are JSON, one text each, without a header.

    `receive` takes a message of the client, in the thread in which a loop of asyncio runs;
    `write` is called with each message for the client. `exit_code` is None until the client has
    said `exit`: then 0 after `shutdown`, else 1.
    """

    def __init__(self, write: Callable[[str], object]) -> None:
        self.exit_code: int | None = None
        self._write = write
        self._protocol: Protocol | None = None

    def receive(self, body: str) -> None:
        """Take one message. The first `initialize` is answered before anything is imported."""
        if self._protocol is not None:
            self._protocol.receive(body)
            self.exit_code = self._protocol.exit_code
            return
        met = meet(body)
        if met.answer is not None:
            self._write(encode(met.answer).decode())
        if met.leaves:
            self.exit_code = 1
        elif met.params is not None:
            self._protocol = load_protocol()
            self._protocol.set_writer(_Writer(self._write), include_headers=False)
            self._protocol.initialize(met.params)


class _Writer:
    """What the protocol takes for a pipe."""

    def __init__(self, write: Callable[[str], object]) -> None:
        self._write = write

    def write(self, data: bytes) -> None:
        self._write(data.decode())

    def close(self) -> None:
        """Nothing is to be closed: who embeds the server ends it."""
