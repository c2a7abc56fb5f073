"""All safe fixes at once."""

from portlens.analysis import Judged
from portlens.features.code_actions import fix_all
from portlens.model.finding import Finding, Fix
from portlens.text.edit import Edit
from portlens.text.phrase import same
from portlens.text.span import Span
from portlens.workspace.steps import finish
from tests._judge import context, document


def test_fix_all_leaves_a_text_alone_that_would_have_an_error_more() -> None:
    subject = document("compose", "services: {a: {image: a, ports: ['1:1', '1:1']}}\n")
    around = context({subject.path: subject.text})
    start = subject.text.index("['")
    gone = Fix(same("none"), (Edit(Span(start, start + len("['1:1', '1:1']")), ""),), is_safe=True)
    assert finish(fix_all(subject, [_judged(gone)], around, "en")) is None
    right = gone._replace(edits=(Edit(gone.edits[0].span, "['1:1']"),))
    assert finish(fix_all(subject, [_judged(right)], around, "en"))


def _judged(fix: Fix) -> Judged:
    finding = Finding(Span(0, 5), same("wrong"), fixes=(fix,), rule="port-out-of-range")
    return Judged(finding, "error")
