"""Code actions, applied to their texts."""

from typing import Any

import pytest

from portlens.analysis import Judged, analyse, analysing
from portlens.features import trial
from portlens.features.code_actions import Action, Home, actions, fix_all
from portlens.model.finding import Finding, Fix
from portlens.network.context import Context
from portlens.rules.registry import all_rules
from portlens.text.edit import Edit, apply_edits
from portlens.text.phrase import Language, same
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.settings_file import find_settings_file
from portlens.workspace.settings_layer import combine
from portlens.workspace.steps import finish
from tests._judge import context, document

NGINX = "server { listen 28081; }\n"
COMPOSE = "services:\n  a:\n    image: a\n    ports:\n      - 28081:23321\n"


def offered(
    subject: Document, word: str, around: Context | None = None, language: Language = "en"
) -> list[Action]:
    around = around or context({subject.path: subject.text})
    start = subject.text.index(word)
    judged = analyse(subject, around).findings
    home = Home(around, "/site")
    return finish(actions(subject, Span(start, start), judged, home, language))


def applied(subject: Document, action: Action) -> str:
    return apply_edits(subject.text, [edit for edit in action.edits if edit.path is None])


def named(found: list[Action], kind: str) -> Action:
    return next(action for action in found if action.kind == kind)


@pytest.mark.parametrize(
    ("format_id", "text", "word", "after"),
    [
        (
            "nginx",
            NGINX,
            "28081",
            "server { listen 28081; }  # portlens: ignore[unregistered-port]\n",
        ),
        (
            "nginx",
            "server { listen 28081; } # web\r\nserver {}",
            "28081",
            "server { listen 28081; } # web  # portlens: ignore[unregistered-port]\r\nserver {}",
        ),
        (
            "compose",
            COMPOSE,
            "28081",
            COMPOSE.rstrip("\n") + "  # portlens: ignore[unregistered-port]\n",
        ),
        (
            "sshd_config",
            "  Port 99999\r\n",
            "99999",
            "  # portlens: ignore[port-out-of-range]\r\n  Port 99999\r\n",
        ),
        (
            "ssh_config",
            "Host a\n  LocalForward 99999 b:22\n",
            "99999",
            "Host a\n  # portlens: ignore[port-out-of-range]\n  LocalForward 99999 b:22\n",
        ),
        (
            "services",
            "a 70000/tcp\n",
            "70000",
            "a 70000/tcp  # portlens: ignore[port-out-of-range]\n",
        ),
    ],
)
def test_suppress_in_each_format(format_id: str, text: str, word: str, after: str) -> None:
    subject = document(format_id, text)
    rewritten = [
        applied(subject, action) for action in offered(subject, word) if action.kind == "suppress"
    ]
    assert after in rewritten
    for new in rewritten:
        left = analyse(document(format_id, new), context()).findings
        assert len(left) < len(analyse(subject, context()).findings)


def test_suppress_joins_a_comment_that_speaks_of_the_line() -> None:
    text = "# portlens: ignore[cleartext-service]\nserver { listen 28081; }\n"
    action = named(offered(document("nginx", text), "28081"), "suppress")
    assert applied(document("nginx", text), action).startswith(
        "# portlens: ignore[cleartext-service, unregistered-port]\n"
    )


@pytest.mark.parametrize(
    ("files", "path", "written", "creates"),
    [
        ({}, "/site/portlens.toml", "allowed_ports = [28081]\n", True),
        (
            {"/site/portlens.toml": "allowed_ports = [1, 2,]\n"},
            "/site/portlens.toml",
            "allowed_ports = [1, 2, 28081]\n",
            False,
        ),
        (
            {"/site/portlens.toml": "allowed_ports = []\n"},
            "/site/portlens.toml",
            "allowed_ports = [28081]\n",
            False,
        ),
        (
            {"/site/portlens.toml": '[severity]\nbase-60-port = "off"\n'},
            "/site/portlens.toml",
            'allowed_ports = [28081]\n[severity]\nbase-60-port = "off"\n',
            False,
        ),
        (
            {"/site/pyproject.toml": "[tool.portlens]\nexclude = []\n[tool.x]\nallowed_ports=[1]"},
            "/site/pyproject.toml",
            "[tool.portlens]\nexclude = []\nallowed_ports = [28081]\n[tool.x]\nallowed_ports=[1]",
            False,
        ),
    ],
)
def test_allow_writes_the_settings_file(
    files: dict[str, str], path: str, written: str, creates: bool
) -> None:
    subject = document("nginx", NGINX)
    action = named(offered(subject, "28081", context({subject.path: NGINX, **files})), "allow")
    (edit,) = action.edits
    assert edit.path == path
    assert apply_edits(files.get(path, ""), [edit]) == written
    assert action.creates == (path if creates else None)


@pytest.mark.parametrize(
    "text",
    [
        "allowed_ports = '1'\n",
        "allowed_ports = [\n",
        "allowed_ports = {}\n",
        "[[severity]]\n",
    ],
)
def test_a_list_that_an_edit_could_spoil_is_left_alone(text: str) -> None:
    files = {"/site/nginx.conf": NGINX, "/site/portlens.toml": text}
    found = offered(document("nginx", NGINX), "28081", context(files))
    assert "allow" not in {action.kind for action in found if "severity" not in text}
    assert "switch off" not in {action.kind for action in found if "ports" not in text}


def test_a_text_that_is_no_file_has_no_project_to_allow_in() -> None:
    subject = document("nginx", NGINX, "untitled:Untitled-1")
    assert [action.kind for action in offered(subject, "28081")] == ["suppress"]


def judged(*fixes: Fix) -> Judged:
    finding = Finding(Span(0, 5), same("wrong"), fixes=fixes, rule="port-out-of-range")
    return Judged(finding, "error")


def test_cures_come_first_and_a_safe_one_alone_is_preferred() -> None:
    subject = document("nginx", "80000")
    safe = Fix(same("cure"), (Edit(Span(0, 5), "8000"),), is_safe=True)
    home = Home(context(), "/site")
    found = finish(actions(subject, Span(0, 0), [judged(safe)], home, "en"))
    assert [(action.kind, action.is_preferred) for action in found] == [
        ("fix", True),
        ("suppress", False),
        ("switch off", False),
    ]
    risky = safe._replace(is_safe=False)
    found = finish(actions(subject, Span(0, 0), [judged(risky, safe)], home, "en"))
    assert [action.is_preferred for action in found if action.kind == "fix"] == [False]
    assert finish(actions(subject, Span(6, 9), [judged(safe)], home, "en")) == []


def test_fix_all_makes_safe_fixes_only_and_no_two_at_one_place() -> None:
    one = Fix(same("one"), (Edit(Span(0, 2), "a"),), is_safe=True)
    same_place = Fix(same("two"), (Edit(Span(1, 3), "b"),), is_safe=True)
    risky = Fix(same("three"), (Edit(Span(4, 5), "c"),))
    subject = document("nginx", NGINX)
    around = context({subject.path: subject.text})
    found = finish(fix_all(subject, [judged(one), judged(same_place), judged(risky)], around, "en"))
    assert found
    assert found.edits == one.edits
    assert finish(fix_all(subject, [judged(risky)], around, "en")) is None


def test_a_fix_that_would_bring_up_an_error_is_not_offered() -> None:
    turned = "http { server { listen 8082-8080; } }\n"
    twice = "http { server { listen 8082-8080; listen 8080-8082; } }\n"
    kinds = [
        {action.kind for action in offered(document("nginx", text), "8082")}
        for text in (turned, twice)
    ]
    assert kinds == [{"fix", "suppress", "switch off"}, {"suppress", "switch off"}]


@pytest.mark.parametrize("rows", [1, 15, 40, 2000])
def test_a_long_selection_takes_a_bounded_number_of_trials(
    rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "".join(f"name{row} 8{row:04}/tpc # text\n" for row in range(rows))
    subject, tried = document("services", text), 0

    def counted(*arguments: Any) -> Any:
        nonlocal tried
        tried += 1
        return analysing(*arguments)

    monkeypatch.setattr(trial, "analysing", counted)
    around = context({subject.path: text})
    judged = analyse(subject, around).findings
    span = Span(0, len(text))
    found = finish(actions(subject, span, judged, Home(around, "/site"), "en"))
    assert len(judged) >= rows
    assert tried <= 60
    assert tried * len(text) <= max(600_000, 6 * len(text))
    cures = [each for each in found if each.kind in {"fix", "suppress"}]
    assert 0 < len(cures) <= tried
    for action in cures:
        after = analyse(document("services", applied(subject, action)), around).findings
        assert len(after) < len(judged), action


@pytest.mark.parametrize("format_id", ["nginx", "compose"])
def test_every_finding_can_be_switched_off(format_id: str) -> None:
    text = NGINX if format_id == "nginx" else COMPOSE
    subject = document(format_id, text)
    for files in ({}, {"/site/pyproject.toml": "[tool.portlens]\nexclude = []\n"}):
        action = named(
            offered(subject, "28081", context({subject.path: text, **files})), "switch off"
        )
        (edit,) = action.edits
        settings = {edit.path or "": apply_edits(files.get(edit.path or "", ""), [edit])}
        around = context({subject.path: text, **settings})
        found = find_settings_file("/site", around.workspace.files, all_rules)
        assert found
        assert not found.layer.problems
        after = analyse(subject, around._replace(settings=combine(found.layer))).findings
        assert "unregistered-port" not in {one.finding.rule for one in after}
        assert (action.creates is None) is bool(files)


@pytest.mark.parametrize(
    ("format_id", "text", "word", "after"),
    [
        # behind the last line of a quoted text, above a text that goes on, inside of Lua
        (
            "compose",
            "services:\n  a:\n    image: a\n    ports: [\n      28081:\n      80]\n",
            "28081",
            None,
        ),
        (
            "compose",
            'services:\n  a:\n    image: a\n    ports:\n      - "28081:\n        80"\n',
            "28081",
            '      # portlens: ignore[invalid-port]\n      - "28081',
        ),
        (
            "nginx",
            "server { listen 28081; set_by_lua_block $a {\n  return 1 } }\n",
            "28081",
            "# portlens: ignore[unregistered-port]\nserver {",
        ),
    ],
)
def test_a_suppression_is_a_comment_to_the_program(
    format_id: str, text: str, word: str, after: str | None
) -> None:
    subject = document(format_id, text)
    texts = [applied(subject, one) for one in offered(subject, word) if one.kind == "suppress"]
    assert after is None or any(after in one for one in texts), texts
    for one in texts:
        assert subject.format.statements(one) == subject.format.statements(text)


def test_japanese() -> None:
    titles = [action.title for action in offered(document("nginx", NGINX), "28081", None, "ja")]
    assert "この行で unregistered-port を抑制する" in titles
