"""A Compose file that was read before and has changed in one service: that one is read again."""

from functools import partial

from portlens.formats._yaml.again import Place, change_of, parse_again
from portlens.formats._yaml.documents import LONGEST_BEGINNING, filled_in, is_bare
from portlens.formats._yaml.nodes import Anchors, Node
from portlens.formats._yaml.parse import DEEPEST, NotYaml, parse, printable
from portlens.formats._yaml.plain import plain_documents
from portlens.formats.compose.sections import depth_of_services, has_anchors, shortened
from portlens.formats.compose.services import ComposeFile, Moved


def changed(before: ComposeFile, text: str) -> ComposeFile | None:
    """Return the file with another `text`; None where more than one service is another."""
    depth, change = before.depth, change_of(before.text, text)
    start, end = change.start - LONGEST_BEGINNING, change.end + change.by + LONGEST_BEGINNING
    bare = before.is_bare and is_bare(text[max(0, start) : end])
    clean = text if bare else printable(text)
    if depth_of_services(clean) != depth or not (bare or filled_in(clean) == clean):
        return None
    if has_anchors(clean) != has_anchors(before.text):  # or sections are left out of one alone
        return None
    # What is plain now is read with all its sections, as it would be without `before`.
    if not before.is_yaml and clean is text and plain_documents(text) is not None:
        return None
    # What is plain YAML has nothing that is not printable.
    old = before.text if before.is_yaml else printable(before.text)
    if not (old is before.text and clean is text):
        change = change_of(old, clean)
    any_of = partial(_any, 0 if has_anchors(clean) else depth)
    read_one = plain_documents if before.is_yaml else any_of
    again = parse_again((old, before.documents), clean, change, Place("services", depth), read_one)
    if again is None or (before.is_yaml and clean is not text):
        return None
    file = ComposeFile(text, again.documents, depth=depth, is_yaml=before.is_yaml)
    if bare or not before.is_bare:
        file.is_bare = bare
    # What is plain has no key twice: two services of one name are no longer that.
    if before.is_yaml and any(len({one.name for one in own}) < len(own) for own in file.services):
        return None
    file.moved = Moved(before.stamp, again.shift) if again.shift.by else None
    return file


def _any(depth: int, service: str, start: int, anchors: Anchors) -> list[Node] | None:
    """Return the YAML of a service that begins at `start`.

    Without sections that name no port, where `depth` is given.
    """
    service = shortened(service, depth) if depth else service
    try:
        return parse(service, anchors, start, DEEPEST - 1)
    except NotYaml:
        return None
