"""Reading and judging the client's folders without keeping the editor waiting."""

import time
from collections.abc import Callable, Sequence
from functools import partial

from portlens.analysis import Analysis
from portlens.lsp.progress import progress
from portlens.lsp.session import Session
from portlens.lsp.turns import TURN
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.steps import Result, Steps, once

Judged = tuple[list[Document], dict[str, Analysis]]


async def judged_now(session: Session, tell: Callable[[Judged], Result]) -> Result:
    """Return what `tell` makes of the client's folders as they are now.

    It gets the documents, and by path what there is to say of them, of one moment.
    """
    await read_folders(session)
    return await session.turns.current("judged", partial(_telling, session, tell), patient=True)


async def resolved_now(session: Session, tell: Callable[[list[Document]], Result]) -> Result:
    """Return the same of the documents alone, as they read with their variables' values."""
    await read_folders(session)

    def telling() -> Steps[Result]:
        documents = yield from session.resolving()
        return (yield from once(partial(tell, documents)))

    return await session.turns.current("resolved", telling, patient=True)


def _telling(session: Session, tell: Callable[[Judged], Result]) -> Steps[Result]:
    documents = yield from session.gathering()
    analyses: dict[str, Analysis] = {}
    for document in documents:
        analyses[document.path] = yield from session.judging(document)
    return (yield from once(partial(tell, (documents, analyses))))


async def read_folders(session: Session) -> None:
    """Read every file of the client's folders; later, only those that have changed.

    What is asked next of `session.documents()` costs no more than a look at each file's time.
    """
    session.look_again()
    paths = await session.turns.through(session.walking(), patient=True)
    total = 0 if session.has_read_folders else len(paths)
    async with progress(session, SCAN.to(session.language), total) as report:
        await session.turns.through(_reading(session, paths, report), patient=True)
    await session.turns.through(session.gathering(), patient=True)
    session.has_read_folders = True


def _reading(session: Session, paths: Sequence[str], report: Callable[[int], None]) -> Steps[None]:
    told = 0.0
    for number, path in enumerate(paths):
        document = session.workspace.document(path)
        if document is not None:
            document.uses  # noqa: B018 - a document reads its text when it is first asked
            session.spare(document)
        yield
        if (now := time.monotonic()) - told >= TURN:
            report(number)
            told = now


SCAN = Phrase("portlens reads the workspace", "portlens がワークスペースを読み込み中")
