"""Reading and judging the client's folders without keeping the editor waiting."""

from functools import partial

from portlens.analysis import Analysis
from portlens.lsp.progress import progress
from portlens.lsp.session import Session
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps


async def judged_now(session: Session) -> tuple[list[Document], dict[str, Analysis]]:
    """Return the documents of the client's folders, and by path what there is to say of them.

    Both are of one moment, now: whoever asks puts them into words before anything can change.
    """
    await read_folders(session)
    return await session.turns.current("judged", partial(_judging_all, session), patient=True)


async def resolved_now(session: Session) -> list[Document]:
    """Return the documents of the client's folders as they read with their variables' values."""
    await read_folders(session)
    return await session.turns.current("resolved", session.resolving, patient=True)


def _judging_all(session: Session) -> Steps[tuple[list[Document], dict[str, Analysis]]]:
    documents = yield from session.gathering()
    analyses: dict[str, Analysis] = {}
    for document in documents:
        analyses[document.path] = yield from session.judging(document)
    return documents, analyses


async def read_folders(session: Session) -> None:
    """Read every file of the client's folders; later, only those that have changed.

    What is asked next of `session.documents()` costs no more than a look at each file's time.
    """
    session.look_again()
    paths = await session.turns.through(session.walking(), patient=True)
    total = 0 if session.has_read_folders else len(paths)
    async with progress(session, SCAN.to(session.language), total) as report:
        for number, path in enumerate(paths):
            document = session.workspace.document(path)
            if document is not None:
                document.uses  # noqa: B018 - a document reads its text when it is first asked
            if await session.turns.pass_on(patient=True):
                report(number)
    await session.turns.through(session.gathering(), patient=True)
    session.has_read_folders = True


SCAN = Phrase("portlens reads the workspace", "portlens がワークスペースを読み込み中")
