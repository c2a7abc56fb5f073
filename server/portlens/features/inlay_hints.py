"""Service names beside port numbers, where the text does not tell them itself."""

import re
from typing import NamedTuple

from portlens.features.port_name import port_name
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.programs.resolved import resolved
from portlens.text.span import Span
from portlens.workspace.document import Document

_WORD = re.compile(r"[a-z0-9]+")

# Read in almost every file: who configures a web or an SSH server knows these by heart.
_KNOWN_BY_HEART = frozenset({22, 80, 443})


# Of more programs than this on one port, none can be told by the number.
_TELLING = 2


class Hint(NamedTuple):
    """`label` goes at `offset`; `port` and `transport` are what its tooltip speaks of."""

    offset: int
    label: str
    port: int
    transport: str


def inlay_hints(document: Document, span: Span, context: Context) -> list[Hint]:
    """Return the hints of the places inside `span`, in the order of the text."""
    mode = context.settings.inlay_hints
    if mode == "off":
        return []
    hints = []
    for use in resolved(document, context.workspace).uses:
        if use.span.end < span.start or use.span.start > span.end:
            continue
        if mode == "unknown" and document.format.id == "ssh_config" and use.role == "listens":
            continue  # the near end of a forward: whatever number was free
        told = _told(use) if mode == "unknown" else frozenset()
        shown: set[str] = set()
        for part in use.parts:
            label = _label(use, part, context, told)
            # In `5432:5432` one hint, at the end, says it for both.
            if label and not (label in shown or _is_repeated(use, part)):
                shown.add(label)
                hints.append(Hint(part.span.end, f"‹{label}›", part.first or 0, use.transport))
    return hints


def _label(use: PortUse, part: PortRange, context: Context, told: frozenset[str]) -> str | None:
    if part.first is None or part.is_implied:
        return None
    if part.name:
        return str(part.first)
    if use.role == "defines" or part.first != part.last:
        return None  # the line of a services file is all name; a range has no one name
    name = port_name(context.catalogue, part.first, use.transport)
    if name is None or context.settings.inlay_hints == "all":
        return name
    if _is_anybodys_guess(use, part.first, name, context):
        return None
    return None if told & _names(name, part.first, context) else name


def _is_anybodys_guess(use: PortUse, port: int, name: str, context: Context) -> bool:
    """Tell whether `name` says no more than the number, or perhaps something untrue.

    Half the world's development servers listen on 3000 and 8000.
    """
    if port in _KNOWN_BY_HEART:
        return True
    software = context.catalogue.software_at(port, use.transport)
    return name in software and len(software) > _TELLING


def _is_repeated(use: PortUse, part: PortRange) -> bool:
    """Tell whether the container's side says the same number once more."""
    return part is not use.target and use.target is not None and part[1:3] == use.target[1:3]


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
