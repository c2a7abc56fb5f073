"""Which files make up a unit, and what sockets it has."""

from portlens.formats.registry import format_named
from portlens.programs.program import program_of
from portlens.programs.systemd.units import unit_of
from tests._judge import context

ETC = "/m/etc/systemd/system"
LIB = "/m/usr/lib/systemd/system"


def files_of(files: dict[str, str], path: str) -> list[str]:
    workspace = context(files).workspace
    document = workspace.document(path, format_named("systemd"))
    assert document
    return list(unit_of(document, workspace).documents)


def opened(files: dict[str, str], path: str) -> list[tuple[str, int, str]]:
    workspace = context(files).workspace
    document = workspace.document(path, format_named("systemd"))
    assert document
    return [
        (socket.address.text, socket.first, socket.certainty)
        for socket in program_of(document, workspace).sockets
    ]


def socket(*values: str) -> str:
    return "[Socket]\n" + "".join(f"ListenStream={value}\n" for value in values)


def test_drop_ins_count_in_the_order_of_their_names_wherever_they_lie() -> None:
    files = {
        f"{LIB}/a-b.socket": socket("1"),
        f"{LIB}/a-b.socket.d/20.conf": socket("2"),
        f"{LIB}/a-b.socket.d/30.conf": socket("3"),
        f"{ETC}/a-b.socket.d/30.conf": socket("4"),
        f"{ETC}/a-.socket.d/10.conf": socket("5"),
        f"{ETC}/socket.d/40.conf": socket("6"),
        f"{ETC}/a-b.socket.d/README": socket("7"),
        f"{ETC}/a.socket.d/50.conf": socket("8"),
    }
    wanted = [
        f"{LIB}/a-b.socket",
        f"{ETC}/a-.socket.d/10.conf",
        f"{LIB}/a-b.socket.d/20.conf",
        f"{ETC}/a-b.socket.d/30.conf",
        f"{ETC}/socket.d/40.conf",
    ]
    assert files_of(files, f"{ETC}/a-b.socket.d/30.conf") == wanted
    assert files_of(files, f"{LIB}/a-b.socket") == wanted


def test_the_administrators_unit_stands_for_the_vendors() -> None:
    files = {f"{LIB}/a.socket": socket("1"), f"{ETC}/a.socket": socket("2")}
    assert files_of(files, f"{ETC}/a.socket") == [f"{ETC}/a.socket"]
    assert opened(files, f"{ETC}/a.socket") == [("::", 2, "conditional")]
    assert opened(files, f"{LIB}/a.socket") == []


def test_an_instance_reads_what_its_template_has() -> None:
    files = {f"{ETC}/a@1.socket": socket("1"), f"{ETC}/a@.socket.d/x.conf": socket("2")}
    assert len(files_of(files, f"{ETC}/a@1.socket")) == 2


def test_anywhere_else_the_drop_ins_lie_beside_the_unit() -> None:
    files = {"/r/a.socket": socket("1"), "/r/a.socket.d/x.conf": socket("", "2")}
    assert files_of(files, "/r/a.socket.d/x.conf") == ["/r/a.socket", "/r/a.socket.d/x.conf"]
    assert opened(files, "/r/a.socket") == [("::", 2, "conditional")]


def test_what_is_wanted_is_enabled() -> None:
    files = {
        f"{LIB}/a.socket": socket("1", "127.0.0.1:2", "/run/a", "%i", "99999"),
        f"{ETC}/sockets.target.wants/a.socket": "",
    }
    assert opened(files, f"{LIB}/a.socket") == [("::", 1, "certain"), ("127.0.0.1", 2, "certain")]


def test_a_condition_may_keep_it_from_starting() -> None:
    wants = {f"{ETC}/sockets.target.wants/a.socket": ""}
    for line in ("[Unit]\nAssertHost=x\n", "[Unit]\nConflicts=b.service\n", "BindToDevice=eth0\n"):
        files = {f"{ETC}/a.socket": socket("1") + line, **wants}
        assert opened(files, f"{ETC}/a.socket") == [("::", 1, "conditional")]


def test_the_very_same_program_comes_back() -> None:
    workspace = context({f"{ETC}/a.socket": socket("1")}).workspace
    document = workspace.document(f"{ETC}/a.socket")
    assert document
    assert program_of(document, workspace) is program_of(document, workspace)
