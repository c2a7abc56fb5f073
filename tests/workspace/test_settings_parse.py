"""Settings from what editors and files say; wrong values are told and left out."""

import sys

import pytest

from portlens.rules.registry import all_rules
from portlens.text.phrase import Phrase
from portlens.workspace.settings import HostGroup, Settings
from portlens.workspace.settings_layer import Layer, combine
from portlens.workspace.settings_parse import parse_settings
from portlens.workspace.settings_table import SETTINGS, Setting


def camel(given: object) -> Layer:
    return parse_settings(given, "camel", all_rules)


def snake(given: object) -> Layer:
    return parse_settings(given, "snake", all_rules)


def problems(layer: Layer) -> list[str]:
    return [problem.en for problem in layer.problems]


if sys.version_info >= (3, 11):
    import tomllib as toml
else:
    import tomli as toml

ALL = {
    "severity": {"port-out-of-range": "hint"},
    "allowed_ports": ((8123, 8123), (9000, 9010), (70, 70)),
    "inlay_hints": "all",
    "code_lens": True,
    "disabled_features": ("symbols", "hover"),
    "language": "ja",
    "nginx_version": (1, 24, 0),
    "openssh_version": (9, 2, 1),
    "diagnostic_mode": "workspace",
    "force_push_diagnostics": True,
    "hosts": (HostGroup("edge", ("edge/**",)),),
    "exclude": ("vendor",),
}


def test_an_editor_says_it_in_camel_case() -> None:
    layer = camel(
        {
            "severity": {"port-out-of-range": "hint"},
            "allowedPorts": [8123, "9000-9010", "70"],
            "inlayHints": "all",
            "codeLens": True,
            "disabledFeatures": ["symbols", "hover"],
            "language": "ja",
            "nginxVersion": "1.24",
            "opensshVersion": "9.2p1",
            "diagnosticMode": "workspace",
            "forcePushDiagnostics": True,
            "hosts": ({"name": "edge", "include": ["edge/**"]},),
            "exclude": ("vendor",),
            "interpreter": "/usr/bin/python3",
            "trace": {"server": "off"},
        }
    )
    assert layer == Layer(ALL, ())
    assert combine(layer) == Settings(**ALL)  # type: ignore[arg-type]


def test_a_file_says_it_in_snake_case() -> None:
    layer = snake({"allowed_ports": [8123], "nginx_version": "1.24.1"})
    assert layer == Layer({"allowed_ports": ((8123, 8123),), "nginx_version": (1, 24, 1)})
    assert problems(snake({"allowedPorts": [8123]})) == ["there is no setting allowedPorts"]


def test_every_field_of_settings_can_be_set() -> None:
    assert [setting.field for setting in SETTINGS if setting.read] == list(Settings._fields)
    assert ALL.keys() == set(Settings._fields)


@pytest.mark.parametrize("given", [None, {}, {"portlens": {}}, {"language": None}])
def test_nothing_said(given: object) -> None:
    assert camel(given) == Layer()
    assert combine(camel(given)) == Settings()


def test_settings_may_lie_under_portlens() -> None:
    assert camel({"portlens": {"language": "ja"}}).fields == {"language": "ja"}


@pytest.mark.parametrize(
    ("given", "problem", "kept"),
    [
        ([], "the settings are no table", {}),
        ("x", "the settings are no table", {}),
        ({"colour": 1}, "there is no setting colour", {}),
        ({"language": "de"}, 'language: "de" is none of auto, en, ja', {}),
        ({"language": ["en"]}, 'language: ["en"] is none of auto, en, ja', {}),
        ({"exclude": "vendor"}, 'exclude: "vendor" is no list', {}),
        ({"exclude": ["a", 1, ""]}, "exclude: 1 is no file pattern", {"exclude": ("a",)}),
        ({"forcePushDiagnostics": 1}, "forcePushDiagnostics: 1 is none of true, false", {}),
        ({"nginxVersion": 1.24}, "nginxVersion: 1.24 is no version such as 1.24.0", {}),
        ({"nginxVersion": "1.x"}, 'nginxVersion: "1.x" is no version such as 1.24.0', {}),
        ({"severity": []}, "severity: [] is no table of rules", {}),
        (
            {"severity": {"wumpus": "off", "invalid-port": "off"}},
            "severity: there is no rule wumpus",
            {"severity": {"invalid-port": "off"}},
        ),
        (
            {"severity": {"invalid-port": "loud"}},
            'severity: invalid-port: "loud" is none of error, warning, information, hint, off',
            {},
        ),
        (
            {"severity": {"invalid-port": ["off"]}},
            'severity: invalid-port: ["off"] is none of error',
            {},
        ),
        ({"hosts": [{"name": "a"}]}, 'hosts: {"name": "a"} has no name and no list', {}),
        ({"hosts": [{"name": "a", "include": [1]}]}, "hosts: 1 is no file pattern", {}),
    ],
)
def test_a_wrong_value_is_told_and_left_out(
    given: object, problem: str, kept: dict[str, object]
) -> None:
    layer = camel(given)
    assert problems(layer)[0].startswith(problem)
    assert layer.fields == kept
    for phrase in layer.problems:
        assert isinstance(phrase, Phrase)
        assert phrase.en != phrase.ja


def test_a_value_of_the_wrong_kind_is_answered_with_an_example_to_copy() -> None:
    table = {"hosts": {"name": "edge", "include": ["edge/**"]}}
    value = 'hosts: {"name": "edge", "include": ["edge/**"]} is no list; an example: '
    paths = '["edge/nginx/**", "edge/sshd_config"]'
    in_file = f'hosts = [{{ name = "edge", include = {paths} }}]'
    in_editor = f'"portlens.hosts": [{{"name": "edge", "include": {paths}}}]'
    assert problems(snake(table)) == [value + in_file]
    assert problems(camel(table)) == [value + in_editor]
    assert problems(snake({"hosts": [{"name": "a"}]}))[0].endswith(f"; an example: {in_file}")
    assert problems(snake({"severity": []}))[0].endswith('unregistered-port = "off" }')


def test_every_list_and_table_has_an_example() -> None:
    shaped = [each for each in SETTINGS if each.schema.get("type") in ("array", "object")]
    for setting in shaped:
        (told,) = problems(snake({setting.field: 5}))
        text = told.rpartition("; an example: ")[2]
        assert snake(toml.loads(text)).fields.keys() == {setting.field}


@pytest.mark.parametrize(
    "port", [0, 65536, -1, True, 80.5, "80-", "90-80", "a", "", None, [80], "8" * 9999]
)
def test_what_is_no_port(port: object) -> None:
    layer = snake({"allowed_ports": [port, 80]})
    assert layer.fields == {"allowed_ports": ((80, 80),)}
    assert problems(layer)[0].endswith("is neither a port nor a range of ports")
    assert len(problems(layer)[0]) < 150


def test_later_layers_win_and_tables_are_put_together() -> None:
    settings = combine(
        snake({"severity": {"invalid-port": "hint", "port-out-of-range": "off"}, "exclude": ["a"]}),
        snake({"severity": {"invalid-port": "error"}, "exclude": ["b"]}),
        snake({"language": "ja"}),
    )
    assert settings.severity == {"invalid-port": "error", "port-out-of-range": "off"}
    assert settings.exclude == ("b",)
    assert settings.language == "ja"


def test_rules_are_asked_for_only_where_one_is_named() -> None:
    assert parse_settings({"language": "ja"}, "camel", lambda: 1 // 0) == camel({"language": "ja"})  # type: ignore[arg-type,return-value]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.field)
def test_examples_and_defaults_are_values_of_their_settings(setting: Setting) -> None:
    default = Settings._field_defaults.get(setting.field)
    plain = setting.schema["default"]
    if setting.read:
        assert default == (setting.read(plain) if plain is not None else None)
        table = toml.loads(f"{setting.field} = {setting.example}")
        assert snake(table).problems == ()
        assert snake(table).fields.keys() == {setting.field}
