"""`check --statistics`: how many findings each rule has."""

from portlens.cli.report.result import Result
from portlens.cli.report.twins import without_twins
from portlens.cli.table import table
from portlens.model.finding import SEVERITIES
from portlens.rules.page import SEVERITY_NAMES
from portlens.text.phrase import Phrase


def statistics(result: Result) -> str:
    """Return a table of the rules that found something, the most frequent first.

    What excludes each other counts once, whether a report shows it in one file or in both.
    """
    counts: dict[tuple[str, int], int] = {}
    titles: dict[str, str] = {}
    for found in without_twins(result.findings):
        rule = found.judged.finding.rule
        kind = rule, SEVERITIES.index(found.judged.severity)
        counts[kind] = counts.get(kind, 0) + 1
        if rule not in titles:
            titles[rule] = result.say(found.rule.title)
    rows = [
        (str(count), result.say(SEVERITY_NAMES[SEVERITIES[severity]]), rule, titles[rule])
        for (rule, severity), count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    ]
    head = [result.say(title) for title in HEAD]
    return table(head, rows, result.stream, result.style.color, {2: "whole"})


HEAD = (
    Phrase("COUNT", "件数"),
    Phrase("SEVERITY", "重大度"),
    Phrase("RULE", "ルール"),
    Phrase("WHAT", "内容"),
)
