"""Which lines of which files make up an OpenSSH configuration."""

import time

from portlens.programs.ssh.include import MOST_FILES, expand
from portlens.programs.ssh.lines import configuration
from tests._judge import context, document


def ports(files: dict[str, str], path: str) -> list[tuple[str, str, bool]]:
    """Return file name, words and conditionality of each Port line, as `path` is part of it."""
    subject = document("sshd_config", files[path], path)
    whole = configuration(subject, context(files).workspace)
    return [
        (
            line.document.path.rpartition("/")[2],
            line.directive.words[0].text,
            line.is_conditional,
        )
        for line in whole.lines
        if line.directive.keyword == "port"
    ]


FILES = {
    "/a/etc/ssh/sshd_config": "Include /etc/ssh/sshd_config.d/*.conf\nPort 22\nMatch all\nPort 23",
    "/a/etc/ssh/sshd_config.d/20-b.conf": "Port 2222\nMatch User x\nPort 2\n",
    "/a/etc/ssh/sshd_config.d/10-a.conf": "Port 1111\n",
    "/a/etc/ssh/sshd_config.d/.hidden.conf": "Port 9\n",
    "/a/etc/ssh/sshd_config.d/README": "Port 9\n",
}


def test_drop_ins_come_in_lexical_order_in_the_place_of_the_include() -> None:
    wanted = [
        ("10-a.conf", "1111", False),
        ("20-b.conf", "2222", False),
        ("20-b.conf", "2", True),
        ("sshd_config", "22", False),
        ("sshd_config", "23", False),
    ]
    for path in ("/a/etc/ssh/sshd_config", "/a/etc/ssh/sshd_config.d/10-a.conf"):
        assert ports(FILES, path) == wanted


def test_a_file_that_no_main_file_includes_is_alone() -> None:
    files = {**FILES, "/a/etc/ssh/sshd_config": "Port 22\n"}
    assert ports(files, "/a/etc/ssh/sshd_config.d/10-a.conf") == [("10-a.conf", "1111", False)]


def test_only_files_of_the_same_tree_are_looked_up() -> None:
    workspace = context({**FILES, "/etc/ssh/sshd_config.d/x.conf": ""}).workspace
    pattern = "/etc/ssh/sshd_config.d/*.conf"
    assert expand(pattern, "/etc/ssh/sshd_config", workspace) == ["/etc/ssh/sshd_config.d/x.conf"]
    assert expand(pattern, "/b/sshd_config", workspace) == []
    assert expand("/somewhere/else", "/b/sshd_config", workspace) == []
    assert expand("", "/b/sshd_config", workspace) == []


def test_ten_thousand_drop_ins_are_bounded_and_said() -> None:
    files = {f"/s/sshd_config.d/{number:05}.conf": f"Port {number}\n" for number in range(10_000)}
    files["/s/sshd_config"] = "Include sshd_config.d/*.conf\n"
    subject = document("sshd_config", files["/s/sshd_config"], "/s/sshd_config")
    start = time.process_time()
    whole = configuration(subject, context(files).workspace)
    assert time.process_time() - start < 20
    assert len(whole.lines) == MOST_FILES + 1
    assert [problem.reason for problem in whole.problems] == ["too-many"]


def test_a_circle_ends() -> None:
    files = {"/s/sshd_config": "Include a\nPort 1\n", "/s/a": "Include sshd_config\nPort 2\n"}
    assert ports(files, "/s/sshd_config") == [("a", "2", False), ("sshd_config", "1", False)]
