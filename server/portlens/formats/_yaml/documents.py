"""The documents of a YAML text, whatever state it is in."""

from collections.abc import Callable

from portlens.formats._template import masked, without_statements
from portlens.formats._yaml.nodes import Node
from portlens.formats._yaml.parse import NotYaml, parse, printable
from portlens.formats._yaml.placeholders import with_placeholders
from portlens.formats._yaml.recovery import recovered


def read_documents(
    text: str, shortened: Callable[[str], str] = lambda text: text
) -> tuple[tuple[Node, ...], bool]:
    """Return the documents of `text`, or what is left of them, and whether the text is damaged.

    Placeholders of templates are texts like any other. `shortened` may put blanks in the place of
    what nobody asks for: YAML costs most of the time that a text takes.
    """
    clean = printable(text)
    # To YAML a template's `{{ port }}` is a mapping, and `%port%` and `@port@` are errors.
    whole = masked(without_statements(clean), dollars=False)
    slim = shortened(whole)
    # A text over several lines may look as if it had sections in it: then once more as a whole.
    documents = parsed(slim)
    if documents is None and slim != whole:
        documents = parsed(whole)
    is_damaged = documents is None
    if documents is None:
        documents = tuple(recovered(slim))
    if whole is not clean:
        documents = with_placeholders(documents, whole, clean)
    return documents, is_damaged


def parsed(text: str) -> tuple[Node, ...] | None:
    """Return the documents of a text that is `printable`; None where it is no YAML."""
    try:
        return tuple(parse(text))
    except NotYaml:
        return None
