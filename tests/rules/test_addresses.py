"""Where links of rules lead: to the documentation once it has an address, and nowhere before."""

import pytest

from portlens.rules import registry


def test_without_an_address_there_is_no_link() -> None:
    assert registry.DOCUMENTATION is None
    assert {rule.url for rule in registry.all_rules().values()} == {None}


def test_with_an_address_each_rule_has_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "DOCUMENTATION", "https://docs.example")
    rule = registry.all_rules()["port-out-of-range"]
    assert rule.url == "https://docs.example/rules/port-out-of-range"
