"""What can be done about a finding, at the click of a light bulb."""

from collections.abc import Iterable

from portlens.analysis import Judged
from portlens.features.project_edits import allow_port, switch_off
from portlens.features.safe_fixes import safe_fixes
from portlens.features.suppress import suppress
from portlens.features.trial import Trials
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.rules.registry import all_rules
from portlens.text.edit import Edit
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase
from portlens.text.span import Span
from portlens.text.typed import Literal
from portlens.workspace.document import Document
from portlens.workspace.steps import Steps

ActionKind = Literal["fix", "suppress", "allow", "switch off", "fix all", "rewrite"]


class Action(NamedTuple):
    """One offer. Edits with a path change another file, which `creates` where it is not there."""

    kind: ActionKind
    title: str
    edits: tuple[Edit, ...]
    judged: tuple[Judged, ...]  # what it does away with
    is_preferred: bool = False
    creates: str | None = None


_MOST_TOUCHED = 60  # findings; nobody reads what can be done about more of them


class Home(NamedTuple):
    """Where a document belongs: its context, and the folder for a settings file to be made."""

    context: Context
    folder: str


def actions(
    document: Document, span: Span, judged: Iterable[Judged], home: Home, language: Language
) -> Steps[list[Action]]:
    """Return what can be done about the findings that touch `span`: cures before silence.

    What was not tried is not offered: about all findings of a long selection that is the first
    cures.
    """
    everything = tuple(judged)
    trials = Trials(document, everything, home.context)
    touched = [each for each in everything if _meet(each.finding.span, span)][:_MOST_TOUCHED]
    found: list[Action] = []
    for each in touched:
        for action in _fixes(each, language):
            is_cure = yield from trials.cures(action.edits, each.finding)
            found += [action] if is_cure else []
    for each in touched:
        found += _allow(document, each, home, language)
    for each in touched:
        found += yield from _suppress(each, trials, language)
    of_rules: dict[str, Judged] = {}
    for each in touched:
        of_rules.setdefault(each.finding.rule, each)
    for each in of_rules.values():
        found += _switch_off(document, each, home, language)
    return list({(action.title, action.edits): action for action in found}.values())


def fix_all(
    document: Document, judged: Iterable[Judged], context: Context, language: Language
) -> Steps[Action | None]:
    """Return the one action that makes every safe fix; None where there is none to make.

    None too where the text would have an error more, as `--fix` leaves it alone.
    """
    judged = tuple(judged)
    cures = [cure for cure in safe_fixes(judged) if cure.fix.edits]
    if not cures:
        return None
    edits = tuple(edit for cure in cures for edit in cure.fix.edits)
    if not (yield from Trials(document, judged, context).brings_no_error(edits)):
        return None
    return Action("fix all", FIX_ALL.to(language), edits, tuple(cure.judged for cure in cures))


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
        if fix.edits
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
    return [Action("allow", title, allowed.edits, (judged,), creates=allowed.creates)]


def _switch_off(document: Document, judged: Judged, home: Home, language: Language) -> list[Action]:
    rule = judged.finding.rule
    changed = switch_off(document.path, rule, home.folder, home.context)
    if changed is None or rule not in all_rules():
        return []
    title = SWITCH_OFF.fill(rule=rule, file=changed.file).to(language)
    return [Action("switch off", title, changed.edits, (judged,), creates=changed.creates)]


def _port_at(document: Document, finding: Finding) -> int | None:
    for use in document.uses:
        for part in use.parts:
            if part.is_known and _meet(part.span, finding.span):
                return part.first
    return None


def _suppress(judged: Judged, trials: Trials, language: Language) -> Steps[list[Action]]:
    rule = judged.finding.rule
    # To silence what speaks of silence helps nobody: such a comment is to be removed.
    if rule == "redundant-suppression" or rule not in all_rules():
        return []
    edit = yield from suppress(judged.finding, trials)
    if edit is None:
        return []
    return [Action("suppress", SUPPRESS.fill(rule=rule).to(language), (edit,), (judged,))]


def _meet(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


FIX_ALL = Phrase("Make all safe fixes of portlens", "portlens の安全な修正をすべて適用する")
ALLOW = Phrase("Allow port {port} in {file}", "{file} でポート {port} を許可する")
SUPPRESS = Phrase("Suppress {rule} on this line", "この行で {rule} を抑制する")
SWITCH_OFF = Phrase("Switch {rule} off in {file}", "{file} で {rule} を無効にする")
