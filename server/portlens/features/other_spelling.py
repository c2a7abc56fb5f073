"""A port's number for its name and its name for its number, where the program takes both."""

from collections.abc import Iterable

from portlens.analysis import Judged
from portlens.features.code_actions import Action
from portlens.features.trial import Trials
from portlens.model.port_use import PortRange
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.text.edit import Edit
from portlens.text.phrase import Language, Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps


def other_spellings(
    document: Document,
    span: Span,
    judged: Iterable[Judged],
    context: Context,
    language: Language,
) -> Steps[list[Action]]:
    """Return an offer for each port that `span` touches and that can be written otherwise.

    `judged` is what the rules say of `document`. Each offer has been tried: a program that takes
    names takes them in some places only (`port` of xinetd is a number, what follows `service` is
    a name), and its reader knows which.
    """
    if not document.format.takes_names:
        return []
    trials = Trials(document, tuple(judged), context)
    found: list[Action] = []
    for use in resolved(document, context.workspace).uses:
        part = use.port
        if part is None or part.span.end < span.start or span.end < part.span.start:
            continue
        text = _other(part, context, document.format.names_of(use.transport))
        edits = (Edit(part.span, text),)
        if text and (yield from trials.brings_nothing(edits)):
            found.append(Action("rewrite", WRITE.fill(text=text).to(language), edits, ()))
    return found


def _other(part: PortRange, context: Context, transport: str) -> str:
    """Return the other spelling; nothing where the C library does not know one."""
    if part.first is None or part.first != part.last or part.is_variable or part.is_implied:
        return ""
    if part.name:
        return str(part.first)
    names = [row.name for row in context.catalogue.at(part.first, transport)]
    known = (name for name in names if context.catalogue.port_of(name, transport) == part.first)
    return next(known, "")


WRITE = Phrase("Write {text}", "{text} と書く")
