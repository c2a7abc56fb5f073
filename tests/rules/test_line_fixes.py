"""What the fixes of the OpenSSH and services rules write."""

import pytest

from portlens.text.edit import apply_edits
from tests._judge import context, document


def fixed(format_id: str, text: str, rule: str) -> list[tuple[str, str, bool]]:
    """Return title, text afterwards and safety of each fix that `rule` offers first."""
    from portlens.rules.registry import all_rules

    subject = document(format_id, text)
    check = all_rules()[rule].rule.check
    assert check
    finding = next(iter(check(subject, context({subject.path: text}))))
    return [(fix.title.en, apply_edits(text, fix.edits), fix.is_safe) for fix in finding.fixes]


@pytest.mark.parametrize(
    ("format_id", "rule", "before", "after"),
    [
        ("sshd_config", "invalid-port", "Port 22/tcp\n", "Port 22\n"),
        ("sshd_config", "invalid-port", "Port 22 2222 # two\n", "Port 22\nPort 2222 # two\n"),
        ("sshd_config", "invalid-port", "Port 22#two\n", "Port 22 #two\n"),
        ("ssh_config", "invalid-port", "LocalForward 80 db:1#x\n", "LocalForward 80 db:1 #x\n"),
        ("sshd_config", "invalid-address", "PermitOpen ::1:80\n", "PermitOpen [::1]:80\n"),
        ("sshd_config", "invalid-address", "ListenAddress [::1\n", "ListenAddress [::1]\n"),
        ("sshd_config", "invalid-address", "ListenAddress a/22\n", "ListenAddress a:22\n"),
        (
            "ssh_config",
            "invalid-address",
            "LocalForward ::1:80 db:80",
            "LocalForward [::1]:80 db:80",
        ),
        ("sshd_config", "invalid-address", "PermitOpen a:1,b:2,\n", "PermitOpen a:1 b:2\n"),
        ("ssh_config", "missing-port", "LocalForward 80:db:1\n", "LocalForward 80 db:1\n"),
        (
            "ssh_config",
            "missing-port",
            "LocalForward [::1]:80:[::2]:1\n",
            "LocalForward [::1]:80 [::2]:1\n",
        ),
        ("sshd_config", "address-looks-like-port", "ListenAddress 2222\n", "Port 2222\n"),
        (
            "sshd_config",
            "address-looks-like-port",
            "ListenAddress ::1:22",
            "ListenAddress [::1]:22",
        ),
        (
            "sshd_config",
            "address-looks-like-port",
            "ListenAddress *:22\n",
            "ListenAddress 0.0.0.0:22\nListenAddress [::]:22\n",
        ),
        ("sshd_config", "duplicate-port", "Port 22\nPort 22\n", "Port 22\n"),
        ("sshd_config", "duplicate-port", "Port 22\r\nPort 22\r\n", "Port 22\r\n"),
        ("sshd_config", "duplicate-port", "Port 22\nPort 22", "Port 22"),
        (
            "sshd_config",
            "listen-conflict",
            "ListenAddress 127.0.0.1:22\nListenAddress 0.0.0.0:22\n",
            "ListenAddress 0.0.0.0:22\n",
        ),
        (
            "sshd_config",
            "port-in-match-block",
            "Match User a\n  PermitOpen none\n  Port 22 # c\n",
            "Port 22\nMatch User a\n  PermitOpen none\n",
        ),
        (
            "sshd_config",
            "port-in-match-block",
            "Port 22\nMatch User a\n  PermitOpen none\n  Port ssh # c\n",
            "Port 22\nMatch User a\n  PermitOpen none\n",
        ),
        (
            "sshd_config",
            "port-in-match-block",
            "ListenAddress ::1\nMatch User a\n  ListenAddress [::1]\n  PermitOpen none\n",
            "ListenAddress ::1\nMatch User a\n  PermitOpen none\n",
        ),
        (
            "sshd_config",
            "port-in-match-block",
            "Port 22\nMatch User a\n  ListenAddress ::1\n",
            "Port 22\nListenAddress ::1\nMatch User a\n",
        ),
        ("sshd_config", "unknown-service-name", "Port SSH\n", "Port ssh\n"),
        ("ssh_config", "duplicate-port", "Host a\n  Port 1\n  Port 2\n", "Host a\n  Port 1\n"),
        (
            "ssh_config",
            "port-in-host-name",
            "Host a\n\tHostName b.example:22\n",
            "Host a\n\tHostName b.example\n\tPort 22\n",
        ),
        ("services", "unusable-service-entry", "1025/tcp name # c\n", "name\t1025/tcp # c\n"),
        ("services", "unusable-service-entry", "name 1013,tcp\n", "name 1013/tcp\n"),
        ("services", "unusable-service-entry", "name 1004 /tcp x\n", "name 1004/tcp x\n"),
        ("services", "unusable-service-entry", "name 1005/ tcp\n", "name 1005/tcp\n"),
        ("services", "unusable-service-entry", "name 08/tcp\n", "name 8/tcp\n"),
        ("services", "unusable-service-entry", "name 1003\n", "name 1003/tcp\n"),
        ("services", "unusable-service-entry", "name 1006/\n", "name 1006/tcp\n"),
        ("services", "unusable-service-entry", "name 1007/TCP\n", "name 1007/tcp\n"),
        ("services", "unusable-service-entry", "name 0x50/tcp\n", "name 80/tcp\n"),
        ("services", "invalid-transport", "name 80/tcpx\n", "name 80/tcp\n"),
        ("services", "shadowed-service", "a 1/tcp\na 1/tcp\n", "a 1/tcp\n"),
        ("services", "shadowed-service", "a 1/tcp\r\na 1/tcp", "a 1/tcp\r\n"),
        ("services", "service-name-mismatch", "http 8888/tcp\n", "http 80/tcp\n"),
        ("services", "indented-service-entry", "  a 1/tcp\n", "a 1/tcp\n"),
    ],
)
def test_the_first_fix(format_id: str, rule: str, before: str, after: str) -> None:
    assert fixed(format_id, before, rule)[0][1] == after


def test_a_leading_zero_may_have_been_meant_otherwise() -> None:
    assert fixed("services", "name 0120/tcp\n", "unusable-service-entry") == [
        ("Write 80", "name 80/tcp\n", True),
        ("Write 120", "name 120/tcp\n", False),
    ]


def test_a_mistyped_name_has_several_neighbours() -> None:
    fixes = fixed("sshd_config", "PermitOpen db:postgresl\n", "unknown-service-name")
    assert ("Write postgresql (5432)", "PermitOpen db:postgresql\n", False) in fixes


@pytest.mark.parametrize(
    ("format_id", "rule", "text"),
    [
        ("sshd_config", "duplicate-port", "Port 22\nPort 22\n"),
        ("ssh_config", "duplicate-port", "Port 22\nPort 23\n"),
        ("services", "shadowed-service", "a 1/tcp\na 1/tcp\n"),
        ("services", "unusable-service-entry", "a 0x50/tcp\n"),
        ("services", "indented-service-entry", " a 1/tcp\n"),
    ],
)
def test_what_changes_nothing_is_safe(format_id: str, rule: str, text: str) -> None:
    assert all(is_safe for _, _, is_safe in fixed(format_id, text, rule))


def test_a_line_with_another_socket_is_not_removed() -> None:
    text = "Port 22\nPort 2222\nListenAddress 127.0.0.1:22\nListenAddress 127.0.0.1\n"
    assert fixed("sshd_config", text, "duplicate-port") == []
