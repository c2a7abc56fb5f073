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
