"""What portlens knows of the place under the cursor, as Markdown."""

from typing import NamedTuple

from portlens.features.own import own
from portlens.features.port_page.in_range import known_in_range
from portlens.features.port_page.markdown import port_markdown
from portlens.features.reach_text import reach
from portlens.features.unknown_port import unknown_port
from portlens.features.use_text import sentence, told, value_reason
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.network.behind import behind
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.rules.page import page
from portlens.rules.registry import all_rules
from portlens.text.phrase import Language
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.suppression import suppressions


class Hover(NamedTuple):
    """The Markdown, and the place it speaks of."""

    span: Span
    markdown: str


def hover(document: Document, offset: int, context: Context, language: Language) -> Hover | None:
    """Return what there is to say of the place at `offset`; None where it is nothing of ours.

    A format's own module `hover` may have `sentence(use)`, what a line does if its role does not
    tell; `reasons(document, part, context)`, why a variable has its value;
    `notes(document, use, context)`, what else to know; and `place(document, offset, context)`, a
    span and what it means, where no port is written.
    """
    return (
        _rule(document, offset, language)
        or _use(document, offset, context, language)
        or _place(document, offset, context, language)
        or _mention(document, offset, context, language)
    )


def _rule(document: Document, offset: int, language: Language) -> Hover | None:
    """Explain the rule whose id stands in a suppression comment."""
    for comment in suppressions(document.lines):
        for code in comment.codes or ():
            rule = all_rules().get(code.id)
            if rule and code.span.touches(offset):
                return Hover(code.span, page(rule, language))
    return None


def _use(document: Document, offset: int, context: Context, language: Language) -> Hover | None:
    use = resolved(document, context.workspace).use_at(offset)
    if use is None:
        return None
    part = use.part_at(offset)
    if part is not None and not part.is_implied:
        parts, span = [part], part.span
    else:
        # Beside the numbers: the whole entry, so both sides of a mapping.
        parts, span = list(use.parts), use.span
    words, reasons, notes = (
        own(document.format, "hover", name) for name in ("sentence", "reasons", "notes")
    )
    blocks = [sentence(use, words(use) if words else None).to(language)]
    around: list[str] = []
    for shown in parts:
        own_reasons = reasons(document, shown, context) if reasons and shown.is_variable else ()
        why = [each.to(language) for each in own_reasons]
        blocks += why or _unknown(document, shown, offset, context, language)
        blocks += _part(use, shown, context, language)
        around += (each.to(language) for each in reach(document, use, shown, context))
    if len(blocks) == 1:
        return None
    if notes:
        blocks += (each.to(language) for each in notes(document, use, context))
    # `8000:8000` has one page, not two. Who is around comes before what the number means.
    return Hover(span, "\n\n".join(dict.fromkeys((blocks[0], *around, *blocks[1:]))))


def _unknown(
    document: Document, part: PortRange, offset: int, context: Context, language: Language
) -> list[str]:
    """Return why a part has no number, and the page of the number that its text speaks of."""
    found = None if part.is_known else unknown_port(document, part, offset)
    if found is None:
        return []
    known = (found.number,) if found.number is not None else ()
    pages = [port_markdown(context.catalogue, number, language) for number in known]
    return [found.words.to(language), *pages]


def _place(document: Document, offset: int, context: Context, language: Language) -> Hover | None:
    place = own(document.format, "hover", "place")
    found = place(document, offset, context) if place else None
    return Hover(found[0], found[1].to(language)) if found else None


def _mention(document: Document, offset: int, context: Context, language: Language) -> Hover | None:
    use = document.mention_at(offset)
    if use is None or use.port is None:
        return None
    blocks = [told(use).to(language), *_part(use, use.port, context, language)]
    return Hover(use.span, "\n\n".join(blocks))


def _part(use: PortUse, part: PortRange, context: Context, language: Language) -> list[str]:
    blocks = []
    reason = value_reason(part)
    if reason is not None:
        blocks.append(reason.to(language))
    if part.first is not None and 0 <= part.first <= HIGHEST_PORT:
        found = behind(use, part, context.catalogue)
        page = port_markdown(context.catalogue, part.first, language, use.transport, found)
        blocks.append(page)
    others = known_in_range(context.catalogue, part, use.transport)
    if others is not None:
        blocks.append(others.to(language))
    return blocks
