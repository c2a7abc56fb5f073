"""Running real programs, many at once."""

import shutil
import subprocess
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import pytest

Case = TypeVar("Case")
Result = TypeVar("Result")


def program(name: str, package: str) -> str:
    """Return the path of a program, or skip the test and say what to install."""
    found = shutil.which(name, path="/usr/sbin:/usr/bin:/sbin:/bin")
    if not found:
        pytest.skip(f"{name} is not installed here: apt-get install {package}")
    return found


def sshd_program() -> str:
    """Return the path of sshd, which reads no file without its folder below /run."""
    found = program("sshd", "openssh-server")
    with suppress(PermissionError):  # then it is asked as it stands
        Path("/run/sshd").mkdir(exist_ok=True)
    return found


def said(arguments: list[str]) -> tuple[int, str, str]:
    """Return exit status, standard output and standard error of a program."""
    done = subprocess.run(arguments, capture_output=True, check=False, timeout=60)
    return done.returncode, done.stdout.decode(), done.stderr.decode("utf-8", "replace")


def in_parallel(ask: Callable[[Case], Result], cases: Iterable[Case]) -> list[Result]:
    """Return the answers to all cases in their order; the programs run beside each other."""
    with ThreadPoolExecutor(max_workers=4) as pool:
        return list(pool.map(ask, cases))
