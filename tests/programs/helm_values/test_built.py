"""Charts of which it is known which values are ports, since they were made so."""

from portlens.formats.registry import format_named
from portlens.programs.program import resolved
from tests._judge import context, judge
from tests.oracle._helm_generate import Chart, chart
from tests.oracle._long import Record, chance

_CHARTS = 1_200


def test_every_value_that_a_template_puts_at_a_port_is_one_and_no_other(
    record_property: Record,
) -> None:
    record_property("charts", _CHARTS)
    random = chance("helm")
    told = broken = 0
    for number in range(_CHARTS):
        made = chart(random)
        ports, findings = _judged(made)
        assert ports == made.ports, (number, made.files)
        assert findings == sorted(f"{made.ports[key]}" for key in made.broken), (number, made.files)
        told += len(made.ports)
        broken += len(made.broken)
    assert told > _CHARTS
    assert broken > _CHARTS / 20


def _judged(made: Chart) -> tuple[dict[str, int], list[str]]:
    """Return the ports among the values by their keys, and what is told of these, by its text."""
    around = context({f"/c/{name}": text for name, text in made.files.items()})
    found = around.workspace.document("/c/values.yaml", format_named("helm-values"))
    assert found is not None
    uses = resolved(found, around.workspace).uses
    ports = {use.owner: int(use.span.of(found.text)) for use in uses}
    lines = found.text.splitlines()
    labels = judge(found, around)
    return ports, sorted(lines[label.line][label.start : label.end] for label in labels)
