"""One pass over a document: what the rules find, less what the user does not want to hear."""

from collections.abc import Iterator
from typing import NamedTuple

from portlens.model.finding import Finding, Fix, Severity
from portlens.rules.registry import NamedRule, all_rules, rules_for
from portlens.text.edit import Edit
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.context import Context
from portlens.workspace.document import Document
from portlens.workspace.suppression import Code, Suppression, suppressions
from portlens.workspace.variables import with_variables


class Judged(NamedTuple):
    """A finding as the user gets it: with the severity that the settings give it."""

    finding: Finding
    severity: Severity


class Crash(NamedTuple):
    """A rule that failed on a document; the others have spoken all the same."""

    rule: str
    error: Exception


class Analysis(NamedTuple):
    """All that portlens has to say of one document, in the order of its text."""

    findings: tuple[Judged, ...]
    crashes: tuple[Crash, ...] = ()


def analyse(document: Document, context: Context) -> Analysis:
    """Run every rule of the document's format; put on severities and suppressions."""
    document = with_variables(document, context.workspace)
    found: list[Judged] = []
    crashes: list[Crash] = []
    comments = tuple(suppressions(document.lines))
    spoken: set[tuple[Span, str]] = set()  # a suppression, and a rule that it really hid
    for rule in rules_for(document.format.id):
        if context.settings.level(rule.id, rule.rule.severity) == "off":
            continue
        try:
            findings = _findings(rule, document, context)
        except Exception as error:  # noqa: BLE001 - one broken rule must not silence the others
            crashes.append(Crash(rule.id, error))
            continue
        for judged in findings:
            hiding = _hiding(judged.finding, comments, document)
            if hiding:
                spoken.update((comment.span, rule.id) for comment in hiding)
            else:
                found.append(judged)
    found += _redundant(document, context, comments, spoken)
    found.sort(key=lambda judged: (judged.finding.span, judged.finding.rule))
    return Analysis(tuple(found), tuple(crashes))


def _findings(rule: NamedRule, document: Document, context: Context) -> list[Judged]:
    if rule.rule.check is None:
        return []
    chosen = context.settings.severity.get(rule.id)
    judged = []
    for finding in rule.rule.check(document, context):
        level = chosen or finding.severity or rule.rule.severity
        if level != "off":
            judged.append(Judged(finding, level))
    return judged


def _hiding(
    finding: Finding, comments: tuple[Suppression, ...], document: Document
) -> list[Suppression]:
    if not comments:
        return []
    line = document.lines.position(finding.span.start).line
    return [comment for comment in comments if comment.hides(finding.rule, line)]


def _redundant(
    document: Document,
    context: Context,
    comments: tuple[Suppression, ...],
    spoken: set[tuple[Span, str]],
) -> Iterator[Judged]:
    """Yield a finding for each suppression, or code in one, that hid nothing.

    A code whose rule is switched off in the settings is left alone: it hides something for
    those who have the rule on.
    """
    level = context.settings.level("redundant-suppression", "hint")
    if level == "off":
        return
    busy = {span for span, _ in spoken}
    for comment in comments:
        if not comment.codes:  # every rule, or empty brackets
            if comment.span not in busy:
                yield _redundant_finding(comment.span, _removal(document, comment), NOTHING, level)
            continue
        idle = [code for code in comment.codes if (comment.span, code.id) not in spoken]
        for code in idle:
            if code.id not in all_rules():
                message = UNKNOWN.fill(code=code.id)
            elif context.settings.severity.get(code.id) == "off":
                continue
            else:
                message = NOTHING_OF.fill(code=code.id)
            is_whole = len(idle) == len(comment.codes)
            removal = _removal(document, comment, None if is_whole else code)
            yield _redundant_finding(code.span, removal, message, level)


def _redundant_finding(span: Span, removal: Edit, message: Phrase, level: Severity) -> Judged:
    fix = Fix(REMOVE, (removal,), is_safe=True, is_preferred=True)
    finding = Finding("redundant-suppression", span, message, fixes=(fix,), is_unnecessary=True)
    return Judged(finding, level)


def _removal(document: Document, comment: Suppression, code: Code | None = None) -> Edit:
    """Return what takes out `code` with the comma beside it, or without one the whole comment."""
    text = document.text
    start, end = code.span if code else comment.span
    if code:
        while end < comment.span.end and text[end] in ", \t":
            end += 1
        if text[end] == "]":
            while text[start - 1] in ", \t":
                start -= 1
        return Edit(Span(start, end), "")
    line_end = document.lines.line_span(document.lines.position(end).line).end
    rest = text[end:line_end].lstrip()
    if rest:  # a reason was given: it has to stay a comment
        return Edit(Span(start, line_end - len(rest)), "" if rest.startswith("#") else "# ")
    while start and text[start - 1] in " \t":
        start -= 1
    return Edit(Span(start, end), "")


NOTHING = Phrase("nothing here is suppressed", "ここで抑制されるものはありません")
NOTHING_OF = Phrase("no {code} is suppressed here", "ここで抑制される {code} はありません")
UNKNOWN = Phrase("there is no rule {code}", "{code} というルールはありません")
REMOVE = Phrase("Remove the suppression", "抑制コメントを削除する")
