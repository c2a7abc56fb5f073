"""An inetd.conf whose lines end as on Windows, which a fenced block cannot show."""

from portlens.analysis import analyse
from tests._judge import context, document

TEXT = """# services

ssh stream tcp nowait root /usr/sbin/sshd sshd -i

 \t
\t
telnet stream tcp4 nowait root /usr/sbin/telnetd

65536 stream tcp nowait root /x

ssh
""".replace("\n", "\r\n")


def test_an_empty_line_is_no_entry() -> None:
    subject = document("inetd", TEXT, "inetd.conf")
    found = analyse(subject, context({"inetd.conf": TEXT})).findings
    errors = [each.finding for each in found if each.severity == "error"]
    told = [(each.rule, each.span.of(TEXT)) for each in errors]
    assert told == [("port-out-of-range", "65536"), ("invalid-inetd-entry", "ssh\r")]
