"""Files of xinetd that include one another."""

from portlens.analysis import analyse
from tests._judge import context

SERVICE = (
    "service s{0}\n{{\ntype = UNLISTED\nport = {1}\nsocket_type = stream\nwait = no\nuser = root\n"
    "server = /x\n}}\n"
)


def test_includes_are_followed_to_a_depth_that_nobody_needs() -> None:
    files = {
        f"/etc/x{i}": f"include /etc/x{i + 1}\n" + SERVICE.format(i, 1024 + i) for i in range(900)
    }
    around = context({"/etc/xinetd.conf": "include /etc/x0\n", **files})
    main = around.workspace.document("/etc/xinetd.conf")
    assert main is not None
    found = analyse(main, around)
    assert not found.crashes
