"""A set of spans says of each stretch what looking at all of them says."""

from itertools import combinations

from portlens.text.span import Span
from portlens.text.span_set import SpanSet

EVERY = [Span(start, end) for start in range(6) for end in range(start, 6)]


def test_an_empty_set_is_never_met() -> None:
    assert not any(SpanSet().meets(span) for span in EVERY)


def test_it_is_met_where_one_of_its_spans_is() -> None:
    for spans in combinations(EVERY, 2):
        known = SpanSet(spans)
        for span in EVERY:
            one_by_one = any(each.start < span.end and span.start < each.end for each in spans)
            assert known.meets(span) == one_by_one, (spans, span)
