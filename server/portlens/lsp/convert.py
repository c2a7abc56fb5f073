"""Between the core's spans and the protocol's ranges."""

from collections.abc import Mapping

from lsprotocol import types

from portlens.text.line_index import Encoding, LineIndex
from portlens.text.span import Span

Json = dict[str, object]


def to_position(lines: LineIndex, offset: int, encoding: Encoding) -> Json:
    """Return `offset` as the protocol's position."""
    line, character = lines.units(offset, encoding)
    return {"line": line, "character": character}


def to_offset(lines: LineIndex, position: types.Position, encoding: Encoding) -> int:
    """Return the offset of a position; one past the end of its line or text is that end."""
    return lines.offset(position.line, position.character, encoding)


def to_span(lines: LineIndex, range_: types.Range, encoding: Encoding) -> Span:
    """Return the span of a range."""
    start = to_offset(lines, range_.start, encoding)
    return Span(start, max(start, to_offset(lines, range_.end, encoding)))


def to_range(lines: LineIndex, span: Span, encoding: Encoding) -> Json:
    """Return `span` as the protocol's range."""
    line, character, end_line, end_character = lines.units_of(span, encoding)
    return {
        "start": {"line": line, "character": character},
        "end": {"line": end_line, "character": end_character},
    }


def markup(text: str, *, is_markdown: bool) -> Json:
    """Return `text`, which is Markdown, as the client can show it."""
    if is_markdown:
        return {"kind": "markdown", "value": text}
    from portlens.lsp.plain_text import plain_text  # hardly an editor of today needs it

    return {"kind": "plaintext", "value": plain_text(text)}


def without_none(fields: Mapping[str, object]) -> Json:
    """Return the fields that have a value; the protocol leaves out what is not said."""
    return {key: value for key, value in fields.items() if value is not None}
