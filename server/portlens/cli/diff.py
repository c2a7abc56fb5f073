"""`portlens diff`: which ports a change adds, moves or takes away, and what it breaks or mends."""

import sys
from importlib import import_module

from portlens.cli.arguments import Arguments
from portlens.cli.change.compare import compare
from portlens.cli.change.git import Blobs
from portlens.cli.change.report import Report
from portlens.cli.change.side import sides
from portlens.cli.change.survey import survey
from portlens.cli.check import fails
from portlens.cli.complaints import OF_FILE, complain, complain_of_failures
from portlens.cli.configuration import language_for
from portlens.cli.outputs import outputs, put_out
from portlens.cli.progress import Progress
from portlens.text.typed import TextIO


def run(arguments: Arguments) -> int:
    """Compare, report, and return 1 where a new finding is as severe as --fail-on, or 2."""
    asked = outputs(arguments, "text")
    blobs = Blobs()
    progress = Progress(sys.stderr)
    try:
        two = sides(arguments.words, blobs)
        before = survey(two.before, two.only, arguments, progress)
        after = survey(two.after, two.only, arguments, progress)
    finally:
        blobs.close()
        progress.clear()
    settings = after.inputs[0].configured.settings if after.inputs else None
    language = language_for(arguments, settings)
    is_whole = not complain_of_failures(language)
    for each in (before, after):
        reasons = [(one.shown, one.unreadable) for one in each.inputs if one.unreadable]
        reasons += [(path, what) for path, some in each.problems.items() for what in some]
        for path, what in reasons:
            is_whole = False
            inside = path.removeprefix(f"{each.side.folder}/")
            where = f"{each.side.name.to(language)}:{inside}"
            complain(OF_FILE.fill(path=where, what=what), language)
    change = compare(before, after)

    def report(format_: str, to: TextIO) -> str:
        module = import_module(f"portlens.cli.change.{format_}")
        text: str = module.report(change, Report(language, to, arguments.last("--color")))
        return text

    put_out(asked, sys.stdout, report)
    if not is_whole:
        return 2
    return 1 if fails(change.new, arguments.last("--fail-on", "error")) else 0
