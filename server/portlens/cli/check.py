"""`portlens check`: find mistakes in files and folders."""

import sys
from collections.abc import Callable, Collection, Sequence
from functools import partial
from importlib import import_module

from portlens.analysis import Analysis, analyse
from portlens.catalogue.load import catalogue
from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.complaints import (
    OF_FILE,
    complain,
    complain_of_failures,
    complain_of_inputs,
    complain_of_settings,
)
from portlens.cli.configuration import Configuration, language_for
from portlens.cli.folders import folders_asked
from portlens.cli.inputs import Input, excluded_in, inputs
from portlens.cli.outputs import outputs, put_out
from portlens.cli.progress import Progress
from portlens.cli.report.result import Located, Places, Result, Style
from portlens.model.finding import SEVERITIES
from portlens.network.context import Context
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.text.typed import TextIO
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

Judge = Callable[[Document], Analysis]


class Checked(NamedTuple):
    """The exit status of the contract, and the paths of the files that were read."""

    status: int
    paths: frozenset[str]


def run(arguments: Arguments) -> int:
    """Check, report, and return the exit status of the contract."""
    return checked(arguments).status


def checked(arguments: Arguments) -> Checked:
    """Check and report."""
    _refuse_contradictions(arguments)
    is_diff = arguments.has("--diff")
    asked = outputs(arguments, "full")
    workspace = Workspace(folders=folders_asked(arguments))
    workspace.stand_still()
    configuration = Configuration(arguments, workspace.files)
    progress = Progress(sys.stderr)
    found = list(inputs(arguments, configuration, workspace, progress))
    judge = judge_for(found, workspace)
    analysed = analyse_all(found, judge, progress)
    stream, cured = sys.stdout, 0
    if arguments.has("--fix"):
        from portlens.cli.fix import Wish, mend

        wish = Wish(arguments.words or (".",), is_diff, arguments.has("--unsafe-fixes"))
        found, cured = mend(found, judge, workspace, wish)
        analysed = analyse_all(found, judge, progress)
        if any(one.is_stdin for one in found):
            stream = sys.stderr  # standard output carries the text put right
    progress.clear()
    if any(one.is_named and one.document for one in found):
        from portlens.cli.other_side import errors_beside

        excluded = partial(excluded_in, arguments, configuration)
        told = analysed.findings
        told += errors_beside(found, told, configuration, workspace, excluded)
    if analysed.findings:
        from portlens.cli.twice_told import without_twice_told

        analysed = analysed._replace(findings=without_twice_told(analysed.findings))
    language = language_for(arguments, found[0].configured.settings if found else None)
    tells_unreadable = any(one.format in TELL_UNREADABLE and one.file is None for one in asked)
    complain_of_settings(configuration, language)
    complain_of_inputs(
        found,
        language,
        has_unreadable=not tells_unreadable,
        has_passed_over=not arguments.has("--quiet") or arguments.has("--verbose"),
        is_verbose=arguments.has("--verbose"),
    )
    has_failed = complain_of_failures(language)
    style = Style(
        arguments.last("--color"),
        is_all=arguments.has("--all"),
        is_quiet=arguments.has("--quiet"),
        has_statistics=arguments.has("--statistics"),
    )
    places = Places(found, workspace)
    result = Result(
        analysed.findings, found, places, language, stream, cured, style, analysed.suppressed
    )
    if arguments.has("--baseline") or arguments.has("--write-baseline"):
        result = _less_known(result, arguments, workspace, analysed.crashed)

    def report(format_: str, to: TextIO) -> str:
        module = import_module(f"portlens.cli.report.{format_}")
        text: str = module.report(result._replace(stream=to))
        return text

    if not is_diff:  # the diff was the answer
        put_out(asked, stream, report)
    paths = frozenset(one.path for one in found if one.document or one.unreadable)
    if result.unreadable or has_failed or configuration.problems:
        return Checked(2, paths)
    has_failed_on = fails(result.findings, arguments.last("--fail-on", "error"))
    return Checked(1 if has_failed_on else 0, paths)


def _refuse_contradictions(arguments: Arguments) -> None:
    """Raise UsageError where one option makes no sense beside, or without, another."""
    is_diff = arguments.has("--diff")
    if is_diff and not arguments.has("--fix"):
        raise UsageError(DIFF_ALONE)
    if is_diff and (arguments.has("--output-format") or arguments.has("--output-file")):
        raise UsageError(DIFF_FORMAT)
    if is_diff and arguments.has("--write-baseline"):
        raise UsageError(DIFF_BASELINE)
    if arguments.has("--unsafe-fixes") and not arguments.has("--fix"):
        raise UsageError(UNSAFE_ALONE)


def judge_for(found: Sequence[Input], workspace: Workspace) -> Judge:
    """Return what analyses a document under the settings that hold for it."""
    settings = {one.path: one.configured.settings for one in found}

    def judge(document: Document) -> Analysis:
        return analyse(document, Context(catalogue(), settings[document.path], workspace))

    return judge


def _less_known(
    result: Result, arguments: Arguments, workspace: Workspace, crashed: Collection[str]
) -> Result:
    """Return `result` without what the baseline knows, which is written first where asked for."""
    from portlens.cli.baseline import USUAL_NAME, Baseline, Run

    path = arguments.last("--baseline", USUAL_NAME)
    baseline = Baseline(path, workspace)
    run = Run(result.findings, result.inputs, result.places, arguments.words, crashed)
    if arguments.has("--write-baseline"):
        told = LISTED.fill(count=baseline.write(run))
        is_worth_telling = True
        result = result._replace(findings=(), known=len(result.findings))
    else:
        sifted = baseline.sift(run)
        told = FIXED.fill(count=sifted.fixed)
        is_worth_telling = sifted.fixed > 0
        result = result._replace(findings=sifted.new, known=sifted.known)
    if is_worth_telling and not arguments.has("--quiet"):
        complain(OF_FILE.fill(path=path, what=told), result.language)
    return result


class Analysed(NamedTuple):
    """All that the analysis of every file gave."""

    findings: list[Located]
    suppressed: list[Located]
    crashed: set[str]  # the ids of rules that failed at one of them


def analyse_all(inputs_: Sequence[Input], judge: Judge, progress: Progress) -> Analysed:
    """Judge every document among the inputs."""
    found = Analysed([], [], set())
    told: set[tuple[str, str, Span]] = set()  # of files that come under several links
    for done, one in enumerate(inputs_):
        progress.read(done, len(inputs_))
        document = one.document
        if document is None:
            continue
        analysis = judge(document)
        for each in analysis.findings:
            key = one.shown, each.finding.rule, each.finding.span
            if not one.real or key not in told:
                told.add(key)
                found.findings.append(Located(one.shown, document, each))
        found.suppressed.extend(Located(one.shown, document, each) for each in analysis.suppressed)
        found.crashed.update(analysis.crashes)
    return found


def fails(located: Sequence[Located], fail_on: str) -> bool:
    """Tell whether a finding is at least as severe as `fail_on`; nothing is as `never`."""
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    return any(found.judged.severity in counted for found in located)


# These reports have a place of their own for files that could not be read.
TELL_UNREADABLE = frozenset({"json", "sarif", "github", "junit"})
UNSAFE_ALONE = Phrase(
    "--unsafe-fixes goes with --fix", "--unsafe-fixes は --fix とともに指定します"
)
DIFF_ALONE = Phrase("--diff goes with --fix", "--diff は --fix とともに指定します")
DIFF_FORMAT = Phrase(
    "--diff prints a diff and takes no --output-format and no --output-file",
    "--diff は差分を表示するため --output-format と --output-file を指定できません",
)
DIFF_BASELINE = Phrase(
    "--diff writes nothing and takes no --write-baseline",
    "--diff は何も書き込まないため --write-baseline を指定できません",
)
LISTED = Phrase("known from now on: {count}", "既知の指摘として {count} 件を記録しました")
FIXED = Phrase(
    "known findings that are gone: {count} (--write-baseline takes them out)",
    "既知の指摘のうち {count} 件は解消済みです（--write-baseline で取り除けます）",
)
