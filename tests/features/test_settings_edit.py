"""Edits of settings files: what is said changes as wanted, and no other byte does."""

import pytest

from portlens.features.settings_edit import Change, changed_text
from portlens.text.edit import apply_edits
from portlens.workspace.settings_file import parse_toml

ALLOW = Change(("allowed_ports",), "8080", "append")
OFF = Change(("severity", "invalid-port"), '"off"')


def changed(text: str, change: Change, *, is_shared: bool = False) -> str:
    return apply_edits(text, changed_text(text, change, is_shared=is_shared))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "allowed_ports = [8080]\n"),
        ("# ours\n", "allowed_ports = [8080]\n# ours\n"),
        ("exclude = []", "exclude = []\nallowed_ports = [8080]"),
        ("exclude = [] # x\r\n", "exclude = [] # x\r\nallowed_ports = [8080]\r\n"),
        ("allowed_ports = [1,2]", "allowed_ports = [1,2, 8080]"),
        ("allowed_ports = [ 1, ]", "allowed_ports = [ 1, 8080 ]"),
        ("allowed_ports = [ ]", "allowed_ports = [8080]"),
        ('"allowed_ports"=["1-2"]\n', '"allowed_ports"=["1-2", 8080]\n'),
        (
            "allowed_ports = [\r\n  1, # one ]\r\n  2 # two\r\n]\r\n",
            "allowed_ports = [\r\n  1, # one ]\r\n  2, # two\r\n  8080,\r\n]\r\n",
        ),
        ("allowed_ports = [\n]\n", "allowed_ports = [\n  8080,\n]\n"),
        (
            'x = """\nallowed_ports = [1]\n"""\n[severity]\n',
            'x = """\nallowed_ports = [1]\n"""\nallowed_ports = [8080]\n[severity]\n',
        ),
        ("[portlens]\n", "[portlens]\nallowed_ports = [8080]\n"),
    ],
)
def test_a_port_more_in_portlens_toml(before: str, after: str) -> None:
    assert changed(before, ALLOW) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'severity = { invalid-port = "off" }\n'),
        ('severity.a = "off"\n', 'severity.a = "off"\nseverity.invalid-port = "off"\n'),
        ("severity = {}\n", 'severity = { invalid-port = "off" }\n'),
        (
            'severity = { a = "off" } # loud\n',
            'severity = { a = "off", invalid-port = "off" } # loud\n',
        ),
        ("[severity]", '[severity]\ninvalid-port = "off"'),
        (
            '[severity]\n  a = "off"\n\n[x]\n',
            '[severity]\n  a = "off"\n  invalid-port = "off"\n\n[x]\n',
        ),
        ("[severity]\n'invalid-port' = 'error' # x", "[severity]\n'invalid-port' = \"off\" # x"),
        ('severity."invalid-port"="hint"', 'severity."invalid-port"="off"'),
        ("[[x]]\ny = 1\n", 'severity = { invalid-port = "off" }\n[[x]]\ny = 1\n'),
    ],
)
def test_a_rule_off_in_portlens_toml(before: str, after: str) -> None:
    assert changed(before, OFF) == after


SHARED = [
    "[tool.portlens]\n",
    "[tool.portlens]",
    '[ tool . "portlens" ] # ours\r\nexclude = []\r\n[tool.x]\r\na = 1\r\n',
    '[tool]\nportlens.exclude = ["]"]\n',
    "[tool]\nportlens = { exclude = ['}'], severity = { a = \"off\" } }\n[x]\n",
    "tool.portlens.exclude = []\ntool.x = 1",
    "[tool.portlens.severity]\na = 'off'\n[[tool.y]]\n",
    "[tool.x]\nportlens = 1\n[tool.portlens]\nexclude = [\n  # [tool.z]\n]",
    "[project]\nname = \"x\"\ndescription = '''\n[tool.portlens]\n'''\n",
    "[tool.portlens]\nallowed_ports = [1, # one\n  2]\nseverity.invalid-port = 'error'\n",
    "[tool.portlens.severity]\ninvalid-port = 'hint'\n[tool.portlens]\nallowed_ports=[\n1\n]",
]


@pytest.mark.parametrize("change", [ALLOW, OFF], ids=["allow", "off"])
@pytest.mark.parametrize("before", SHARED)
def test_tables_in_odd_spellings(before: str, change: Change) -> None:
    after = changed(before, change, is_shared=True)
    old, new = parse_toml(before), parse_toml(after)
    ours = new["tool"]["portlens"]  # type: ignore[index]
    if change is ALLOW:
        assert ours.pop("allowed_ports")[-1] == 8080
    else:
        assert ours["severity"].pop("invalid-port") == "off"
    # The rest says what it did, and stands there as it did.
    edits = changed_text(before, change, is_shared=True)
    assert {edit.span.of(before).strip() for edit in edits} <= {"", "'error'", "'hint'"}
    others = {key: value for key, value in old.items() if key != "tool"}
    assert {key: new[key] for key in others} == others
    assert after.count("\r\n") in {0, after.count("\n")}
    assert after.endswith("\n") or not before.endswith("\n")


@pytest.mark.parametrize(
    "text", ["severity = 'off'\n", "[[severity]]\n", "severity = {\n", "[severity.invalid-port]\n"]
)
def test_what_no_edit_can_put_right_is_left_alone(text: str) -> None:
    assert changed_text(text, OFF, is_shared=False) == ()
