"""Many stretches of a text, of which one may be met."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate

from portlens.text.span import Span


class SpanSet:
    """A set of spans: whether one of them is met is a look, however many there are."""

    def __init__(self, spans: Iterable[Span] = ()) -> None:
        ordered = sorted(spans)
        self._starts = [span.start for span in ordered]
        self._furthest = list(accumulate((span.end for span in ordered), max))

    def meets(self, span: Span) -> bool:
        """Tell whether one of the spans begins before `span` ends, and ends after it begins."""
        begun = bisect_left(self._starts, span.end)
        return begun > 0 and self._furthest[begun - 1] > span.start
