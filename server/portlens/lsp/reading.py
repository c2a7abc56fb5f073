"""Reading the client's folders without keeping the editor waiting."""

from portlens.lsp.progress import progress
from portlens.lsp.session import Session
from portlens.text.phrase import Phrase


async def read_folders(session: Session) -> None:
    """Read every file of the client's folders; later, only those that have changed.

    What is asked next of `session.documents()` costs no more than a look at each file's time.
    """
    paths = session.paths()
    total = 0 if session.has_read_folders else len(paths)
    async with progress(session, SCAN.to(session.language), total) as report:
        for number, path in enumerate(paths):
            document = session.workspace.document(path)
            if document is not None:
                document.uses  # noqa: B018 - a document reads its text when it is first asked
            if await session.turns.pass_on():
                report(number)
    session.has_read_folders = True


SCAN = Phrase("portlens reads the workspace", "portlens がワークスペースを読み込み中")
