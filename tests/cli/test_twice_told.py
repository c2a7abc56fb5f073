"""One mistake in a .env file is told once, in whichever of the files it is looked for."""

from pathlib import Path

import pytest

from tests.cli.conftest import Portlens

COMPOSE = 'services:\n  a:\n    image: x\n    ports: ["${A}:80"]\n'
VALUE = "99999, the value of ${A}, is not a port: the highest is 65535"


@pytest.mark.parametrize(
    ("env", "named", "told"),
    [
        ("A=99999\n", ".", [".env:1:3: error[port-out-of-range]"]),
        ("A=99999\n", ".env", [".env:1:3: error[port-out-of-range]"]),
        ("A=99999\n", "compose.yaml", [f"compose.yaml:4:14: error[port-out-of-range] {VALUE}"]),
        ("A=8\nB='\n", ".", [".env:2:3: error[invalid-env-line]"]),
        ("A=8\nB='\n", ".env", [".env:2:3: error[invalid-env-line]"]),
        (
            "A=8\nB='\n",
            "compose.yaml",
            ["compose.yaml:1:1: error[unresolvable-reference] Compose cannot read line 2 of .env"],
        ),
        ("A=8\n", ".", []),
    ],
)
def test_once(portlens: Portlens, env: str, named: str, told: list[str]) -> None:
    Path("compose.yaml").write_text(COMPOSE)
    Path(".env").write_text(env)
    ran = portlens("check", "--output-format", "concise", named)
    lines = [line for line in ran.out.splitlines() if "error[" in line]
    assert len(lines) == len(told)
    assert all(map(str.startswith, lines, told))


@pytest.mark.parametrize(
    "output", ["full", "concise", "json", "sarif", "github", "gitlab", "junit"]
)
@pytest.mark.parametrize("named", [".", ".env", "compose.yaml"])
@pytest.mark.parametrize(
    "env", ["A=99999\nB=hunter2\n", "B=hunter2\nA='hunter2\n", "B hunter2=1\n"]
)
def test_no_report_shows_a_value_that_is_no_port(
    portlens: Portlens, env: str, named: str, output: str
) -> None:
    Path("compose.yaml").write_text(COMPOSE)
    Path(".env").write_text(env)
    ran = portlens("check", "--output-format", output, named)
    assert ran.status == 1
    assert "hunter2" not in ran.out + ran.err
