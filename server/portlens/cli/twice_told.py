"""One mistake that shows in two files is told once: where it stands."""

from collections.abc import Sequence

from portlens.cli.report.result import Located
from portlens.model.finding import Related
from portlens.rules._rule import ITSELF


def without_twice_told(told: Sequence[Located]) -> list[Located]:
    """Return what is told less what only comes of a mistake that is told where it stands."""
    places = {(one.path, one.judged.finding.span) for one in told}

    def is_told(related: Related) -> bool:
        return related.message is ITSELF and (related.path, related.span) in places

    return [one for one in told if not any(map(is_told, one.judged.finding.related))]
