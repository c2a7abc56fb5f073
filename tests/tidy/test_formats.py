"""Every format occurs in a fixture and tells the editor where it applies."""

from pathlib import Path

import pytest

from portlens.formats._format import Format
from portlens.formats.registry import all_formats, format_named, may_have_format
from portlens.rules.registry import rules_for
from tests._fixture import cases
from tests._judge import usual_path

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize("format_", all_formats(), ids=lambda format_: format_.id)
def test_format_has_fixtures_patterns_and_languages(format_: Format) -> None:
    files = [*TESTS.glob("rules/*.md"), *TESTS.glob("formats/**/*.md")]
    tags = {block.tag for path in files for case in cases(path) for block in case.blocks}
    assert format_.id in tags
    assert format_.patterns
    assert format_.languages
    assert may_have_format(usual_path(format_))


def test_the_five_formats_are_there() -> None:
    assert {format_.id for format_ in all_formats()} >= {
        *("nginx", "compose", "sshd_config", "ssh_config", "services")
    }
    assert format_named("no-such-format") is None


@pytest.mark.parametrize("format_", all_formats(), ids=lambda format_: format_.id)
@pytest.mark.parametrize(
    "text",
    [
        "",
        "\0",
        "\ufeff",
        "\r\r\n\n",
        "\u2028",
        "{" * 20_000,
        "}" * 20_000,
        '"',
        "'",
        "\\",
        "#",
        "\udcff\udcfe",
        "a: [" * 5_000,
        "😀:\t- '8080:",
        "x" * 1_000_000,
        "80 " * 100_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_reading_never_fails(format_: Format, text: str) -> None:
    reading = format_.read(text, "")
    for use in reading.uses:
        assert 0 <= use.span.start <= use.span.end <= len(text)
        for part in use.parts:
            assert 0 <= part.span.start <= part.span.end <= len(text)
    for fault in reading.faults:
        assert 0 <= fault.span.start <= fault.span.end <= len(text)
        # A rule that does not speak of the format would say nothing of the fault.
        assert fault.rule in {rule.id for rule in rules_for(format_.id)}
