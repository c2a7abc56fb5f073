"""The documents of a YAML text, whatever state it is in."""

import re
from collections.abc import Callable, Iterable

from portlens.formats._template import MAY_HOLD, TAG_BEGINS, masked, without_statements
from portlens.formats._yaml.nodes import MOST_MERGED, Anchors, Mapping, Node, Sequence
from portlens.formats._yaml.parse import NotYaml, parse, printable
from portlens.formats._yaml.plain import plain_documents
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause


class Documents(NamedTuple):
    """The documents of a text, or what is left of them.

    `is_yaml`: all of the text was read, and is plain YAML. `is_damaged`: it is none. `is_certain`:
    they are what was parsed of the text, shortened or not, nothing in it is for another program to
    fill in, and no merge key brings so much that it counts (`Anchors`).
    """

    nodes: tuple[Node, ...]
    is_yaml: bool = False
    is_damaged: bool = False
    is_certain: bool = True


def read_documents(
    text: str,
    shortened: Callable[[str], str] = lambda text: text,
    *,
    takes_parts: bool = False,
) -> Documents:
    """Return the documents of `text`.

    Placeholders of templates are texts like any other. `shortened` may put blanks in the place of
    what nobody asks for: what is not plain costs most of the time that a text takes. Where merge
    keys would bring too much there are none, unless the reader `takes_parts`: it then looks at
    `is_cut` of each mapping. So it is with an alias that names nothing: what would stand there
    nobody knows.
    """
    clean = printable(text)
    whole = filled_in(clean)
    if whole is text:
        anchors = Anchors()
        plain = plain_documents(text, 0, anchors)
        if plain is not None and (takes_parts or not is_cut(plain, text)):
            is_certain = anchors.left == MOST_MERGED
            return Documents(tuple(plain), is_yaml=True, is_certain=is_certain)
    slim = shortened(whole)
    # A text over several lines may look as if it had sections in it: then once more as a whole.
    anchors = Anchors()
    documents = parsed(slim, anchors)
    is_certain = documents is not None and whole == clean
    if documents is None and slim != whole:
        anchors = Anchors()
        documents = parsed(whole, anchors)
    is_certain = is_certain and anchors.left == MOST_MERGED
    is_damaged = documents is None or (anchors.are_lacking and not takes_parts)
    if documents is None:
        from portlens.formats._yaml.recovery import recovered

        documents = tuple(recovered(slim))
    if whole is not clean:
        from portlens.formats._yaml.placeholders import with_placeholders

        documents = with_placeholders(documents, whole, clean)
    if not takes_parts and is_cut(documents, text):
        return Documents((), is_damaged=True)
    return Documents(documents, is_damaged=is_damaged, is_certain=is_certain)


def is_bare(text: str) -> bool:
    """Tell whether every character of a text means itself: `printable` and `filled_in` keep it.

    Of a text that is bare this needs to be asked again only around what changes in it: as far as
    `LONGEST_BEGINNING`.
    """
    may_begin = MAY_HOLD.search(text) or re.search(TAG_BEGINS, text)
    return may_begin is None and printable(text) is text


LONGEST_BEGINNING = 16  # characters of a tag or a placeholder that tell it, and more than any has


def filled_in(clean: str) -> str:
    """Return a text with letters in the place of what another program is to fill in.

    To YAML a template's `{{ port }}` is a mapping, and `%port%` and `@port@` are errors.
    """
    return masked(without_statements(clean), dollars=False)


def parsed(text: str, anchors: Anchors | None = None) -> tuple[Node, ...] | None:
    """Return the documents of a text that is `printable`; None where it is no YAML.

    `anchors` are none before; they keep count of what merge keys bring.
    """
    try:
        return tuple(parse(text, anchors))
    except NotYaml:
        return None


def is_cut(documents: Iterable[Node], text: str) -> bool:
    """Tell whether a mapping in the documents of `text` lacks keys that merge keys name.

    A program has these keys: what is said of one that is not there would be wrong.
    """
    # What stands behind an alias stands in the text as well, and is looked at there.
    waiting = [*documents] if "<<" in text else []
    while waiting:
        pause()
        node = waiting.pop()
        if isinstance(node, Sequence):
            waiting += node.items
        elif isinstance(node, Mapping):
            if node.is_cut:
                return True
            waiting += [part for pair in node.pairs for part in pair]
    return False
