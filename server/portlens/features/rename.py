"""Changing a port wherever it is the same port, and a service name where it is defined."""

import re
from collections.abc import Callable, Iterable, Iterator

from portlens.features.completion.place import place_at
from portlens.features.own import own
from portlens.features.own_names import named_anew, own_name_at
from portlens.features.rename_image import fixed_by_image
from portlens.features.rename_links import RealFiles
from portlens.features.rename_replaced import instead_of
from portlens.features.rename_settings import Word, words_for
from portlens.features.rename_shared import shared_ports
from portlens.features.rename_trial import what_breaks
from portlens.model.port_use import HIGHEST_PORT
from portlens.model.socket import Place
from portlens.network.context import Context
from portlens.network.places import Places, places_of
from portlens.network.service_names import definitions_of, users_of
from portlens.network.spot import Port, Spot, spot_at
from portlens.programs.program import origin
from portlens.text.edit import Edit
from portlens.text.escape import label
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps
from portlens.workspace.workspace import Workspace

_NUMBER = regex(r"[0-9]{1,5}")
_NAME = regex(r"[A-Za-z][A-Za-z0-9_-]{0,30}")


class Renamed(NamedTuple):
    """The edits of a rename, and the places that have the number as well and are left.

    Of these nobody can tell whether they speak of the port.
    """

    edits: tuple[Edit, ...]
    left: tuple[Place, ...] = ()


class Renamable(NamedTuple):
    """What a rename at a place would change, and the text that stands there now."""

    span: Span
    text: str


def prepare_rename(document: Document, offset: int, context: Context) -> Renamable | Phrase:
    """Return what can be renamed at `offset`, or why nothing can.

    A format's own module `rename` may have `refused(use)`: why its ports are never renamed.
    """
    spot = spot_at(document, offset)
    if spot is None:
        named = own_name_at(document, offset, context)
        return Renamable(named.span, named.span.of(document.text)) if named else NOTHING
    part = spot.part
    if part.is_variable:
        set_at = origin(document, part, context.workspace)
        if set_at is None or part.first is None or part.first != part.last:
            return VARIABLE
        return Renamable(part.span, str(part.first))
    refused = own(document.format, "rename", "refused")
    if refused is not None:
        why: Phrase = refused(spot.use)
        return why
    text = part.span.of(document.text)
    if not (_NUMBER.fullmatch(text) or _NAME.fullmatch(text)):
        return NO_SINGLE
    return fixed_by_image(spot, places_of(document, context), context) or Renamable(part.span, text)


def rename(
    document: Document,
    offset: int,
    new: str,
    context: Context,
    documents: Callable[[], Iterable[Document]],
) -> Steps[Renamed | Phrase]:
    """Return the edits that put `new` wherever the port at `offset` is written, or why not.

    They follow the port through all files that speak of it: the edits of others have a `path`.
    A value that a `.env` file sets is changed there; so is what the settings of a container say of
    its port in words (`features/rename_settings`), and a format's own name for a port
    (`features/own_names`). `documents` are all of the workspace, asked for only where a service
    name gets another.
    """
    found = prepare_rename(document, offset, context)
    spot = spot_at(document, offset)
    if isinstance(found, Phrase):
        return found
    if spot is None:
        own_name = own_name_at(document, offset, context)
        made = named_anew(own_name, new) if own_name is not None else NOTHING
        renamed: Renamed | Phrase = made if isinstance(made, Phrase) else Renamed(made)
    elif not _fits(new, spot):
        return REFUSED.fill(text=label(new))
    elif _NAME.fullmatch(new) and definitions_of(spot, context):
        renamed = _renamed_name(spot, new, context, documents())
    else:
        renamed = _renamed_port(spot, new, context)
    if isinstance(renamed, Phrase):
        return renamed
    files = RealFiles(document, context.workspace)
    changes = files.edits(renamed.edits, document.path)
    for path in dict.fromkeys(edit.path or document.path for edit in changes):
        if not context.workspace.may_read(path):
            return OUTSIDE.fill(path=label(path))
        if context.workspace.files.is_read_only(path):
            return READ_ONLY.fill(path=label(path))
    edits = tuple(
        edit._replace(path=None) if edit.path == document.path else edit
        for edit in sorted(changes, key=lambda edit: (edit.path or "", edit.span))
    )
    broken = yield from what_breaks(document, edits, context)
    written = {(edit.path, edit.span) for edit in changes}
    left = (one for one in files.places(renamed.left) if one not in written)
    return broken or Renamed(edits, tuple(left))


def _renamed_name(spot: Spot, new: str, context: Context, documents: Iterable[Document]) -> Renamed:
    """Return the edits that give the name at `spot` another wherever it is used and defined."""
    old = spot.part.name
    edits = [
        Edit(user.part.span, new, user.document.path)
        for user in users_of(spot, documents, context)
        if user.part.name == old
    ]
    for there in definitions_of(spot, context):
        entry = there.use.span
        word = re.search(rf"(?<!\S){re.escape(old)}(?!\S)", entry.of(there.document.text))
        if word is not None:
            span = Span(entry.start + word.start(), entry.start + word.end())
            edits.append(Edit(span, new, there.document.path))
    return Renamed((*edits, Edit(spot.part.span, new, spot.document.path)))


def _renamed_port(spot: Spot, new: str, context: Context) -> Renamed | Phrase:
    edits: list[Edit] = []
    words: list[Word] = []
    origins: set[object] = set()
    kept: list[tuple[Spot, object]] = []  # other ports that a variable gives their number
    workspace = context.workspace
    for places, mine in _everywhere(spot, context):
        for other in mine:
            edit = _edit(spot, other, new, places, context)
            if isinstance(edit, Phrase):
                return edit
            if edit is not None:
                edits.append(edit)
                if other.part.is_variable:
                    origins.add((edit.path, edit.span))
        for other in places.variables():
            if other not in mine and not instead_of(other, mine, places, workspace):
                place = origin(other.document, other.part, workspace)
                kept.append((other, place and (place.path, place.span)))
        ports = [port for other in mine for port in places.ports(other)]
        words += words_for(ports, places.network, places.known(), workspace)
    shared = next((other for other, place in kept if place in origins), None)
    if shared is not None:
        return SHARED.fill(place=_told(shared))
    is_number = _NUMBER.fullmatch(new) is not None
    edits += (
        Edit(one.place.span, new, one.place.path) for one in words if one.is_port and is_number
    )
    written = {(edit.path, edit.span) for edit in edits}
    left = dict.fromkeys(one.place for one in words if one.place not in written)
    return Renamed(tuple(edits), tuple(left))


def _everywhere(spot: Spot, context: Context) -> Iterator[tuple[Places, list[Spot]]]:
    """Yield all places of the port, as each of the files sees it where it is written.

    A configuration that two projects share makes their ports one: both go on fitting it.
    """
    waiting, seen = [spot.document], set[str]()
    ports: list[Port] = []
    asked: tuple[Places, int] | None = None
    for document in waiting:  # grows on the way
        if document.path in seen:
            continue
        seen.add(document.path)
        places = places_of(document, context)
        if asked == (places, len(ports)) and not spot.part.name:
            continue  # a network has thousands of files, which all see the same
        start = [spot, *instead_of(spot, places.variables(), places, context.workspace)]
        mine = _all_of(places, start, ports, context.workspace)
        is_missing = (len(start) > 1 or not mine) and spot not in mine
        if document is spot.document and is_missing:
            mine = [spot, *mine]
        if spot.use.role == "defines":
            mine = [other for other in definitions_of(spot, context) if _is_equal(other, spot)]
        elif spot.part.name:
            named = users_of(spot, [document], context)
            mine += (other for other in named if other not in mine)
        asked = places, len(ports)
        yield places, mine
        waiting += (other.document for other in mine)


def _all_of(
    places: Places, start: list[Spot], ports: list[Port], workspace: Workspace
) -> list[Spot]:
    """Return the places of `ports` and of `start`; ports that one of these shares come to them.

    Not so those of a value that several ports have in common: only who renames that very value
    wants another number for all of them.
    """
    found, asked = start, start[0].place
    while True:
        sharing = (other for other in found if not other.use.feeds or other.place == asked)
        new = dict.fromkeys(port for other in sharing for port in places.ports(other))
        ports += (port for port in new if port not in ports)
        more_ports = dict.fromkeys(shared_ports(ports, places.network, workspace))
        ports += (port for port in more_ports if port not in ports)
        more = places.speaking_of(ports)
        if more == found or not more:
            return more
        found = more


def _is_equal(one: Spot, other: Spot) -> bool:
    return (one.part.first, one.part.last) == (other.part.first, other.part.last)


def _edit(
    spot: Spot, other: Spot, new: str, places: Places, context: Context
) -> Edit | Phrase | None:
    """Return the edit of one place of the port, or why the rename cannot be; None for no edit."""
    text, path, part = other.part.span.of(other.document.text), other.document.path, other.part
    if other.place != spot.place:
        fixed = fixed_by_image(other, places, context)
        if fixed is not None:
            return fixed
    if part.is_implied:
        after = Span(part.span.end, part.span.end)
        return Edit(after, f":{new}", path) if places.is_host(other.place) else None
    if part.is_variable:
        place = origin(other.document, part, context.workspace)
        if place is None:
            return AT_VARIABLE.fill(place=_told(other))
        return Edit(place.span, new, place.path)
    if not (_NUMBER.fullmatch(text) or _NAME.fullmatch(text)):
        return IN_RANGE.fill(place=_told(other))
    if not _fits(new, other):
        return REFUSED.fill(text=label(new))
    return Edit(part.span, new, path)


def _told(spot: Spot) -> str:
    line = spot.document.lines.position(spot.part.span.start).line + 1
    return label(f"{spot.document.path.rpartition('/')[2]}:{line}")


def _fits(new: str, spot: Spot) -> bool:
    """Tell whether `new` can stand at `spot`; not every format takes names."""
    if _NUMBER.fullmatch(new):
        return 0 < int(new) <= HIGHEST_PORT
    if not spot.document.format.takes_names or spot.part.is_variable:
        return False
    # Of a format that takes names some places may take a number alone: xinetd's `port`.
    place = place_at(spot.document, spot.part.span.end)
    return (place is None or place.takes_names) and _NAME.fullmatch(new) is not None


NOTHING = Phrase("there is no port here to rename", "ここに変更できるポートはありません")
VARIABLE = Phrase(
    "the port comes from a variable: change its value",
    "このポートは変数の値です。変数の値を変更してください",
)
AT_VARIABLE = Phrase(
    "at {place} the port comes from a variable: change its value",
    "{place} のポートは変数の値です。変数の値を変更してください",
)
SHARED = Phrase(
    "the variable is used for another port as well, at {place}",
    "この変数は {place} で別のポートにも使われています",
)
NO_SINGLE = Phrase("only a single port can be renamed", "変更できるのは単独のポートだけです")
IN_RANGE = Phrase(
    "at {place} the port is part of a range or not a plain number",
    "{place} では範囲の一部か、単独の番号以外の形で書かれています",
)
OUTSIDE = Phrase(
    "{path} uses the port, too, and lies outside the workspace",
    "{path} もこのポートを使っていますが、ワークスペースの外にあります",
)
READ_ONLY = Phrase(
    "{path} uses the port, too, and is read-only",
    "{path} もこのポートを使っていますが、読み取り専用です",
)
REFUSED = Phrase("{text} is not a port", "{text} はポート番号ではありません")
