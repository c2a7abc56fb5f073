"""A rule as SARIF and GitHub describe it."""

import re

from portlens.model.finding import Severity
from portlens.rules.page import page
from portlens.rules.registry import NamedRule
from portlens.text.phrase import Language

LEVELS = {"error": "error", "warning": "warning", "information": "note", "hint": "note"}

# GitHub's own words for the same, by which it sorts and filters.
PROBLEMS: dict[Severity, str] = {
    "error": "error",
    "warning": "warning",
    "information": "recommendation",
    "hint": "recommendation",
}
MOST = 1000  # GitHub takes 1,024 characters of a description


def rule_record(rule: NamedRule, language: Language) -> dict[str, object]:
    """Return the reportingDescriptor of `rule`."""
    severity = rule.rule.severity
    whole = page(rule, language)
    return {
        "id": rule.id,
        "name": "".join(map(str.capitalize, rule.id.split("-"))),
        "shortDescription": {"text": rule.title.to(language)},
        "fullDescription": {"text": _description(rule, language)},
        "help": {"text": whole, "markdown": whole},
        **({"helpUri": rule.url} if rule.url else {}),
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": {
            "tags": ["ports", "configuration"],
            # What stands there as an error the program refuses; the rest is advice.
            "precision": "very-high" if severity == "error" else "high",
            "problem.severity": PROBLEMS[severity],
        },
    }


def _description(rule: NamedRule, language: Language) -> str:
    """Return the words of a rule's page between its title and its example, as plain text."""
    _, _, text = rule.page.to(language).partition("\n")
    words = text.partition("\n## ")[0].strip()
    return re.sub(r"(?<!\n)\n(?!\n)", " " if language == "en" else "", words)[:MOST]
