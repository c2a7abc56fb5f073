"""What of Markdown is left for a client that shows none."""

import pytest

from portlens.lsp.plain_text import plain_text
from portlens.text.escape import code_span, markdown


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("### 80 · http", "80 · http"),
        ("- **Range**: system ports", "- Range: system ports"),
        (
            "[RFC 9110](https://www.rfc-editor.org/rfc/rfc9110)",
            "RFC 9110 (https://www.rfc-editor.org/rfc/rfc9110)",
        ),
        ("[a\\[1\\].conf:3](<file:///site/a%20b.conf#L3>)", "a[1].conf:3"),
        ("`**` and `[x](y)`", "** and [x](y)"),
        ("```nginx\nlisten 80; # **\n```\n\nend", "listen 80; # **\n\nend"),
        ("a ` b", "a ` b"),
    ],
)
def test_plain_text(written: str, wanted: str) -> None:
    assert plain_text(written) == wanted


@pytest.mark.parametrize("name", ["a*b*", "**", "x`y", "`", "[x](y)", "# a", "1. a", "_a_", "\\"])
def test_a_name_comes_out_as_it_is(name: str) -> None:
    assert plain_text(markdown(name)) == name
    assert plain_text(code_span(name)) == name
