"""Texts and positions: our own buffer and index beside pygls' documents."""

from lsprotocol import types
from pygls.workspace import PositionCodec, TextDocument

from portlens.lsp.convert import to_range
from portlens.text.line_buffer import LineBuffer
from portlens.text.line_index import LineIndex
from portlens.text.span import Span
from tests.bench.measure import Missing, Row, side_by_side

LINES = 10_000
TEXT = "  - '8080:80'  # 港 and some more words\n" * LINES


def run() -> list[Row | Missing]:
    return [_change(), _ranges()]


def _change() -> Row:
    """A letter is typed in the middle, and taken away again, ten times."""
    buffer = LineBuffer(TEXT)
    document = TextDocument("file:///a", TEXT, 1)
    start = types.Position(LINES // 2, 4)
    end = types.Position(LINES // 2, 5)
    typed = types.TextDocumentContentChangePartial(types.Range(start, start), "x")
    taken = types.TextDocumentContentChangePartial(types.Range(start, end), "")

    def ours() -> None:
        for _ in range(10):
            buffer.replace((start.line, 4), (start.line, 4), "x", "utf-16")
            buffer.replace((start.line, 4), (start.line, 5), "", "utf-16")

    def rival() -> None:
        for _ in range(10):
            document.apply_change(typed)
            document.apply_change(taken)

    measure = "one character changed in 10,000 lines"
    return Row(measure, *side_by_side(ours, rival), "pygls' apply_change", 0.05)


def _ranges() -> Row:
    """The lines are split beforehand on both sides: only the conversion counts."""
    index = LineIndex(TEXT)
    starts = [index.line_span(line).start for line in range(0, LINES, 10)]
    spans = [Span(start + 20, start + 25) for start in starts]
    lines = TEXT.splitlines(keepends=True)
    codec = PositionCodec(types.PositionEncodingKind.Utf16)
    ranges = [
        types.Range(types.Position(line, 20), types.Position(line, 25))
        for line in range(0, LINES, 10)
    ]

    def ours() -> None:
        for span in spans:
            to_range(index, span, "utf-16")

    def rival() -> None:
        for range_ in ranges:
            codec.range_to_client_units(lines, range_)

    return Row("1,000 ranges to UTF-16", *side_by_side(ours, rival), "pygls' codec", 0.25)
