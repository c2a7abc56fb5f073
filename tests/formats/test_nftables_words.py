"""Where nft 1.0.6 sees the blanks of a line, and where it does not, as `nft -c` was asked."""

import pytest

from tests._judge import document


def ports(rule: str) -> list[int | None]:
    """Return the ports that a rule of a chain asks for."""
    text = f"table inet f {{\n chain c {{\n  {rule}\n }}\n}}\n"
    return [use.port.first if use.port else None for use in document("nftables", text).uses]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("udp dport\\\n53 accept", [53]),
        ("udp dport \\\n \t{ 53, 123 } accept", [53, 123]),
        ("udp dport { 53, \t\n 123 \t\n } accept \t", [53, 123]),
        # "unexpected junk": nft refuses the file, and the rule has no port.
        ("udp dport \\ \n { 53, 123 } accept", []),
        ("udp dport \\\t\n 53 accept", []),
    ],
)
def test_a_backslash_joins_lines_at_the_very_end_only(rule: str, expected: list[int]) -> None:
    assert ports(rule) == expected


@pytest.mark.parametrize("blanks", ["", " ", " \t"])
def test_a_port_is_missing_at_the_word_before(blanks: str) -> None:
    text = f"table inet f {{\n chain c {{\n  tcp dport{blanks}\n }}\n}}\n"
    (fault,) = document("nftables", text).reading.faults
    assert (fault.rule, fault.span.of(text)) == ("missing-port", "dport")
