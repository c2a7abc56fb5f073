"""What a file that somebody types in mentions: it is looked for in what the edit has changed."""

from collections.abc import Sequence
from operator import attrgetter

from portlens.formats._format import PartedUses, UsesOfPart
from portlens.formats.compose.mentions import NOBODY, Area, behind_colons, behind_words
from portlens.formats.compose.sections import has_anchors
from portlens.formats.compose.services import ComposeFile, Part
from portlens.text.pause import pausing


def uses_in_parts(
    file: ComposeFile, parts: Sequence[Part], area: Area, before: ComposeFile
) -> tuple[PartedUses, list[Part]]:
    """Return the port uses of a file with all that is mentioned in it, and `parts` with their own.

    What a part had already is the same: it stands in the part's own stretch of the text, and the
    names that are hosts are those of `before`.
    """
    text, starts = file.text, [0, *area.starts]
    own = {part.service.key.start: index for index, part in enumerate(parts)}
    are_apart = has_anchors(text) and _are_apart(parts, area)
    is_same = area.names == before.names and not are_apart
    after = list(parts)
    rest = list(behind_words(text, area))
    for begin, end in zip(pausing(starts), [*area.starts, len(text)], strict=True):
        index = own.get(begin) if begin < end else None
        if index is not None and is_same and after[index].mentions is not None:
            continue
        found = tuple(behind_colons(text, area, begin, end)) if begin < end else ()
        if index is None:
            rest += found
        else:
            after[index] = after[index]._replace(mentions=found, kept={})
    # What is an entry of another service is a mention again when that one no longer takes it.
    file.names = frozenset() if are_apart else area.names
    by_part = [UsesOfPart(part.uses, part.kept) for part in after]
    by_part.append(UsesOfPart(tuple(rest), {}))
    uses = PartedUses(sorted([use for part in by_part for use in part.uses], key=_PLACE))
    uses.parts = tuple(by_part)
    return uses, after


def _are_apart(parts: Sequence[Part], area: Area) -> bool:
    """Tell whether a service has an entry that stands in another one: there it is no mention."""
    return any(
        area.owner(item.use.span.start) not in (NOBODY, part.owner)
        for part in pausing(parts)
        for item in part.items
        if item.use is not None
    )


_PLACE = attrgetter("span")
