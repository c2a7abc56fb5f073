"""The guard round each reader, rule and request: what fails is left out, told once, and no more.

Whatever a file holds, it silences neither its own other findings nor any other file. Tests run
unguarded (PORTLENS_UNGUARDED in their environment), so that nothing fails there unseen.
"""

import os
from collections.abc import Callable

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Phrase
from portlens.text.typed import TypeVar

Answer = TypeVar("Answer")

# Set by tests: an exception goes its way as if nobody guarded.
UNGUARDED = "PORTLENS_UNGUARDED"


class Failure(NamedTuple):
    """What went wrong, in words for the user, and the exception for the log."""

    path: str  # of the document, as it was named; empty where no one document is at fault
    message: Phrase
    error: Exception
    place: str  # the line of portlens where it was raised


def guarded(
    work: Callable[[], Answer], instead: Answer, path: str, what: Phrase, name: str = ""
) -> Answer:
    """Return what `work` returns, or `instead` where it raises; `failures` tells of that.

    `what` says what failed and what becomes of it, in the words of the user; `name` fills it.
    """
    try:
        return work()
    except Exception as error:
        if os.environ.get(UNGUARDED):
            raise
        note(error, path, what.fill(name=name))
        return instead


def note(error: Exception, path: str, what: Phrase) -> None:
    """Remember for `failures` that something failed at the document at `path`."""
    place = _place(error)
    if (path, what.en, place) in _told:
        return
    _told.add((path, what.en, place))
    shown = f"{type(error).__name__}: {error}"
    shown = shown if len(shown) <= _LONGEST else shown[: _LONGEST - 1] + "…"
    values = {"what": what, "error": shown, "place": place}
    _waiting.append(Failure(path, FAILED.fill(**values), error, place))


def failures() -> list[Failure]:
    """Return what failed since this was asked last; the same place is told once in a process."""
    found = _waiting.copy()
    _waiting.clear()
    return found


def _place(error: Exception) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""


_LONGEST = 120  # characters of an exception's text, which may quote the file
_waiting: list[Failure] = []
_told: set[tuple[str, str, str]] = set()

FAILED = Phrase(
    "{what}. Please report it with this line and the file, or the part of it that does it:"
    " {error} in {place}",
    "{what}。この行に、ファイルまたは原因となる部分を添えて報告してください: {error}（{place}）",
)
