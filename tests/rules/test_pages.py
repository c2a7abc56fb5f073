"""A rule's page is its docstring: the example fires, what to write instead does not."""

import pytest

from portlens.rules.registry import NamedRule, all_rules
from tests._judge import context, document, judge
from tests._pages import Section, example_blocks


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.id)
@pytest.mark.parametrize("section", ["Example", "Instead"])
def test_page(rule: NamedRule, section: Section) -> None:
    blocks = example_blocks(rule.page.en, section)
    assert blocks, f"the page of {rule.id} has no block under ## {section}"
    files = {block.path: block.text for block in blocks if block.path}
    found = [
        label
        for block in blocks
        if block.tag != "file"
        for label in judge(
            document(block.tag, block.text, block.path),
            context(files or {document(block.tag, block.text).path: block.text}),
            [rule.id],
        )
    ]
    assert bool(found) == (section == "Example"), found


@pytest.mark.parametrize("rule", all_rules().values(), ids=lambda rule: rule.id)
def test_page_has_a_title_and_a_text_in_both_languages(rule: NamedRule) -> None:
    for page in rule.page:
        title, blank, text = page.split("\n", 2)
        assert title
        assert not title.endswith((".", "。"))
        assert not blank
        assert text.strip()
    assert rule.page.ja != rule.page.en
