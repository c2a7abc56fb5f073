"""What a run comes to: of each kind of claim, how many were right, wrong and not answered."""

from collections import Counter
from collections.abc import Iterable
from typing import Literal

from tests.oracle._long import Record

Verdict = Literal["right", "wrong", "unanswered"]


def record_claims(record: Record, claims: Iterable[tuple[str, Verdict]]) -> None:
    """Record how many claims of each kind had each verdict: `make oracle-long` adds them up."""
    for (kind, verdict), count in sorted(Counter(claims).items()):
        record(f"{kind} {verdict}", count)
