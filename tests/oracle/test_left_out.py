"""Which files the programs read of a folder, in their own words: the others are left out.

Each case has ports of its own in every file, so that what a program tells of ports tells its files.
"""

import os
import subprocess
from itertools import count
from pathlib import Path
from random import Random

import pytest

from portlens.catalogue.load import catalogue
from portlens.network.context import Context
from portlens.network.left_out import left_out_of
from portlens.programs.program import opened
from portlens.workspace.document import Document
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace
from tests.oracle._compose import ask_compose
from tests.oracle._long import Record, chance
from tests.oracle._run import said, sshd_program
from tests.oracle.get_compose import BINARY
from tests.oracle.nginx_program import IS_MISSING, NEEDED, NGINX

CASES = 24
COMPOSE_NAMES = (
    *(f"{stem}.{end}" for stem in ("compose", "docker-compose") for end in ("yaml", "yml")),
    *(
        f"{stem}.override.{end}"
        for stem in ("compose", "docker-compose")
        for end in ("yaml", "yml")
    ),
)

pytestmark = pytest.mark.oracle


def _counted(paths: list[Path]) -> list[Path]:
    """Return those of the files that portlens counts."""
    around = Context(catalogue(), Settings(), Workspace())
    found = [around.workspace.document(str(path)) for path in paths]
    documents = [document for document in found if document is not None]
    assert len(documents) == len(paths)
    left_out = left_out_of(documents, lambda _: around)
    return [path for path in paths if str(path) not in left_out]


@pytest.mark.skipif(not BINARY.exists(), reason="run tests/oracle/get_compose.py for the binary")
def test_docker_compose(tmp_path: Path, record_property: Record) -> None:
    random = chance("left out by compose")
    record_property("folders", CASES)
    for case in range(CASES):
        names = random.sample(COMPOSE_NAMES, random.randint(2, 6))
        files = {name: _service(port) for name, port in zip(names, count(7000))}
        chosen = random.choice(names)
        if random.random() < 0.3:
            files[".env"] = f"COMPOSE_FILE={chosen}\n"
        told = ask_compose(files)
        folder = tmp_path / str(case)
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, "utf-8")
        published = {int(port[1]) for ports in told.ports.values() for port in ports}
        around = Workspace()
        counted = {path.name for path in _counted([folder / name for name in names])}
        if not told.is_accepted:  # overrides alone: whoever means one has to name it
            assert all(".override." in name for name in names), (told, names)
            assert counted == set(names)
            continue
        ports = {
            use.port.first
            for name in counted
            for _, use in opened(_read(around, folder / name), around)
            if use.port is not None
        }
        assert ports == published, (files, counted)


def _service(port: int) -> str:
    return f"services: {{s{port}: {{image: x, ports: ['{port}:80']}}}}\n"


def _read(around: Workspace, path: Path) -> Document:
    found = around.document(str(path))
    assert found is not None
    return found


@pytest.mark.skipif(IS_MISSING, reason=NEEDED)
def test_nginx(tmp_path: Path, record_property: Record) -> None:
    random = chance("left out by nginx")
    record_property("folders", CASES)
    seen = 0
    for case in range(CASES):
        folder = tmp_path / str(case)
        files = _sites(folder, random)
        command = [
            str(NGINX),
            "-T",
            "-e",
            "stderr",
            "-p",
            str(folder),
            "-c",
            str(folder / "nginx.conf"),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        head = "# configuration file "
        told = [
            line.removeprefix(head).rstrip(":") for line in done.stdout.splitlines() if head in line
        ]
        loaded = {os.path.realpath(path) for path in told}
        counted = _counted(files)
        for path in files:
            is_loaded = os.path.realpath(path) in loaded
            # A folder of which nginx reads nothing may be another's.
            if path in counted and not is_loaded:
                assert path.parent not in {Path(each).parent for each in loaded}, (path, told)
            assert path in counted or not is_loaded, (path, told)
            seen += path not in counted
    assert seen > CASES


def _sites(folder: Path, random: Random) -> list[Path]:
    """Write a configuration with sites, some linked, and return its files."""
    for name in ("conf.d", "sites-available", "sites-enabled"):
        (folder / name).mkdir(parents=True)
    includes = random.sample(
        ["conf.d/*.conf", "conf.d/a.conf", "sites-enabled/*", "sites-enabled/*.conf", "none.d/*"], 2
    )
    lines = "".join(f"  include {each};\n" for each in includes)
    main = folder / "nginx.conf"
    main.write_text(f"pid {folder}/pid;\nevents {{}}\nhttp {{\n  access_log off;\n{lines}}}\n")
    files = [main]
    names = [f"conf.d/{name}" for name in ("a.conf", "b.conf", "a.conf.bak", "c.conf.disabled")]
    names += [f"sites-available/{name}" for name in ("x", "y.conf", "z.conf.old")]
    for name, port in zip(random.sample(names, 5), count(7000)):
        (folder / name).write_text(f"server {{ listen {port}; }}\n")
        files.append(folder / name)
        if name.startswith("sites-available") and random.random() < 0.5:
            link = folder / name.replace("available", "enabled")
            link.symlink_to(f"../{name}")
    return files


def test_sshd(tmp_path: Path, record_property: Record) -> None:
    sshd = sshd_program()
    cases = [
        (include, name)
        for include in (
            "",
            "Include {0}/sshd_config.d/*.conf\n",
            "Include {0}/sshd_config.d/b.conf\n",
        )
        for name in ("a.conf", "b.conf")
    ]
    record_property("folders", len(cases))
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    for number, (include, name) in enumerate(cases):
        folder = tmp_path / str(number) / "etc" / "ssh"
        (folder / "sshd_config.d").mkdir(parents=True)
        main, part = folder / "sshd_config", folder / "sshd_config.d" / name
        main.write_text(f"HostKey {key}\n{include.format(folder)}Port 7000\n")
        part.write_text("Port 7001\n")
        status, out, errors = said([sshd, "-T", "-f", str(main)])
        assert not status, errors
        assert (part in _counted([main, part])) is ("port 7001" in out.lower()), (include, name)
