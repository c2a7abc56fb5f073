"""What can be done about a finding, at the click of a light bulb."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from portlens.analysis import Judged
from portlens.features.allow_port import allow_port
from portlens.features.suppress import suppress
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules.registry import all_rules
from portlens.text.edit import Edit
from portlens.text.phrase import Language, Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

ActionKind = Literal["fix", "suppress", "allow", "fix all", "rewrite"]


class Action(NamedTuple):
    """One offer. Edits with a path change another file, which `creates` where it is not there."""

    kind: ActionKind
    title: str
    edits: tuple[Edit, ...]
    judged: tuple[Judged, ...]  # what it does away with
    is_preferred: bool = False
    creates: str | None = None


class Home(NamedTuple):
    """Where a document belongs: its context, and the folder for a settings file to be made."""

    context: Context
    folder: str


def actions(
    document: Document, span: Span, judged: Iterable[Judged], home: Home, language: Language
) -> list[Action]:
    """Return what can be done about the findings that touch `span`: cures before silence."""
    touched = [each for each in judged if _meet(each.finding.span, span)]
    found = [action for each in touched for action in _fixes(each, language)]
    for each in touched:
        found += _allow(document, each, home, language)
    for each in touched:
        found += _suppress(document, each, language)
    return list({(action.title, action.edits): action for action in found}.values())


def fix_all(judged: Iterable[Judged], language: Language) -> Action | None:
    """Return the one action that makes every safe fix; None where there is none to make."""
    curable = tuple(each for each in judged if any(fix.is_safe for fix in each.finding.fixes))
    edits: list[Edit] = []
    for each in curable:
        cure = next(fix.edits for fix in each.finding.fixes if fix.is_safe)
        # Two cures at one place would garble each other: the second comes with the next run.
        if not any(_clash(new, old) for new in cure for old in edits):
            edits += cure
    if not edits:
        return None
    return Action("fix all", FIX_ALL.to(language), tuple(edits), curable)


def _fixes(judged: Judged, language: Language) -> list[Action]:
    fixes = judged.finding.fixes
    # One cure alone is the obvious one, whether or not its rule says so.
    return [
        Action(
            "fix",
            fix.title.to(language),
            fix.edits,
            (judged,),
            is_preferred=fix.is_preferred or (len(fixes) == 1 and fix.is_safe),
        )
        for fix in fixes
    ]


def _allow(document: Document, judged: Judged, home: Home, language: Language) -> list[Action]:
    if judged.finding.rule != "unregistered-port":
        return []
    port = _port_at(document, judged.finding)
    if port is None:
        return []
    allowed = allow_port(document.path, port, home.folder, home.context)
    if allowed is None:
        return []
    title = ALLOW.fill(port=port, file=allowed.file).to(language)
    return [Action("allow", title, (allowed.edit,), (judged,), creates=allowed.creates)]


def _port_at(document: Document, finding: Finding) -> int | None:
    for use in document.uses:
        for part in use.parts:
            if part.is_known and _meet(part.span, finding.span):
                return part.first
    return None


def _suppress(document: Document, judged: Judged, language: Language) -> list[Action]:
    rule = judged.finding.rule
    # To silence what speaks of silence helps nobody: such a comment is to be removed.
    if rule == "redundant-suppression" or rule not in all_rules():
        return []
    edit = suppress(document, judged.finding.span.start, rule)
    return [Action("suppress", SUPPRESS.fill(rule=rule).to(language), (edit,), (judged,))]


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _clash(one: Edit, other: Edit) -> bool:
    return one.path == other.path and _meet(one.span, other.span)


FIX_ALL = Phrase("Make all safe fixes of portlens", "portlens の安全な修正をすべて適用する")
ALLOW = Phrase("Allow port {port} in {file}", "{file} でポート {port} を許可する")
SUPPRESS = Phrase("Suppress {rule} on this line", "この行で {rule} を抑制する")
