""".env files by chance: docker-compose says what each variable is worth, or that it stops."""

import json
import os
import subprocess
import tempfile
from pathlib import Path
from typing import NamedTuple

import pytest

from portlens.formats.dotenv.env import read_env
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


@pytest.mark.oracle
@pytest.mark.parametrize("binary", [BINARY, NEWER_BINARY], ids=lambda path: path.name)
def test_every_value_is_what_compose_reads(binary: Path, record_property: Record) -> None:
    if not binary.exists():
        pytest.skip("run tests/oracle/get_compose.py for the binary")
    texts = [env_file(seed) for seed in numbers(FILES)]
    told = in_parallel(lambda text: _told(binary, text), texts)
    record_property("verdicts", len(told))
    for text, answer in zip(texts, told, strict=True):
        assert _read(text) == answer, repr(text)
    assert FILES // 3 < sum(answer.is_accepted for answer in told) < FILES * 9 // 10


def _told(binary: Path, text: str) -> Values:
    with tempfile.TemporaryDirectory() as place:
        Path(place, "compose.yaml").write_text(_PROJECT, "utf-8")
        Path(place, ".env").write_bytes(text.encode())
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
    # Compose prints a dollar sign as it would have to be written.
    values = {name: config[f"x-{name.lower()}"].replace("$$", "$") for name in NAMES}
    return Values(is_accepted=True, values=values)


def _read(text: str) -> Values:
    file = read_env(text, ".env")
    if file.refused is not None:
        return Values(is_accepted=False, values={})
    known = file.values
    values = {name: known[name].value if name in known else "unset" for name in NAMES}
    return Values(is_accepted=True, values=values)
