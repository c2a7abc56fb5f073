"""Run in Pyodide: pytest, with what this Python lacks told as a skip and not as a failure.

Nobody keeps a list of tests. One that starts a process or a thread, opens a socket or waits for a
signal is left at that moment, and so is one that imports a package of which there is no pure one.
portlens itself may not ask for these here: that stays a failure.
"""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import warnings
from collections.abc import Callable, Generator
from pathlib import UnsupportedOperation

PATHS, words = sys.argv[1].split(os.pathsep), sys.argv[2:]
sys.path[:0] = PATHS

import pytest  # noqa: E402 - it lies on one of these paths

LACKING: tuple[tuple[object, str, str], ...] = (
    (subprocess.Popen, "__init__", "processes"),
    (os, "fork", "processes"),
    (threading.Thread, "start", "threads"),
    (socket.socket, "__init__", "sockets"),
    (signal, "signal", "signals"),
)
OWN = ("portlens", "tests")


class Lack:
    """A plugin of pytest."""

    @pytest.hookimpl(wrapper=True)
    def pytest_make_collect_report(
        self, collector: pytest.Collector
    ) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        """Pass over a module that imports what there is not."""
        report = yield
        call: pytest.CallInfo[object] | None = vars(report).get("call")
        if call is not None and call.excinfo is not None:
            _leave(report, call.excinfo.value.__cause__, collector)
        return report

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Pass over a test that does so while it runs."""
        report = yield
        if call.excinfo is not None:
            _leave(report, call.excinfo.value, item)
        return report


def _leave(
    report: pytest.CollectReport | pytest.TestReport,
    error: object,
    node: pytest.Item | pytest.Collector,
) -> None:
    lacking = _lacking(error)
    if lacking:
        report.outcome = "skipped"
        report.longrepr = (str(node.path), 0, f"Skipped: there is no {lacking} here")


def _lacking(error: object) -> str | None:
    """Return what of Python, or beside it, an error says that there is not."""
    if isinstance(error, ModuleNotFoundError) and (error.name or "").split(".")[0] not in OWN:
        return error.name
    if isinstance(error, AttributeError) and error.obj is os:
        return f"os.{error.name}"
    return "support for it" if isinstance(error, UnsupportedOperation) else None


def _refuse(owner: object, name: str, what: str) -> None:
    original: Callable[..., object] | None = getattr(owner, name, None)

    def asked(*words: object, **named: object) -> object:
        if _asker().startswith("tests"):
            pytest.skip(f"there are no {what} here", allow_module_level=True)
        assert original is not None, f"there is no {name} here"
        return original(*words, **named)

    setattr(owner, name, asked)


def _asker() -> str:
    """Return the module of ours that has asked, whatever lies between."""
    frame = sys._getframe()  # noqa: SLF001
    while frame is not None:
        name: str = frame.f_globals["__name__"]
        if name.split(".", maxsplit=1)[0] in OWN:
            return name
        frame = frame.f_back
    return ""


class Loop(asyncio.BaseEventLoop):
    """A loop of events that waits for clocks alone: there is nothing else to wait for.

    Pyodide's own goes on only when the program has ended.
    """

    def __init__(self) -> None:
        super().__init__()
        self._selector = self

    def select(self, timeout: float | None) -> list[object]:
        """Wait; what would never end is an error."""
        assert timeout is not None, "nothing will ever happen"
        time.sleep(timeout)
        return []

    def _process_events(self, _events: list[object]) -> None:
        pass

    def _write_to_self(self) -> None:
        pass


def main() -> int:
    """Run the tests that the words name; return pytest's status."""
    for owner, name, what in LACKING:
        _refuse(owner, name, what)
    asyncio._set_running_loop(None)  # noqa: SLF001 - Pyodide's
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        policy = type(asyncio.get_event_loop_policy())
    policy.new_event_loop = lambda _self: Loop()
    return int(pytest.main(["-q", *words], plugins=[Lack()]))


main()
