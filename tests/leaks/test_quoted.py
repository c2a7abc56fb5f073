"""Passwords that stand in a file itself are not in the lines that reports quote of it."""

from pathlib import Path

import pytest

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


# Where an address is wrong, its message repeats it.
WRONG = {
    "haproxy.cfg": f"frontend a\n  bind shop:{CANARY}@db:8080\nbackend b\n"
    f"  server a shop:{CANARY}@db:8080\n  server b shop:{CANARY}@db:99999\n",
    "nginx.conf": f"events {{}}\nhttp {{ server {{ listen shop:{CANARY}@db:8080; location / {{\n"
    f"  proxy_pass http://shop:{CANARY}@db:99999;\n  proxy_pass shop:{CANARY}@db:80; }} }} }}\n",
    "compose.yaml": f"services:\n  a:\n    image: shop:{CANARY}@db:80\n"
    f"    ports: ['shop:{CANARY}@db:80:80', 'shop:{CANARY}@80', 80000]\n"
    f"    expose: ['shop:{CANARY}@80']\n",
    "Dockerfile": f"FROM a\nEXPOSE shop:{CANARY}@db:80\nEXPOSE shop:{CANARY}@80\n",
    "sshd_config": f"ListenAddress shop:{CANARY}@db:80\nPort shop:{CANARY}@80\n",
    "ssh_config": f"Host a\n  LocalForward shop:{CANARY}@8080 shop:{CANARY}@db:80\n"
    f"  ProxyJump shop:{CANARY}@db:99999\n  HostName shop:{CANARY}@db:22\n",
    "a.socket": f"[Socket]\nListenStream=shop:{CANARY}@db:80\n",
    "prometheus.yml": "scrape_configs:\n  - job_name: a\n    static_configs:\n"
    f"      - targets: ['http://shop:{CANARY}@db:80', 'shop:{CANARY}@db:99999']\n",
    "devcontainer.json": f'{{"image": "a", "forwardPorts": ["shop:{CANARY}@db:80"],\n'
    f'"appPort": ["shop:{CANARY}@80:80"]}}\n',
    ".github/workflows/a.yml": "on: push\njobs:\n  a:\n    runs-on: ubuntu-latest\n"
    f"    services: {{b: {{image: b, ports: ['shop:{CANARY}@db:80']}}}}\n",
    "httpd.conf": f"Listen shop:{CANARY}@db:80\nListen shop:{CANARY}@80\n"
    f"ProxyPass / http://shop:{CANARY}@db:99999/\n<VirtualHost shop:{CANARY}@db:80>\n"
    "</VirtualHost>\n",
    "Caddyfile": f"a.example {{\n  bind shop:{CANARY}@db:80\n"
    f"  reverse_proxy db:99999 shop:{CANARY}@db\n}}\n",
}


@pytest.mark.parametrize("password", [CANARY, "correcthorse", "hunter2:secret", ":correct-horse:"])
@pytest.mark.parametrize("name", WRONG)
def test_no_message_repeats_a_password_before_a_host(
    tmp_path: Path, name: str, password: str
) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(WRONG[name].replace(CANARY, password))
    assert "[" in said(["check", str(file), "--output-format", "concise"])  # the id of a rule
    for output_format in CHECKS if password == CANARY else ("full",):
        out = said(["check", str(file), "--output-format", output_format])
        for part in filter(None, password.split(":")):
            assert part not in out, output_format


def test_a_word_of_a_message_is_no_password_because_one_is_spelt_alike(tmp_path: Path) -> None:
    (tmp_path / "compose.yaml").write_text(
        "services:\n  shop:\n    image: shop\n    environment:\n"
        "      STORE: postgres://postgres:postgres@localhost:5432/shop\n"
        "  postgres: {image: postgres}\n"
    )
    out = said(["check", str(tmp_path)])
    assert "postgres listens on 5432" in out
    assert "Connect to postgres:5432" in out
    assert "STORE: postgres://postgres:********@localhost:5432/shop" in out


def test_a_wrong_address_names_its_user_and_no_password_spelt_alike(tmp_path: Path) -> None:
    (tmp_path / "haproxy.cfg").write_text("frontend a\n  bind host:host@db:80\n")
    out = said(["check", str(tmp_path / "haproxy.cfg")])
    assert "host:****@db is not host:port" in out
    assert "bind host:****@db:80" in out
