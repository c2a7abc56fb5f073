"""ufw's own code as the judge of application profiles: the same ports refused, and no other."""

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from portlens.analysis import analyse
from tests._judge import context, document
from tests.oracle._long import Record, chance

_FILES = 1000
_PACKAGE = Path("/usr/lib/python3/dist-packages")
# It prints the profiles that are taken; the command itself would ask this machine's firewall.
_JUDGE = """
import builtins, sys
sys.path.insert(0, sys.argv[1])
builtins._ = lambda text: text
import ufw.applications
print(*ufw.applications.get_profiles(sys.argv[2]), sep="\\n")
"""
_PORTS = (
    *("80", "443", "65535", "65536", "0", "008", "1", "http", "domain", "any", "", "x", " 80"),
    *(
        "80:90",
        "90:80",
        "80:80",
        "0:80",
        "80:65536",
        "80-90",
        "80:",
        ":80",
        "80:90:100",
        "-1",
        "+1",
    ),
)
_TRANSPORTS = (
    "/tcp",
    "/tcp",
    "/tcp",
    "/udp",
    "/udp",
    "",
    "",
    "/any",
    "/TCP",
    "/esp",
    "/",
    "/tcp/x",
)


def _ports(random: Random) -> str:
    is_usual = random.random() < 0.5
    ports = (*_PORTS[:3], "80:90", "http") if is_usual else _PORTS
    transports = _TRANSPORTS[:5] if is_usual else _TRANSPORTS
    rules = (
        ",".join(random.choice(ports) for _ in range(random.choice((1, 1, 2, 3, 16))))
        + random.choice(transports)
        for _ in range(random.choice((1, 1, 1, 2, 3)))
    )
    return "|".join(rules)


@pytest.mark.oracle
def test_generated_profiles(tmp_path: Path, record_property: Record) -> None:
    if not (_PACKAGE / "ufw" / "applications.py").exists():
        pytest.skip("ufw is not installed here: apt-get install ufw")
    record_property("files", _FILES)
    random = chance("ufw")
    # A value that begins with a blank is one without it to whoever reads the file.
    profiles = {f"Profile {number}": _ports(random).strip(" ") for number in range(_FILES)}
    text = "".join(
        f"[{name}]\ntitle=a\ndescription=b\nports={ports}\n\n" for name, ports in profiles.items()
    )
    (tmp_path / "generated").write_text(text, "utf-8")
    arguments = [sys.executable, "-W", "ignore", "-c", _JUDGE, str(_PACKAGE), str(tmp_path)]
    answer = subprocess.run(arguments, capture_output=True, check=True, timeout=100, text=True)
    taken = set(answer.stdout.split("\n")) - {""}
    assert taken < profiles.keys(), answer.stderr
    wrong = [
        (ports, name in taken)
        for name, ports in profiles.items()
        if _is_refused(ports) == (name in taken)
    ]
    assert not wrong, f"{len(wrong)} of {len(profiles)}: {wrong[:5]}"
    assert _FILES / 5 < len(taken) < _FILES * 4 / 5


def _is_refused(ports: str) -> bool:
    text = f"[Profile]\ntitle=a\ndescription=b\nports={ports}\n"
    subject = document("ufw", text)
    found = analyse(subject, context({subject.path: text})).findings
    return any(judged.severity == "error" for judged in found)
