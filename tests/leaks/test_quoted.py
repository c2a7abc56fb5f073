"""Passwords that stand in a file itself are not in the lines that reports quote of it."""

from pathlib import Path

from tests.leaks._outputs import CHECKS, INVENTORIES, said
from tests.leaks.test_secrets import CANARY

COMPOSE = f"""\
services:
  shop:
    image: shop
    environment:
      POSTGRES_PASSWORD: {CANARY}
      STORE: postgres://shop:{CANARY}@store:99999/shop
      CACHE: redis://:{CANARY}@localhost:6379
      API_TOKEN: {CANARY}
    ports: ["70000:80"]
  cache: {{image: redis}}
  store: {{image: postgres}}
"""


def test_no_report_quotes_a_password(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(COMPOSE)
    for command, formats in (("check", CHECKS), ("ports", INVENTORIES)):
        for name in formats:
            out = said([command, str(tmp_path), "--output-format", name])
            assert CANARY not in out, (command, name)
    assert f"redis://:{'*' * len(CANARY)}@localhost:6379" in said(["check", str(tmp_path)])
