import re

from portlens.rules.page import page
from portlens.rules.registry import all_rules


def test_a_page_has_title_facts_text_and_examples() -> None:
    text = page(all_rules()["port-out-of-range"], "en")
    assert text.startswith("# A number that no port can have\n\nRule `port-out-of-range`, by")
    assert "by default an **error**" in text
    assert text.count("```nginx") == 2
    assert "## Write instead\n\n```nginx\nserver { listen 8000; }\n```\n" in text


def test_both_languages_share_the_examples() -> None:
    text = page(all_rules()["port-out-of-range"], "ja")
    assert text.startswith("# ポート番号としてあり得ない数値\n\nルール `port-out-of-range`、")
    assert "## 直した例\n\n```nginx\nserver { listen 8000; }\n```\n" in text


def test_a_line_of_japanese_ends_without_a_blank() -> None:
    """Markdown shows a blank for the end of a line; an item of a list begins one all the same."""
    for rule in all_rules().values():
        shown = page(rule, "ja")
        assert not re.search(r"[ぁ-んァ-ン一-龥。、）]\n[ぁ-んァ-ン一-龥（「]", shown), shown
        assert not re.search(r"[。、]\n[A-Za-z`]", shown), shown
