"""A rule's page as Markdown: in docs/, in the editor's hover and in `portlens explain`."""

import re

from portlens.rules.registry import NamedRule
from portlens.text.phrase import Language, Phrase
from portlens.text.regex import regex

_EXAMPLES = regex(r"^## (Example|Instead)\n\n?(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)

# Where a line of Japanese ends, Markdown shows a blank, which Japanese does not have between two of
# its letters and beside its punctuation. List items and headings keep their lines.
_LETTER = r"[\u3040-\u30ff\u3400-\u9fff]"
_LINE_END = regex(
    rf"(?<={_LETTER})\n(?={_LETTER})|(?<=[\u3000-\u303f\uff00-\uff60])\n(?![\n#*|-])"
    r"|(?<!\n)\n(?=[\u3001-\u303f\uff00-\uff60])"
)

_HEADINGS = {
    "Example": Phrase("Example", "例"),
    "Instead": Phrase("Write instead", "直した例"),
}
_FACTS = Phrase(
    "Rule `{id}`, by default {article} **{severity}**. To silence it on one line: "
    "`# portlens: ignore[{id}]`",
    "ルール `{id}`、既定の重大度は**{severity}**。1 行だけ抑制するには: `# portlens: ignore[{id}]`",
)
SEVERITY_NAMES = {
    "error": Phrase("error", "エラー"),
    "warning": Phrase("warning", "警告"),
    "information": Phrase("information", "情報"),
    "hint": Phrase("hint", "ヒント"),
}


def page(rule: NamedRule, language: Language) -> str:
    """Return the page of `rule`: title, facts, text, and the examples both languages share."""
    title, _, text = rule.page.to(language).partition("\n")
    severity = rule.rule.severity
    facts = _FACTS.fill(
        id=rule.id,
        severity=SEVERITY_NAMES[severity],
        article="an" if severity[0] in "aeiou" else "a",
    )
    prose = _EXAMPLES.sub("", text).strip()
    parts = [f"# {title}", facts.to(language), _LINE_END.sub("", prose)]
    for heading, block in _EXAMPLES.findall(rule.page.en):
        parts += [f"## {_HEADINGS[heading].to(language)}", block.strip()]
    return "\n\n".join(parts) + "\n"
