"""`portlens`, the process: its streams, and every way in which it ends."""

import errno
import gc
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

# As a shell says of a program that SIGINT or SIGPIPE ends.
INTERRUPTED = 130
CUT_OFF = 141


def main(given: Sequence[str] | None = None) -> int:
    """Run the command that the words `given` name and return its exit status.

    Without `given` the words are the process's, and so is the end of it: nothing that is
    left has to be taken apart one by one, which would be a tenth of a short check.
    """
    words = list(sys.argv[1:] if given is None else given)
    # Started with a stream closed (`2>&-`), Python has None in its place.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        # A terminal that cannot show a character gets an escape, never a traceback.
        getattr(stream, "reconfigure", lambda **_: None)(errors="backslashreplace")
    is_short = words[:1] not in (["server"], ["watch"])
    if is_short:
        # A run of milliseconds makes no cycles worth looking for.
        gc.disable()
    if given is None:
        from portlens.cli.compiled import install

        install()
    try:
        status = _run(words)
    finally:
        gc.enable()
    if given is None and is_short and not sys.flags.dev_mode:
        os._exit(status)
    return status


def _nowhere() -> TextIOWrapper:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123 - as long as the process


def _run(words: list[str]) -> int:
    try:
        from portlens.cli.commands import run

        status = run(words)
        sys.stdout.flush()
        sys.stderr.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        if _is_cut_off(error):
            # The reader (`head`, a pager) has seen enough. What is still to be flushed goes
            # nowhere, so that Python does not complain of it.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return CUT_OFF
        if sys.flags.dev_mode:  # python -X dev -m portlens …
            raise
        return _unforeseen(error, words)
    return status


def _is_cut_off(error: Exception) -> bool:
    """Tell whether nobody reads the output any more; Windows calls that an invalid argument."""
    if os.name == "nt" and isinstance(error, OSError) and error.errno == errno.EINVAL:
        return error.filename is None
    return isinstance(error, BrokenPipeError)


def _unforeseen(error: Exception, words: Sequence[str]) -> int:
    from portlens.cli.commands import complain, language_before
    from portlens.text.phrase import Phrase, same

    language = language_before(words)
    if isinstance(error, OSError):  # all reading is guarded: it is the output that has no place
        cannot_write = Phrase("the answer cannot be written: {why}", "出力を書き込めません: {why}")
        return complain(cannot_write.fill(why=same(str(error))), None, language)
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else ""
    failed = Phrase(
        "something is wrong in portlens itself; please report it: {error} in {place}",
        "portlens 自体に問題があります。報告をお願いします: {error}（{place}）",
    )
    return complain(failed.fill(error=repr(error), place=place), None, language)
