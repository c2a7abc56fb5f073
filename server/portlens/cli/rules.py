"""`portlens rules`: which rules there are."""

import sys

from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.outputs import outputs, put_out
from portlens.cli.table import table
from portlens.cli.terminal import dump_json
from portlens.formats.registry import all_formats
from portlens.rules.page import SEVERITY_NAMES
from portlens.rules.registry import NamedRule, all_rules, rules_for
from portlens.text.phrase import Language, Phrase
from portlens.text.typed import TextIO

VERSION = 1


def run(arguments: Arguments) -> int:
    """List every rule and return 0."""
    if arguments.words:
        raise UsageError(NO_WORDS)
    language, rules = arguments.language, all_rules().values()

    def report(form: str, to: TextIO) -> str:
        if form == "json":
            records = [_record(rule, language) for rule in rules]
            return dump_json({"version": VERSION, "rules": records}, to)
        rows = [_cells(rule, language) for rule in rules]
        head = [title.to(language) for title in HEAD]
        return table(head, rows, to, arguments.last("--color"), {0: "whole"})

    put_out(outputs(arguments, "table"), sys.stdout, report)
    return 0


def _cells(rule: NamedRule, language: Language) -> tuple[str, ...]:
    return (
        rule.id,
        SEVERITY_NAMES[rule.rule.severity].to(language),
        ", ".join(_formats(rule)),
        rule.title.to(language),
    )


def _record(rule: NamedRule, language: Language) -> dict[str, object]:
    return {
        "id": rule.id,
        "severity": rule.rule.severity,
        "formats": _formats(rule),
        "title": rule.title.to(language),
        "url": rule.url,
    }


def _formats(rule: NamedRule) -> list[str]:
    """Return the ids of the formats that `rule` speaks of."""
    return [
        format_.id
        for format_ in all_formats()
        if any(other.id == rule.id for other in rules_for(format_.id))
    ]


HEAD = (
    Phrase("RULE", "ルール"),
    Phrase("DEFAULT", "既定"),
    Phrase("FORMATS", "形式"),
    Phrase("WHAT IT FINDS", "内容"),
)
NO_WORDS = Phrase(
    "rules takes no words; `portlens explain RULE` tells about one rule",
    "rules は引数を取りません。1 つのルールの説明は `portlens explain RULE` で表示します",
)
