"""Laws that hold for every text, with examples that Hypothesis makes and makes smaller.

The same examples each time; PORTLENS_EXAMPLES asks for more of them.
"""

import os
import re
from collections.abc import Callable
from xml.etree.ElementTree import fromstring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from markdown_it import MarkdownIt

from portlens.text import escape
from portlens.text.edit import Edit, apply_edits, moved
from portlens.text.line_buffer import LineBuffer
from portlens.text.line_index import LineIndex
from portlens.text.span import Span
from tests._judge import usual_paths
from tests.fuzz._properties import reads_well, works_well
from tests.fuzz._texts import GRAMMAR, STRANGE

Test = Callable[..., None]
EXAMPLES = int(os.environ.get("PORTLENS_EXAMPLES", "60"))
ANY = some.text(some.characters(codec=None), max_size=40)


def law(examples: int = EXAMPLES) -> Callable[[Test], Test]:
    return settings(max_examples=examples, derandomize=True, database=None, deadline=None)


def written_in(format_id: str) -> some.SearchStrategy[str]:
    """Return texts of words of a format's grammar and of strange ones."""
    words = some.one_of(some.sampled_from(GRAMMAR[format_id]), some.sampled_from(STRANGE), ANY)
    return some.lists(words, max_size=12).map("".join)


@pytest.mark.parametrize("format_id", sorted(usual_paths()))
def test_a_reader_takes_any_words(format_id: str) -> None:
    @law()
    @given(written_in(format_id))
    def read(text: str) -> None:
        reads_well(format_id, text)

    read()


@pytest.mark.slow
@pytest.mark.parametrize("format_id", sorted(usual_paths()))
def test_rules_and_features_take_any_words(format_id: str) -> None:
    @law(EXAMPLES // 10)
    @given(written_in(format_id))
    def work(text: str) -> None:
        works_well(format_id, text)

    work()


@law()
@given(ANY)
def test_markdown_shows_the_text_and_nothing_else(text: str) -> None:
    [block] = MarkdownIt("gfm-like").parseInline(f"x{escape.markdown(text)}x")
    kinds = {token.type for token in block.children or []}
    assert kinds <= {"text", "text_special", "html_entity"}, kinds
    assert "".join(token.content for token in block.children or []) == f"x{escape.label(text)}x"


@law()
@given(ANY)
def test_code_is_code(text: str) -> None:
    shown = escape.code_span(text)
    if not shown:
        return
    [block] = MarkdownIt("gfm-like").parseInline(f"x {shown} x")
    kinds = [token.type for token in block.children or []]
    assert kinds == ["text", "code_inline", "text"]


@law()
@given(ANY)
def test_a_label_of_graphviz_is_the_text(text: str) -> None:
    assert fromstring(f"<a>{escape.graphviz(text)}</a>").text in {escape.label(text), " "}


@law()
@given(ANY)
def test_an_annotation_is_one_line(text: str) -> None:
    assert not re.search("[\r\n]", escape.annotation(text))


@law()
@given(ANY, some.lists(some.tuples(some.integers(0, 40), some.integers(0, 5), ANY), max_size=4))
def test_edits_leave_the_rest_alone(text: str, wanted: list[tuple[int, int, str]]) -> None:
    edits, done = [], 0
    for start, length, new in sorted(wanted):
        span = Span(min(max(start, done), len(text)), min(max(start, done) + length, len(text)))
        edits.append(Edit(span, new))
        done = span.end + 1
    edits = [edit for edit in edits if edit.span.start <= edit.span.end]
    after = apply_edits(text, edits)
    kept = set(range(len(text))) - {at for each in edits for at in range(*each.span)}
    for offset in kept:
        assert after[moved(offset, edits)] == text[offset]


@law()
@given(ANY, some.integers(0, 5), some.integers(0, 9), ANY)
def test_a_buffer_is_its_text(text: str, line: int, column: int, new: str) -> None:
    buffer, lines = LineBuffer(text), LineIndex(text)
    buffer.replace((line, column), (line, column), new, "utf-32")
    at = lines.offset(line, column) if line < lines.line_count else len(text)
    assert buffer.text == text[:at] + new + text[at:]
