"""What portlens knows of the place under the cursor, as Markdown."""

import posixpath
from collections.abc import Iterable

from portlens.features.left_out_text import why_not_read
from portlens.features.own import own
from portlens.features.port_page.in_range import known_in_range
from portlens.features.port_page.markdown import port_markdown
from portlens.features.reach_text import reach
from portlens.features.unknown_port import unknown_port
from portlens.features.use_text import is_written, sentence, told, value_reason
from portlens.features.yaml_alias import named_at, stands_for
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.network.behind import behind
from portlens.network.context import Context
from portlens.network.places import places_of
from portlens.programs.program import program_of, resolved
from portlens.rules.page import page
from portlens.rules.registry import all_rules
from portlens.text.escape import code_span
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.suppression import suppressions

_HIDING = regex(r"\$|://")
_BLANK = regex(r"\s")
_NEAR = 200


class Hover(NamedTuple):
    """The Markdown, and the place it speaks of."""

    span: Span
    markdown: str


def hover(document: Document, offset: int, context: Context, language: Language) -> Hover | None:
    """Return what there is to say of the place at `offset`; None where it is nothing of ours.

    A format's own module `hover` may have `sentence(use)`, what a line does if its role does not
    tell; `reasons(document, part, context)`, why a variable has its value;
    `notes(document, use, context)`, what else to know; `instead(document, use, context)`, what
    becomes of an entry that does not count; and `place(document, offset, context)`, a span and
    what it means, where no port is written.
    """
    asked = _Asked(document, offset, context, language)
    return (
        _rule(asked)
        or _port(asked)
        or _place(asked)
        or _entry(asked)
        or _connection(asked)
        or _mention(asked)
        or _alias(asked)
    )


class _Asked(NamedTuple):
    """Where a hover is asked for, what is around, and in which language."""

    document: Document
    offset: int
    context: Context
    language: Language


def _rule(asked: _Asked) -> Hover | None:
    """Explain the rule whose id stands in a suppression comment."""
    for comment in suppressions(asked.document.lines):
        for code in comment.codes or ():
            rule = all_rules().get(code.id)
            if rule and code.span.touches(asked.offset):
                return Hover(code.span, page(rule, asked.language))
    return None


def _port(asked: _Asked) -> Hover | None:
    use = resolved(asked.document, asked.context.workspace).use_at(asked.offset)
    part = use.part_at(asked.offset) if use is not None else None
    if use is None or part is None or part.is_implied:
        return None
    return _told(asked, use, [part], part.span)


def _entry(asked: _Asked) -> Hover | None:
    """Explain the whole entry beside whose numbers the cursor is: both sides of a mapping, say."""
    use = resolved(asked.document, asked.context.workspace).use_at(asked.offset)
    return _told(asked, use, use.parts, use.span) if use is not None else None


def _connection(asked: _Asked) -> Hover | None:
    """Explain what only the whole project shows: a port by a variable, or by a URL's scheme."""
    if not _HIDING.search(_word(asked.document.text, asked.offset)):
        return None  # of most words nobody need put the project together
    spot = places_of(asked.document, asked.context).at(asked.document, asked.offset)
    if spot is None or spot.use.role != "connects" or spot.use.port is None:
        return None
    use = spot.use
    if not is_written(use.address, use.span.of(asked.document.text)):
        use = use._replace(address=None)
    return _told(asked, use, [spot.part], spot.part.span)


def _word(text: str, offset: int) -> str:
    """Return what stands around `offset` between blanks, as far as that is near."""
    before = text[max(0, offset - _NEAR) : offset]
    behind = _BLANK.split(text[offset : offset + _NEAR], maxsplit=1)[0]
    return _BLANK.split(before)[-1] + behind


def _told(asked: _Asked, use: PortUse, parts: Iterable[PortRange], span: Span) -> Hover | None:
    """Return what is known of `parts` of a use; None where that is no more than its role."""
    document, _, context, language = asked
    words, reasons, notes, instead = (
        own(document.format, "hover", name) for name in ("sentence", "reasons", "notes", "instead")
    )
    said = instead(document, use, context) if instead else None
    blocks = [(said or sentence(use, words(use) if words else None)).to(language)]
    around: list[str] = []
    for shown in parts:
        own_reasons = reasons(document, shown, context) if reasons and shown.is_variable else ()
        why = [each.to(language) for each in own_reasons]
        blocks += why or _unknown(asked, shown)
        blocks += _part(use, shown, context, language)
        around += (each.to(language) for each in reach(document, use, shown, context))
    if len(blocks) == 1:
        return None
    blocks += _left_out(asked, use)
    if notes:
        blocks += (each.to(language) for each in notes(document, use, context))
    # `8000:8000` has one page, not two. Who is around comes before what the number means.
    return Hover(span, "\n\n".join(dict.fromkeys((blocks[0], *around, *blocks[1:]))))


def _left_out(asked: _Asked, use: PortUse) -> list[str]:
    """Return why nothing is opened because of this file, where that is so."""
    document = asked.document
    if use.role not in {"listens", "publishes"}:
        return []
    found = program_of(document, asked.context.workspace).facts.left_out_by
    by = code_span(posixpath.relpath(found.by, posixpath.dirname(document.path))) if found else ""
    said = why_not_read(found, by) if found else None
    return [said.to(asked.language)] if said else []


def _unknown(asked: _Asked, part: PortRange) -> list[str]:
    """Return why a part has no number, and the page of the number that its text speaks of."""
    found = None if part.is_known else unknown_port(asked.document, part, asked.offset)
    if found is None:
        return []
    known = (found.number,) if found.number is not None else ()
    pages = [port_markdown(asked.context.catalogue, number, asked.language) for number in known]
    return [found.words.to(asked.language), *pages]


def _place(asked: _Asked) -> Hover | None:
    place = own(asked.document.format, "hover", "place")
    found = place(asked.document, asked.offset, asked.context) if place else None
    return Hover(found[0], found[1].to(asked.language)) if found else None


def _mention(asked: _Asked) -> Hover | None:
    use = asked.document.mention_at(asked.offset)
    if use is None or use.port is None:
        return None
    page_blocks = _part(use, use.port, asked.context, asked.language)
    return Hover(use.span, "\n\n".join((told(use).to(asked.language), *page_blocks)))


def _alias(asked: _Asked) -> Hover | None:
    found = named_at(asked.document, asked.offset)
    if found is None:
        return None
    return Hover(found.alias, stands_for(asked.document, found).to(asked.language))


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
