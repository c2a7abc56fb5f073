"""Service names beside port numbers, where the text does not tell them itself."""

from portlens.model.port_use import PortRange, PortUse
from portlens.network.behind import TOLD, Behind, behind
from portlens.network.context import Context
from portlens.network.naming import is_guess
from portlens.programs.program import resolved
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps, finish

_WORD = regex(r"[a-z0-9]+")

# Read in almost every file: who configures a web or an SSH server knows these by heart.
_KNOWN_BY_HEART = frozenset({22, 80, 443})


class Hint(NamedTuple):
    """`label` goes at `offset`; of `port`, `transport` and `found` its tooltip speaks."""

    offset: int
    label: str
    port: int
    transport: str
    found: Behind


def inlay_hints(document: Document, span: Span, context: Context) -> list[Hint]:
    """Return the hints of the places inside `span`, in the order of the text."""
    return finish(hinting(document, span, context))


def hinting(document: Document, span: Span, context: Context) -> Steps[list[Hint]]:
    """Do the same in steps: one for each use of ports."""
    mode = context.settings.inlay_hints
    if mode == "off":
        return []
    hints = []
    for use in resolved(document, context.workspace).uses:
        pause()
        if use.span.end < span.start or use.span.start > span.end:
            continue
        if mode == "unknown" and use.is_near_end:
            continue  # the near end of a forward: whatever number was free
        told = _told(use) if mode == "unknown" else frozenset()
        for part in use.parts:
            found = behind(use, part, context.catalogue)
            label = _label(use, part, found, context, told)
            # In `15432:5432` one hint, at the end, says it for both.
            is_said_later = part is use.port and use.target is not None and use.target.is_known
            if label and not (is_said_later and not part.name):
                hint = Hint(part.span.end, f"‹{label}›", part.first or 0, use.transport, found)
                hints.append(hint)
        yield
    return hints


def _label(
    use: PortUse, part: PortRange, found: Behind, context: Context, told: frozenset[str]
) -> str | None:
    if part.first is None or part.is_implied:
        return None
    if part.name:
        return str(part.first)
    if use.role == "defines" or part.first != part.last:
        return None  # the line of a services file is all name; a range has no one name
    if context.settings.inlay_hints == "all":
        return found.name
    # What the text itself says needs no hint, and what everybody knows by heart. That 3100 is
    # Loki's elsewhere says nothing of a service of one's own.
    if found.origin in TOLD or part.first in _KNOWN_BY_HEART:
        return None
    if is_guess(use, found, context.catalogue):
        return None
    return None if told & _names(found.name, part.first, context) else found.name


def _told(use: PortUse) -> frozenset[str]:
    """Return the words that a reader sees beside the port: owner, image, host, the name given."""
    seen = [use.owner, use.name, getattr(use.detail, "image", "")]
    if use.address is not None and use.address.family == "name":
        seen.append(use.address.text)
    return frozenset(_WORD.findall(" ".join(map(str, seen)).casefold()))


def _names(name: str, port: int, context: Context) -> frozenset[str]:
    """Return every word that would tell `port`: its names, and those of its software."""
    rows = context.catalogue.at(port)
    names = [name, *(row.name for row in rows), *(alias for row in rows for alias in row.aliases)]
    return frozenset(word for each in names for word in _WORD.findall(each.casefold()))
