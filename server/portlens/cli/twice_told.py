"""The findings of one run less what is told twice."""

from collections.abc import Sequence

from portlens.cli.report.result import Located
from portlens.features.twice_told import is_told_elsewhere


def without_twice_told(told: Sequence[Located]) -> list[Located]:
    """Return what is told less what only comes of a mistake that is told where it stands."""
    places = {(one.path, one.judged.finding.span) for one in told}
    return [one for one in told if not is_told_elsewhere(one.judged.finding, places)]
