"""Renaming a port inside a file."""

import pytest

from portlens.features.rename import (
    NO_SINGLE,
    NOTHING,
    REFUSED,
    VARIABLE,
    prepare_rename,
    rename,
)
from portlens.text.edit import apply_edits
from portlens.text.phrase import Phrase
from portlens.workspace.steps import finish
from tests._judge import context, document
from tests._marks import without_cursor


def renamed(format_id: str, marked: str, new: str) -> str | Phrase:
    text, offset = without_cursor(marked)
    subject = document(format_id, text)
    around = context({subject.path: text})
    found = finish(rename(subject, offset, new, around, lambda: [subject]))
    return found if isinstance(found, Phrase) else apply_edits(text, found.edits)


def service(*entries: str) -> str:
    lines = "\n".join(f"      - {entry}" for entry in entries)
    return f"services:\n  web:\n    ports:\n{lines}\n"


@pytest.mark.parametrize(
    ("format_id", "marked", "new", "after"),
    [
        (
            "nginx",
            "server { listen 80<|>80; location / { proxy_pass http://127.0.0.1:8080; } }",
            "9090",
            "server { listen 9090; location / { proxy_pass http://127.0.0.1:9090; } }",
        ),
        (
            "nginx",
            "server { listen 80<|>80; location / { proxy_pass http://api:8080; } }",
            "9090",
            "server { listen 9090; location / { proxy_pass http://api:8080; } }",
        ),
        ("compose", service('"80<|>80:8080"'), "9", service('"9:8080"')),
        (
            "compose",
            service('"1:80<|>80"', '"2:8080"'),
            "9",
            service('"1:9"', '"2:9"'),
        ),
        (
            "sshd_config",
            "Port 2<|>2\nListenAddress 10.0.0.1:22\n",
            "myssh",
            "Port myssh\nListenAddress 10.0.0.1:myssh\n",
        ),
        ("sshd_config", "Port my<|>ssh\n", "2222", "Port 2222\n"),
        (
            "ssh_config",
            "LocalForward 80<|>80 localhost:5432",
            "81",
            "LocalForward 81 localhost:5432",
        ),
        ("services", "a 5<|>3/tcp\na 53/udp\nb 53/tcp", "54", "a 54/tcp\na 54/udp\nb 53/tcp"),
    ],
)
def test_rename(format_id: str, marked: str, new: str, after: str) -> None:
    assert renamed(format_id, marked, new) == after


@pytest.mark.parametrize(
    ("format_id", "marked", "why"),
    [
        ("nginx", "ser<|>ver { listen 80; }", NOTHING),
        ("nginx", "server { listen 80-<|>82; }", NO_SINGLE),
        ("nginx", "server { listen <|>; }", NOTHING),
        ("compose", service('"${PO<|>RT:-80}:80"'), VARIABLE),
    ],
)
def test_what_cannot_be_renamed_says_why(format_id: str, marked: str, why: Phrase) -> None:
    text, offset = without_cursor(marked)
    subject = document(format_id, text)
    assert prepare_rename(subject, offset, context({subject.path: text})) == why
    assert renamed(format_id, marked, "81") == why


@pytest.mark.parametrize(
    ("format_id", "marked", "new"),
    [
        ("nginx", "server { listen 8<|>0; }", "http"),
        ("nginx", "server { listen 8<|>0; }", "0"),
        ("nginx", "server { listen 8<|>0; }", "65536"),
        ("nginx", "server { listen 8<|>0; }", ""),
        ("nginx", "server { listen 8<|>0; }", "80; }"),
        ("compose", service('"8<|>0:80"'), "http"),
        ("sshd_config", "Port 2<|>2", "two words"),
    ],
)
def test_a_new_name_that_is_no_port_is_refused(format_id: str, marked: str, new: str) -> None:
    found = renamed(format_id, marked, new)
    assert isinstance(found, Phrase)
    assert new in found.ja


def test_the_placeholder_is_the_port_alone() -> None:
    text, offset = without_cursor('services:\n  web:\n    ports: ["127.0.0.1:80<|>80:80"]\n')
    found = prepare_rename(document("compose", text), offset, context())
    assert not isinstance(found, Phrase)
    assert found.text == "8080"


@pytest.mark.parametrize(
    ("line", "is_taken"), [("port = 80<|>80", False), ("redirect = 127.0.0.1 80<|>80", True)]
)
def test_a_name_comes_only_where_xinetd_takes_one(line: str, *, is_taken: bool) -> None:
    text = f"service web\n{{\n  type = UNLISTED\n  {line}\n}}\n"
    found = renamed("xinetd", text, "http-alt")
    assert found == (
        text.replace("80<|>80", "http-alt") if is_taken else REFUSED.fill(text="http-alt")
    )
