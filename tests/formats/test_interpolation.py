"""Variables: every form, nested, and the place in the text that each character came from."""

import pytest

from portlens.formats._interpolation import UNKNOWN, expand


@pytest.mark.parametrize(
    ("text", "environment", "expanded"),
    [
        ("$A:80", {"A": "1"}, "1:80"),
        ("${A}:80", {"A": "1"}, "1:80"),
        ("${A}:80", {}, f"{UNKNOWN}:80"),
        ("${A:-2}", {}, "2"),
        ("${A:-2}", {"A": ""}, "2"),
        ("${A-2}", {}, "2"),
        ("${A-2}", {"A": ""}, ""),
        ("${A:-${B:-7000}}", {}, "7000"),
        ("${A:-${B:-7000}}", {"B": "1"}, "1"),
        ("${A:-x}:${B:-${C:-y}}", {}, "x:y"),
        ("${A:+9}1", {}, "1"),
        ("${A:+9}1", {"A": "x"}, "91"),
        ("${A+9}1", {"A": ""}, "91"),
        ("${A:?no}", {"A": "1"}, "1"),
        ("$${A}", {"A": "1"}, "${A}"),
        ("$9:80$", {}, "$9:80$"),
        ("{{ port }}:80", {}, f"{UNKNOWN}:80"),
        ("<%= port %>:80", {}, f"{UNKNOWN}:80"),
    ],
)
def test_values(text: str, environment: dict[str, str], expanded: str) -> None:
    assert expand(text, environment).text == expanded


@pytest.mark.parametrize("text", ["${A", "${}", "${A!}", "${A:-${B}", "${ A}"])
def test_what_is_no_variable(text: str) -> None:
    assert expand(text).problem == "template"


def test_a_required_variable_without_a_value() -> None:
    assert expand("${A:?say which}").problem == "required"


@pytest.mark.parametrize(
    ("text", "wanted", "source"),
    [
        ("${A:-8080}:80", "8080", "${A:-8080}"),
        ("${A:-8080}:80", "80", "80"),
        ("127.0.0.1:${A:-1}0:80", "10", "${A:-1}0"),
        ("$$x:80", "$x", "$$x"),
        ("${A:-1:2}:3", "2", "${A:-1:2}"),
    ],
)
def test_places(text: str, wanted: str, source: str) -> None:
    found = expand(text)
    start = found.text.rindex(wanted) if wanted == "80" else found.text.index(wanted)
    assert found.source(start, start + len(wanted)).of(text) == source


def test_a_nest_that_is_too_deep_is_unknown() -> None:
    """Compose 2.40.3 takes 500 of them."""
    found = expand("${A:-" * 500 + "1" + "}" * 500)
    assert (found.text, found.problem) == (UNKNOWN, "cut")
    known = expand("${A:-" * 20 + "1" + "}" * 20)
    assert (known.text, known.problem) == ("1", "")


def test_what_is_wrong_behind_a_deep_nest_is_wrong() -> None:
    assert expand("${A:-" * 500 + "1" + "}" * 500 + "${}").problem == "template"
