"""Files of xinetd that include one another."""

from portlens.analysis import analyse
from tests._judge import context, document, judge

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


def test_where_the_depth_ends_is_told_once_in_the_file_that_goes_deeper() -> None:
    files = {
        "/etc/xinetd.conf": "include /etc/x0\n",
        **{f"/etc/x{i}": f"include /etc/x{i + 1}\n" for i in range(49)},
        "/etc/x49": "",
        "/etc/x50": "",
    }

    def told() -> dict[str, list[str]]:
        around = context(files)
        subjects = [document("xinetd", text, path) for path, text in files.items()]
        found = {each.path: judge(each, around, ["partly-read"]) for each in subjects}
        return {path: [each.text for each in labels] for path, labels in found.items() if labels}

    assert told() == {}
    files["/etc/x49"] = "include /etc/x50\n"
    message = "portlens does not read all of these files: there are too many"
    assert told() == {"/etc/x49": [f"hint[partly-read]: {message}"]}
