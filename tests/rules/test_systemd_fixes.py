"""What the fixes make of a line that systemd ignores."""

import pytest

from portlens.analysis import analyse
from portlens.text.edit import apply_edits
from tests._judge import context, document


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("ListenStream=8080  # web", "# web\nListenStream=8080"),
        ("ListenStream = 80 443", "ListenStream = 80\nListenStream = 443"),
        ("ListenStream=80 1.2.3.4:443", "ListenStream=80\nListenStream=1.2.3.4:443"),
        ('ListenStream="80"', "ListenStream=80"),
        ("ListenStream=80/tcp", "ListenStream=80"),
        ("ListenStream=*:80", "ListenStream=80"),
        ("ListenStream=:80", "ListenStream=80"),
        ("ListenStream=::1:80", "ListenStream=[::1]:80"),
        ("ListenStream=127.0.0.1: 80", "ListenStream=127.0.0.1:80"),
        ("SocketBindAllow=90-80", "SocketBindAllow=80-90"),
    ],
)
def test_fix(before: str, after: str) -> None:
    subject = document("systemd", f"[Socket]\n{before}\n")
    (judged,) = analyse(subject, context()).findings
    (fix,) = judged.finding.fixes
    assert apply_edits(subject.text, fix.edits) == f"[Socket]\n{after}\n"


@pytest.mark.parametrize(
    ("lines", "after", "is_safe"),
    [
        ("ListenStream=80\nListenStream=80\nBacklog=9\n", "ListenStream=80\nBacklog=9\n", True),
        ("ListenStream=80\nListenStream=[::]:80", "ListenStream=80", True),
        ("ListenStream=80\r\nListenStream=80\r\n", "ListenStream=80\r\n", True),
        ("ListenStream=80\n ListenStream = 1.2.3.4:80\n", "ListenStream=80\n", False),
        ("ListenStream=1.2.3.4:80\nListenStream=80\n", None, False),
        ("ListenStream=80\nListenStream=\\\n80\n", None, False),
        ("ListenStream=80\nBacklog=9\\\n\nListenStream=80\\\n\n", None, False),
    ],
)
def test_a_line_that_another_makes_needless_goes(
    lines: str, after: str | None, *, is_safe: bool
) -> None:
    subject = document("systemd", f"[Socket]\n{lines}")
    (judged,) = analyse(subject, context()).findings
    fixes = judged.finding.fixes
    made = [apply_edits(subject.text, fix.edits) for fix in fixes]
    assert made == ([] if after is None else [f"[Socket]\n{after}"])
    assert [fix.is_safe for fix in fixes] == ([] if after is None else [is_safe])
