"""Reading the client's folders without keeping the editor waiting."""

import asyncio
import time
from collections.abc import Callable, Iterable
from typing import TypeVar

from portlens.lsp.progress import progress
from portlens.lsp.session import Session
from portlens.text.phrase import Phrase

# For how long files are worked on before messages that came meanwhile get their turn, in seconds.
TURN = 0.02

_Thing = TypeVar("_Thing")


async def read_folders(session: Session) -> None:
    """Read every file of the client's folders; later, only those that have changed.

    What is asked next of `session.documents()` costs no more than a look at each file's time.
    """
    paths = session.paths()
    total = 0 if session.has_read_folders else len(paths)

    def read(path: str) -> None:
        document = session.workspace.document(path)
        if document is not None:
            document.uses  # noqa: B018 - a document reads its text when it is first asked

    async with progress(session, SCAN.to(session.language), total) as report:
        await in_turns(paths, read, report)
    session.has_read_folders = True


async def in_turns(
    things: Iterable[_Thing],
    work: Callable[[_Thing], object],
    report: Callable[[int], None] = lambda _done: None,
) -> None:
    """Do `work` with each of `things`; now and then other messages are handled in between."""
    turn = time.monotonic()
    for number, thing in enumerate(things):
        work(thing)
        if time.monotonic() - turn > TURN:
            report(number)
            await asyncio.sleep(0)
            turn = time.monotonic()


SCAN = Phrase("portlens reads the workspace", "portlens がワークスペースを読み込み中")
