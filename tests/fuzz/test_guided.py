"""A bounded part of what `python -m tests.fuzz.guided` does: texts led by the lines they reach."""

import platform
import re
import subprocess
import sys

import pytest

from tests._judge import usual_paths

RUNS = "300"

# Where pyproject.toml asks for Atheris; there it is missed where it is missing.
HAS_WHEEL = (
    sys.platform == "linux"
    and platform.machine() == "x86_64"
    and (3, 11) <= sys.version_info < (3, 14)
)


@pytest.mark.slow
@pytest.mark.skipif(not HAS_WHEEL, reason="Atheris has no wheel for this system and Python")
@pytest.mark.parametrize("format_id", sorted(usual_paths()))
def test_texts_that_reach_other_lines(format_id: str) -> None:
    command = [sys.executable, "-m", "tests.fuzz.guided", format_id, RUNS]
    ran = subprocess.run(command, check=False, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-4000:]
    # The texts that it begins with are runs as well, and may be more than were asked for.
    done = re.search(r"Done ([0-9]+) runs", ran.stderr)
    assert done
    assert int(done[1]) >= int(RUNS)
