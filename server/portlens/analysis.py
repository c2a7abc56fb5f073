"""One pass over a document: what the rules find, less what the user does not want to hear."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from portlens.model.finding import Finding, Fix, Severity
from portlens.network.branches import may_come_true
from portlens.network.context import Context
from portlens.programs.program import resolved
from portlens.rules.registry import NamedRule, all_rules, rules_for
from portlens.text.edit import Edit, with_line_ends
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.text.visible import Login, logins
from portlens.workspace.document import Document
from portlens.workspace.guard import guarded
from portlens.workspace.memo import Memo
from portlens.workspace.steps import Steps, finish
from portlens.workspace.suppression import Code, Suppression, Suppressions, suppressions
from portlens.workspace.workspace import Workspace

# The budget of a rule for one document is this and one for each character of the text: findings,
# the other places that they name, and the edits of their fixes. Nobody could read more.
LEAST_BUDGET = 1000

_WORD = regex(r"\S")


class Judged(NamedTuple):
    """A finding as the user gets it: with the severity that the settings give it."""

    finding: Finding
    severity: Severity


_END = Judged(Finding(Span(0, 0), Phrase("", "")), "hint")  # what comes behind all findings


class Analysis(NamedTuple):
    """All that portlens has to say of one document, in the order of its text."""

    findings: tuple[Judged, ...]
    crashes: tuple[str, ...] = ()  # the ids of the rules that failed and are left out
    suppressed: tuple[Judged, ...] = ()  # what a comment in the text hides


class EndlessRule(Exception):  # noqa: N818 - says what is wrong
    """A rule told more things of a document than its budget allows."""

    def __init__(self, budget: int) -> None:
        super().__init__(f"more than {budget} things told of one document")


def analyse(document: Document, context: Context) -> Analysis:
    """Run every rule of the document's format; put on severities and suppressions."""
    return finish(analysing(document, context))


def analysing(document: Document, context: Context) -> Steps[Analysis]:
    """Do the same in steps: the reading, what other files say, and each thing that a rule finds."""
    document.reading  # noqa: B018 - a document reads its text when it is first asked
    yield
    document = resolved(document, context.workspace)
    yield
    found: list[Judged] = []
    hidden: list[Judged] = []
    crashes: list[str] = []
    silenced = Suppressions(suppressions(document.lines))
    unheard: set[str] = set()  # rules that were not asked, or could not answer
    for rule in rules_for(document.format.id):
        if context.settings.level(rule.id, rule.rule.severity) == "off":
            unheard.add(rule.id)
            continue
        findings = yield from _findings(rule, document, context)
        if findings is None:
            crashes.append(rule.id)
            unheard.add(rule.id)
            continue
        for judged in _each_once(findings):
            is_hidden = _is_hidden(judged.finding, silenced, document)
            (hidden if is_hidden else found).append(judged)
    level = context.settings.level("redundant-suppression", "hint")
    if silenced.comments and level != "off":
        found += _redundant(document, silenced, unheard, level)
    for several in found, hidden:
        several.sort(key=lambda judged: (judged.finding.span, judged.finding.rule))
    return Analysis(tuple(found), tuple(crashes), tuple(hidden))


def judging(document: Document, context: Context) -> Steps[Analysis]:
    """Return the analysis that was made before, if all that was read for it is the same.

    Else do it in steps. Of the documents that are asked for most it is kept.
    """

    def judge(trace: Workspace) -> Steps[Analysis]:
        return analysing(document, context._replace(workspace=trace))

    parts = document, context.settings, context.catalogue
    return _ANALYSES.in_steps(context.workspace, document.path, judge, parts=parts)


# As many files as anybody works on at a time. An analysis keeps alive what it was made of.
_ANALYSES: Memo[Analysis] = Memo(64)


def _findings(rule: NamedRule, document: Document, context: Context) -> Steps[list[Judged] | None]:
    """Return all that a rule finds; None where it fails."""
    found: list[Judged] = []
    step: Callable[[], Judged | None] = partial(next, _judged(rule, document, context), _END)
    while (one := guarded(step, None, document.path, LEFT_OUT, rule.id)) is not _END:
        yield
        if one is None:
            return None
        found.append(one)
    yield
    return found


def _each_once(findings: list[Judged]) -> Iterable[Judged]:
    """Return the findings of one rule, of those that say the same of the same place the first.

    What has an anchor in YAML stands in one place, and is read again for each of its aliases.
    """
    if len(findings) < 2:
        return findings
    first: dict[tuple[Span, Phrase], Judged] = {}
    for judged in findings:
        first.setdefault((judged.finding.span, judged.finding.message), judged)
    return first.values()


def _judged(rule: NamedRule, document: Document, context: Context) -> Iterator[Judged]:
    if rule.rule.check is None:
        return
    chosen = context.settings.severity.get(rule.id)
    told, most = 0, LEAST_BUDGET + len(document.text)
    has_logins = "@" in document.text
    for finding in rule.rule.check(document, context):
        told += 1 + len(finding.related) + sum(len(fix.edits) for fix in finding.fixes)
        if told > most:
            raise EndlessRule(most)
        level = chosen or finding.severity or rule.rule.severity
        if level != "off" and may_come_true(finding, document, context.workspace):
            fixes = tuple(_fitted(finding.fixes, document.text))
            judged = finding._replace(fixes=fixes, rule=rule.id)
            yield Judged(_discreet(judged, document) if has_logins else judged, level)


def _discreet(finding: Finding, document: Document) -> Finding:
    """Return a finding that repeats no password which stands before a host's name.

    Reports are kept where more people read than the files. Hidden is what a message quotes of the
    address, and no word of its own: a service may be named as a password is, `postgres`.
    """
    lines = document.lines
    span = finding.span
    start = lines.line_span(lines.position(span.start).line).start
    end = lines.line_span(lines.position(span.end).line).end
    quotes: dict[str, str] = {}
    for login in logins(document.text, start, end):
        quotes.update(_quotes(document.text, login, span))
    if not quotes:
        return finding
    hidden = partial(_without, quotes=quotes)
    related = (each._replace(message=hidden(each.message)) for each in finding.related)
    fixes = (each._replace(title=hidden(each.title)) for each in finding.fixes)
    return finding._replace(
        message=hidden(finding.message), related=tuple(related), fixes=tuple(fixes)
    )


_SHORTEST_SECRET = 4  # characters: of less, too much of a message would be hidden


def _quotes(text: str, login: Login, span: Span) -> Iterator[tuple[str, str]]:
    """Yield what a message about `span` may quote of `login`, each with what to say instead.

    That is the password with what stands beside it: the name of the user, the `@`. A message may
    quote a part, what stands between two colons; and where its place ends in the password, no `@`.
    """
    user, secret = login.user.of(text), login.secret.of(text)
    stars = "*" * len(secret)
    yield f"{user or '//'}:{secret}", f"{user or '//'}:{stars}"
    yield f"{secret}@", f"{stars}@"
    part = secret.rpartition(":")[2]
    yield f"{part}@", f"{'*' * len(part)}@"
    quoted = Span(max(span.start, login.secret.start), min(span.end, login.secret.end))
    if quoted.start + _SHORTEST_SECRET <= quoted.end:
        part = quoted.of(text)
        end = "@" if span.end > login.secret.end else ""
        yield f"{part}{end}", f"{'*' * len(part)}{end}"


def _without(message: Phrase, quotes: Mapping[str, str]) -> Phrase:
    english, japanese = message
    for quote, instead in quotes.items():
        english, japanese = english.replace(quote, instead), japanese.replace(quote, instead)
    return message if english == message.en else Phrase(english, japanese)


def _fitted(fixes: Iterable[Fix], text: str) -> Iterator[Fix]:
    """Yield the fixes with the line ends of the text; one that changes nothing is none."""
    for fix in fixes:
        edits = tuple(
            edit if edit.path else with_line_ends(edit, text)
            for edit in fix.edits
            if edit.path or edit.span.of(text) != edit.text
        )
        if edits or fix.of_file:
            yield fix._replace(edits=edits)


def _is_hidden(finding: Finding, silenced: Suppressions, document: Document) -> bool:
    if not silenced.comments:
        return False
    return silenced.hide(finding.rule, document.lines.position(finding.span.start).line)


def _redundant(
    document: Document, silenced: Suppressions, unheard: set[str], level: Severity
) -> Iterator[Judged]:
    """Yield a finding for each suppression, or code in one, that hid nothing.

    What speaks of an unheard rule is left alone: one that is switched off may be on for others,
    and one that crashed may have something to say. That holds for a comment without codes too.
    """
    for comment in silenced.comments:
        if not comment.codes:  # every rule, or empty brackets
            if comment.codes is not None or not (unheard or silenced.has_hidden(comment)):
                yield _redundant_finding(comment.span, _removal(document, comment), NOTHING, level)
            continue
        idle = [
            code
            for code in comment.codes
            if not silenced.has_hidden(comment, code) and code.id not in unheard
        ]
        for code in idle:
            message = (NOTHING_OF if code.id in all_rules() else UNKNOWN).fill(code=code.id)
            is_whole = len(idle) == len(comment.codes)
            removal = _removal(document, comment, None if is_whole else code)
            yield _redundant_finding(code.span, removal, message, level)


def _redundant_finding(span: Span, removal: Edit, message: Phrase, level: Severity) -> Judged:
    fix = Fix(REMOVE, (removal,), is_safe=True, is_preferred=True)
    finding = Finding(
        span, message, fixes=(fix,), is_unnecessary=True, rule="redundant-suppression"
    )
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
    rest = _WORD.search(text, end, line_end)
    if rest:  # a reason was given: it has to stay a comment
        return Edit(Span(start, rest.start()), "" if rest[0] == "#" else "# ")
    while start and text[start - 1] in " \t":
        start -= 1
    return Edit(Span(start, end), "")


LEFT_OUT = Phrase(
    "the rule {name} failed and is left out for this file",
    "ルール {name} が失敗したため、このファイルではこのルールを除外しました",
)
NOTHING = Phrase("nothing here is suppressed", "ここで抑制されるものはありません")
NOTHING_OF = Phrase("no {code} is suppressed here", "ここで抑制される {code} はありません")
UNKNOWN = Phrase("there is no rule {code}", "{code} というルールはありません")
REMOVE = Phrase("Remove the suppression", "抑制コメントを削除する")
