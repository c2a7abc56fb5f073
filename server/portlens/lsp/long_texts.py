"""Questions about long texts: what the answers are made of is made in turns."""

import posixpath
from collections.abc import Callable
from functools import partial
from inspect import iscoroutinefunction
from types import GeneratorType

from portlens.lsp import turns
from portlens.lsp.session import Session
from portlens.network.places import placing
from portlens.text.typed import Any
from portlens.workspace.steps import Steps, finish
from portlens.workspace.uris import path_of


def is_about_long_text(session: Session, params: object) -> bool:
    """Tell whether `params`, as the protocol's type, ask about a long text, or one beside it.

    What lies in the same folder, above or below may be of the same project, and then the long text
    is a part of the answer.
    """
    document = getattr(params, "text_document", None)
    text = session.open_texts.get(path_of(document.uri)) if document is not None else None
    if text is None:
        return False
    folder = posixpath.dirname(text.path) + "/"
    for other in session.open_texts.values():
        if len(other.buffer.text) >= turns.LONG:
            there = posixpath.dirname(other.path) + "/"
            if folder.startswith(there) or there.startswith(folder):
                return True
    return False


async def in_turns(session: Session, uri: str, handler: Callable[[], Any]) -> Any:
    """Return what `handler` answers to a question about the text at `uri`."""
    await session.turns.current(("places", uri), partial(_placing, session, uri))
    if iscoroutinefunction(getattr(handler, "func", handler)):
        return await handler()
    return await session.turns.at_one_moment(handler)


def at_once(answer: Any) -> Any:
    """Return an answer that may have to be made in steps, made without letting others pass."""
    return finish(answer) if isinstance(answer, GeneratorType) else answer


def _placing(session: Session, uri: str) -> Steps[None]:
    document = session.document(uri)
    if document is not None:
        yield from placing(document, session.context(document))
