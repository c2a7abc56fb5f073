""".env files by chance: docker-compose says what each variable is worth, or that it stops."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.formats.dotenv.env import read_env
from portlens.formats.dotenv.raw import read_raw
from tests.oracle._env_files import NAMES, env_file
from tests.oracle._long import Record, numbers
from tests.oracle._run import in_parallel
from tests.oracle.get_compose import BINARY, NEWER_BINARY

FILES = 300
# An unset variable and an empty one must look different.
_PROJECT = "services: {a: {image: a}}\n" + "".join(
    f'x-{name.lower()}: "${{{name}-unset}}"\n' for name in NAMES
)


class Values(NamedTuple):
    """Whether the file is accepted, and if so what each of NAMES is worth."""

    is_accepted: bool
    values: dict[str, str]


_RAW = "services: {a: {image: a, env_file: [{path: .raw, format: raw}]}}\n"


@pytest.mark.oracle
@pytest.mark.parametrize("is_raw", [False, True], ids=["plain", "raw"])
@pytest.mark.parametrize("binary", [BINARY, NEWER_BINARY], ids=lambda path: path.name)
def test_every_value_is_what_compose_reads(
    binary: Path, is_raw: bool, record_property: Record
) -> None:
    if not binary.exists():
        pytest.skip("run tests/oracle/get_compose.py for the binary")
    texts = [env_file(seed) for seed in numbers(FILES)]
    told = in_parallel(lambda text: _told(binary, text, is_raw=is_raw), texts)
    record_property("verdicts", len(told))
    for text, answer in zip(texts, told, strict=True):
        assert _read(text, is_raw=is_raw) == answer, repr(text)
    # Without variables and quotes a name with a blank before its `=` is refused.
    least = FILES // (10 if is_raw else 3)
    assert least < sum(answer.is_accepted for answer in told) < FILES * 9 // 10


def _told(binary: Path, text: str, *, is_raw: bool) -> Values:
    with tempfile.TemporaryDirectory() as place:
        Path(place, "compose.yaml").write_text(_RAW if is_raw else _PROJECT, "utf-8")
        Path(place, ".raw" if is_raw else ".env").write_bytes(text.encode())
        done = subprocess.run(
            [binary, "config", "--format", "json"],
            cwd=place,
            env={"PATH": os.defpath, "HOME": place},
            capture_output=True,
            check=False,
            timeout=60,
        )
    if done.returncode:
        return Values(is_accepted=False, values={})
    config = json.loads(done.stdout)
    found = {name: config.get(f"x-{name.lower()}") for name in NAMES}
    if is_raw:
        found = config["services"]["a"].get("environment", {})
    # Compose prints a dollar sign as it would have to be written.
    written = {name: "unset" if (value := found.get(name)) is None else value for name in NAMES}
    values = {name: value.replace("$$", "$") for name, value in written.items()}
    return Values(is_accepted=True, values=values)


def _read(text: str, *, is_raw: bool) -> Values:
    file = read_raw(text, ".env") if is_raw else read_env(text, ".env")
    if file.refused is not None:
        return Values(is_accepted=False, values={})
    known = file.values
    values = {name: known[name].value if name in known else "unset" for name in NAMES}
    return Values(is_accepted=True, values=values)
