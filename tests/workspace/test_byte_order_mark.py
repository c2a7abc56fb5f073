"""A file's byte order mark is no part of its text, and is known all the same."""

from pathlib import Path

import pytest

from portlens.analysis import analyse
from portlens.formats.registry import format_named
from portlens.model.finding import Severity
from portlens.workspace.document import Document
from portlens.workspace.files import decode, encode
from portlens.workspace.workspace import Workspace
from tests._judge import context

MARK = b"\xef\xbb\xbf"


def _told(content: bytes, format_id: str = "sshd_config") -> list[tuple[str, Severity, int]]:
    format_ = format_named(format_id)
    assert format_
    subject = Document("/site/file", decode(content), format_)
    found = analyse(subject, context()).findings
    return [
        (one.finding.rule, one.severity, one.finding.span.start)
        for one in found
        if one.finding.rule == "byte-order-mark"
    ]


@pytest.mark.parametrize("format_id", ["nginx", "sshd_config", "ssh_config"])
def test_the_mark_of_a_file_is_told(format_id: str) -> None:
    assert _told(MARK + b"# comment\n", format_id) == [("byte-order-mark", "error", 0)]
    assert _told(b"# comment\n", format_id) == []


def test_a_mark_alone_is_told_too() -> None:
    assert _told(MARK) == [("byte-order-mark", "error", 0)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "format_id", ["nginx", "sshd_config", "services", "dockerfile", "systemd", "dotenv"]
)
def test_utf_16_is_told(encoding: str, format_id: str) -> None:
    content = "\ufeff# comment\n".encode(encoding)
    assert _told(content, format_id) == [("byte-order-mark", "error", 0)]


@pytest.mark.parametrize("format_id", ["compose", "prometheus", "kubernetes"])
def test_yaml_in_utf_16_is_no_fault(format_id: str) -> None:
    assert _told("\ufeffa: 1\n".encode("utf-16-le"), format_id) == []


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_yaml_in_utf_16_is_read_as_its_program_reads_it(tmp_path: Path, encoding: str) -> None:
    text = 'services: {a: {image: nginx, ports: ["99999:80"]}}\n'
    path = tmp_path / "compose.yaml"
    path.write_bytes(f"\ufeff{text}".encode(encoding))
    document = Workspace().document(str(path))
    assert document
    assert document.text == text
    (told,) = analyse(document, context()).findings
    assert told.finding.rule == "port-out-of-range"
    assert told.finding.span.of(document.text) == "99999"


def test_a_broken_utf_16_is_told_too_and_keeps_its_bytes() -> None:
    content = b"\xff\xfeP\x00o"
    assert _told(content) == [("byte-order-mark", "error", 0)]
    assert encode(decode(content)) == content


def test_offsets_count_without_the_mark_and_it_outlives_edits(tmp_path: Path) -> None:
    path = tmp_path / "sshd_config"
    path.write_bytes(MARK + b"Port 22\n")
    document = Workspace().document(str(path))
    assert document
    assert document.text == "Port 22\n"
    assert document.mark == "utf-8"
    assert document.changed_to("Port 23\n").mark == "utf-8"
    assert document.reading_as(document.reading).mark == "utf-8"


def test_an_editor_keeps_the_mark_to_itself_and_the_disk_tells(tmp_path: Path) -> None:
    path = tmp_path / "sshd_config"
    path.write_bytes(MARK + b"Port 22\n")
    format_ = format_named("sshd_config")
    assert format_
    workspace = Workspace()
    document = Document(str(path), "Port 23\n", format_)
    assert not workspace.mark(document)
    workspace.open(document)
    assert workspace.mark(document) == "utf-8"
    path.write_bytes("Port 22\n".encode("utf-16"))
    assert workspace.mark(document) == "utf-16"
    (told,) = analyse(document, context()._replace(workspace=workspace)).findings
    assert (told.finding.rule, told.severity) == ("byte-order-mark", "error")
    path.write_bytes(b"Port 22 and more\n")
    assert not workspace.mark(document)
    path.unlink()
    assert not workspace.mark(document)
