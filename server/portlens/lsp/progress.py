"""Work-done progress: that something takes a while, shown by the editor."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from portlens.lsp.session import Session

# Fewer files than these are read before anybody could read the word.
MANY = 200


@asynccontextmanager
async def progress(
    session: Session, title: str, total: int
) -> AsyncIterator[Callable[[int], None]]:
    """Show that `total` things are being done, and give what tells how many are done.

    Nothing is shown for less than `MANY`, nor to clients that cannot show it.
    """
    token = await _token(session) if total >= MANY else None
    if token is None:
        yield _nothing
        return

    def tell(**value: object) -> None:
        session.wire.notify(types.PROGRESS, {"token": token, "value": value})

    def report(done: int) -> None:
        tell(kind="report", message=f"{done}/{total}", percentage=100 * done // total)

    tell(kind="begin", title=title, percentage=0)
    try:
        yield report
    finally:
        tell(kind="end")


def _nothing(_done: int) -> None:
    """Tell nobody."""


async def _token(session: Session) -> str | None:
    """Agree on a token with the client; None where it wants none."""
    if not session.client.shows_progress:
        return None
    token = f"portlens-{next(session.tokens)}"
    try:
        await session.wire.ask(types.WINDOW_WORK_DONE_PROGRESS_CREATE, {"token": token})
    except JsonRpcException:
        return None
    return token
