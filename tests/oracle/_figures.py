"""What a long run comes to: of each kind of claim, how many were right, wrong and not answered."""

import sys
from collections import Counter
from collections.abc import Iterable
from typing import Literal

Verdict = Literal["right", "wrong", "unanswered"]


def write_figures(title: str, claims: Iterable[tuple[str, Verdict]]) -> None:
    """Write a table of the claims, by kind; `pytest -s` shows it."""
    counted = Counter(claims)
    rows = [f"{title}: right / wrong / unanswered"]
    for kind in sorted({kind for kind, _ in counted}):
        right, wrong, unanswered = (
            counted[kind, each] for each in ("right", "wrong", "unanswered")
        )
        rows.append(f"  {kind:<32}{right:>6}{wrong:>6}{unanswered:>6}")
    sys.stdout.write("\n" + "\n".join(rows) + "\n")
