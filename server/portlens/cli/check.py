"""`portlens check`: find mistakes in files and folders."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from portlens.analysis import Analysis, Crash, analyse
from portlens.catalogue.load import catalogue
from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.complaints import OF_FILE, complain, complain_of_inputs, complain_of_settings
from portlens.cli.configuration import Configuration, language_for
from portlens.cli.folders import folders_asked
from portlens.cli.inputs import Input, inputs
from portlens.cli.progress import Progress
from portlens.cli.report.result import Located, Places, Result
from portlens.model.finding import SEVERITIES
from portlens.network.context import Context
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace

Judge = Callable[[Document], Analysis]


def run(arguments: Arguments) -> int:
    """Check, report, and return the exit status of the contract."""
    is_diff = arguments.has("--diff")
    if is_diff and not arguments.has("--fix"):
        raise UsageError(DIFF_ALONE)
    if is_diff and arguments.has("--output-format"):
        raise UsageError(DIFF_FORMAT)
    workspace = Workspace(folders=folders_asked(arguments))
    configuration = Configuration(arguments, workspace.files)
    progress = Progress(sys.stderr)
    found = list(inputs(arguments, configuration, workspace, progress))
    judge = _judge(found, workspace)
    located, crashes = _analyse(found, judge, progress)
    stream, cured = sys.stdout, 0
    if arguments.has("--fix"):
        from portlens.cli.fix import mend

        asked = arguments.words or (".",)
        found, cured = mend(found, judge, workspace, asked=asked, is_diff=is_diff)
        located, crashes = _analyse(found, judge, progress)
        if any(one.is_stdin for one in found):
            stream = sys.stderr  # standard output carries the text put right
    progress.clear()
    language = language_for(arguments, found[0].configured.settings if found else None)
    output = arguments.last("--output-format", "full")
    complain_of_settings(configuration, language)
    complain_of_inputs(
        found,
        language,
        has_unreadable=output in {"full", "concise"},
        is_verbose=arguments.has("--verbose"),
    )
    for path, crash in crashes:
        what = CRASHED.fill(rule=crash.rule, error=repr(crash.error))
        complain(OF_FILE.fill(path=path, what=what), language)
    result = Result(located, found, Places(found, workspace), language, stream, cured)
    if not is_diff:  # the diff was the answer
        stream.write(import_module(f"portlens.cli.report.{output}").report(result))
    if result.unreadable or crashes or configuration.problems:
        return 2
    return 1 if _fails(located, arguments.last("--fail-on", "error")) else 0


def _judge(found: Sequence[Input], workspace: Workspace) -> Judge:
    """Return what analyses a document under the settings that hold for it."""
    settings = {one.path: one.configured.settings for one in found}

    def judge(document: Document) -> Analysis:
        return analyse(document, Context(catalogue(), settings[document.path], workspace))

    return judge


def _analyse(
    found: Sequence[Input], judge: Judge, progress: Progress
) -> tuple[list[Located], list[tuple[str, Crash]]]:
    located: list[Located] = []
    crashes: list[tuple[str, Crash]] = []
    for done, one in enumerate(found):
        progress.read(done, len(found))
        if one.document:
            analysis = judge(one.document)
            located += (Located(one.shown, one.document, judged) for judged in analysis.findings)
            crashes += ((one.shown, crash) for crash in analysis.crashes)
    return located, crashes


def _fails(located: Sequence[Located], fail_on: str) -> bool:
    """Tell whether a finding is at least as severe as `fail_on`; nothing is as `never`."""
    counted = SEVERITIES[: SEVERITIES.index(fail_on) + 1] if fail_on in SEVERITIES else ()
    return any(found.judged.severity in counted for found in located)


DIFF_ALONE = Phrase("--diff goes with --fix", "--diff は --fix とともに指定します")
DIFF_FORMAT = Phrase(
    "--diff prints a diff and takes no --output-format",
    "--diff は差分を表示するため --output-format を指定できません",
)
CRASHED = Phrase(
    "the rule {rule} failed and is left out; please report it ({error})",
    "ルール {rule} が失敗したため除外しました。報告をお願いします（{error}）",
)
