"""One mistake that shows in two files is told once: where it stands."""

from collections.abc import Container

from portlens.model.finding import Finding
from portlens.rules._rule import ITSELF
from portlens.text.span import Span


def is_told_elsewhere(finding: Finding, told: Container[tuple[str | None, Span]]) -> bool:
    """Tell whether `finding` only comes of a mistake that is `told` in the file where it stands."""
    return any(
        related.message is ITSELF and (related.path, related.span) in told
        for related in finding.related
    )
