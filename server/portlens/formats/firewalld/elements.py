"""The elements of an XML file, with the places of their attributes' values.

Python's own parser gives no places of attributes, and stops where a text is half typed. This one
goes on; a test holds the two to each other on texts that are well-formed. Source: XML 1.0.
"""

import re
from collections.abc import Iterator

from portlens.formats._template import MASK
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.plain import to_number
from portlens.text.regex import regex
from portlens.text.span import Span

_MARKUP = regex(
    r"""<!--(?s:.)*?(?:-->|\Z)
    | <!\[CDATA\[(?s:.)*?(?:\]\]>|\Z)
    | <\?(?s:.)*?(?:\?>|\Z)
    | <!(?P<declared>[^\[>]*)
    | </(?P<ends>[^ \t\r\n<>/]+)[^<>]*
    | <(?P<begins>[^ \t\r\n<>/!?="'&]+)""",
    re.VERBOSE,
)
_ATTRIBUTE = regex(
    r"""[ \t\r\n]*(?P<name>[^ \t\r\n<>/="'&]+)
      (?:[ \t\r\n]*=[ \t\r\n]*
        (?:"(?P<double>[^"<]*)"|'(?P<single>[^'<]*)'
          |["'](?P<half>(?:[^<> \t\r\n]|[ \t]+(?=[^<> \t\r\n]))*)|(?P<none>)))?
    | [ \t\r\n]*(?P<other>/>|[^ \t\r\n<>])""",
    re.VERBOSE,
)
_FORMS = ("double", "single", "half", "none")
_REFERENCE = regex(r"&(?:\#x([0-9A-Fa-f]{1,6})|\#([0-9]{1,7})|(lt|gt|amp|quot|apos))?;?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_BREAK = regex(r"\r\n|[\t\r\n]")
_HIGHEST = 0x10FFFF


class Attribute(NamedTuple):
    """An attribute, whose `span` has what is written between the quotes.

    `value` is what a program is given for that; None where only a document type tells, and of
    what is half typed.
    """

    name: str
    span: Span
    value: str | None


class Element(NamedTuple):
    """A tag. One that closes itself is followed by an element of its end.

    `is_open`: another program is to write into it, which may have any attribute.
    """

    name: str
    span: Span  # from `<` to the end of the name
    attributes: tuple[Attribute, ...] = ()
    is_end: bool = False
    is_open: bool = False

    def attribute(self, name: str) -> Attribute | None:
        """Return the first attribute of that name."""
        return next((each for each in self.attributes if each.name == name), None)


def elements(text: str) -> Iterator[Element]:
    """Yield the tags of `text` in their order; none of a file that declares entities itself.

    Those may stand for anything, and be made to stand for gigabytes.
    """
    at = 0
    while found := _MARKUP.search(text, at):
        pause()
        at = found.end()
        if found["declared"] is not None and text[at : at + 1] == "[":
            return
        if found["ends"] is not None:
            yield Element(found["ends"], Span(*found.span()), is_end=True)
        elif found["begins"] is not None:
            name, start = found["begins"].partition(MASK)[0], found.start()
            attributes, at, is_empty, is_open = _attributes(text, at)
            is_open = is_open or name != found["begins"]
            span = Span(start, start + 1 + len(name))
            yield Element(name, span, attributes, is_open=is_open)
            if is_empty:
                yield Element(name, span, is_end=True)


def _attributes(text: str, at: int) -> tuple[tuple[Attribute, ...], int, bool, bool]:
    """Return the attributes from `at`, and where they end.

    Also, whether the tag closes itself, and whether a placeholder stands among them.
    """
    attributes: list[Attribute] = []
    is_open = False
    while found := _ATTRIBUTE.match(text, at):
        pause()
        at = found.end()
        if found["other"] == "/>":
            return tuple(attributes), at, True, is_open
        group = next((name for name in _FORMS if found[name] is not None), "")
        name = (found["name"] or "").lstrip(MASK)  # of a branch that begins right before it
        is_open = is_open or MASK in (found["name"] or "")
        if group and name:
            value = _value(found[group]) if group in {"double", "single"} else None
            attributes.append(Attribute(name, Span(*found.span(group)), value))
    return tuple(attributes), at, False, is_open


def _value(written: str) -> str | None:
    """Return what a program is given for `written`: line breaks are blanks to it."""
    value = _BREAK.sub(" ", written)
    if "&" not in value:
        return value
    pieces, end = [], 0
    for found in _REFERENCE.finditer(value):
        pause()
        character = _character(found)
        if character is None or not found[0].endswith(";"):
            return None
        pieces += [value[end : found.start()], character]
        end = found.end()
    return "".join(pieces) + value[end:]


def _character(found: "re.Match[str]") -> str | None:
    hexadecimal, decimal, name = found.groups()
    if name:
        return _NAMED[name]
    if not hexadecimal and not decimal:
        return None
    code = to_number(hexadecimal, 16) if hexadecimal else to_number(decimal)
    return chr(code) if 0 < code <= _HIGHEST else None
