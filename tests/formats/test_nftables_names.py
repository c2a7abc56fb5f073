"""Which files are nftables', by their names and by their first line."""

import pytest

from portlens.formats.registry import format_of_named, format_of_path

RULES = "table inet filter {\n  chain input {\n    tcp dport 22 accept\n  }\n}\n"


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("etc/nftables.conf", "", "nftables"),
        ("firewall/inet.nft", RULES, "nftables"),
        ("etc/nftables.d/10-web", RULES, "nftables"),
        ("nftables/rules.conf", "add rule inet f c tcp dport 22 accept\n", "nftables"),
        ("firewall/inet.nft", "{}\n", None),
        ("etc/firewall.sh", f"#!/usr/sbin/nft -f\n{RULES}", "nftables"),
        ("etc/firewall", f"#! /usr/bin/env -S nft -f\n{RULES}", "nftables"),
        ("etc/firewall.nft", "#!/bin/sh\nnft add rule inet f c tcp dport 22 accept\n", None),
        ("etc/firewall", "#!/usr/bin/nftables-tool\n", None),
        ("etc/firewall", "#!\n", None),
    ],
)
def test_whose_a_file_is(path: str, text: str, expected: str | None) -> None:
    for found in (format_of_path(path, lambda: text), format_of_named(path, text)):
        assert (found.id if found else None) == expected
