"""The real nginx as a judge: `nginx -t` on a text, and what its words mean in rule ids."""

import re
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import NamedTuple

from tests.oracle.nginx_generator import SOCKET

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
MODULES = [
    path
    for name in ("ngx_stream_module.so", "ngx_mail_module.so")
    for path in Path("/usr/lib/nginx/modules").glob(name)
]
IS_MISSING = NGINX is None or len(MODULES) < 2
NEEDED = "needs nginx: apt-get install nginx-light libnginx-mod-stream libnginx-mod-mail"


class Verdict(NamedTuple):
    """What nginx said: the first error, the warnings; lines count from 1, 0: none is told."""

    error: str
    line: int
    warnings: tuple[str, ...]

    @property
    def rules(self) -> frozenset[str]:
        """The rules that may report the error; empty where nginx found none."""
        return rules_of(self.error) if self.error else frozenset()


def version() -> tuple[int, int, int]:
    """Return the version of the nginx that is installed."""
    said = subprocess.run([NGINX, "-v"], capture_output=True, text=True, check=True).stderr
    first, second, third = re.findall(r"\d+", said)[:3]
    return int(first), int(second), int(third)


def verdicts(texts: list[str], folder: Path) -> list[Verdict]:
    """Ask nginx about every text; two at a time, a few milliseconds each."""

    def ask(numbered: tuple[int, str]) -> Verdict:
        number, text = numbered
        path = folder / f"{number}.conf"
        path.write_text(preamble(folder, number) + text + "\n")
        command = [NGINX, "-t", "-e", "stderr", "-p", str(folder), "-c", str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        return verdict(done.stderr)

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(ask, enumerate(texts)))


@cache
def own_network() -> tuple[str, ...] | None:
    """Return the command that gives a program a network of its own; None: there is none here.

    Where the kernel lets users be root in a namespace of theirs, nobody has to be root.
    """
    if not shutil.which("ip"):
        return None
    for options in ("-n", "-rn"):
        command = ("unshare", options)
        try:
            done = subprocess.run([*command, "true"], capture_output=True, check=False)
        except FileNotFoundError:
            return None
        if done.returncode == 0:
            return command
    return None


def starts(texts: list[str], folder: Path) -> list[str]:
    """Start nginx on every text, each in a network of its own; return what it could not bind."""

    def start(numbered: tuple[int, str]) -> str:
        number, text = numbered
        path = folder / f"start-{number}.conf"
        begin = preamble(folder, number).replace("stderr", "stderr notice", 1)
        # A unix socket is a file, and stays when nginx is killed.
        path.write_text(begin + text.replace(SOCKET, f"{folder}/{number}.sock"))
        shell = f"""
            ip link set lo up
            ip address add 10.1.2.3/32 dev lo
            ip -6 address add fd00::1/128 dev lo nodad 2>/dev/null
            exec {NGINX} -e stderr -p {folder} -c {path} -g "daemon off; master_process off;"
        """
        command = [*(own_network() or ()), "sh", "-c", shell]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
            # Once all is bound nginx tells which method it waits for events by.
            said = next((line for line in process.stderr if _BOUND_OR_NOT.search(line)), "nothing")
            process.kill()
        return "" if "event method" in said else said

    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(start, enumerate(texts)))


_BOUND_OR_NOT = re.compile(r"event method|failed \(98")


def preamble(folder: Path, number: int) -> str:
    """Return one line that makes a text without `events` a whole configuration."""
    modules = "".join(f"load_module {path}; " for path in MODULES)
    return f"{modules}pid {folder}/{number}.pid; error_log stderr; events {{ }} "


_SAID = re.compile(r"\[(emerg|warn)\] (?:\d+#\d+: )?(.*?)(?: in \S+?:(\d+))?$", re.MULTILINE)


def verdict(said: str) -> Verdict:
    """Return the verdict in nginx's own words."""
    found = [(match[1], match[2], int(match[3] or 0)) for match in _SAID.finditer(said)]
    errors = [(text, line) for level, text, line in found if level == "emerg"]
    warnings = tuple(text for level, text, _ in found if level == "warn")
    return Verdict(*(errors[0] if errors else ("", 0)), warnings)


_ADDRESS_RULES = {"invalid-address", "invalid-port", "invalid-transport"}
# nginx takes the line behind a forgotten `;` for more words of the same statement.
_END = "wrong-directive-end"
_PLACE = "misplaced-directive"
_MEANINGS: tuple[tuple[str, set[str]], ...] = (
    (r"is not terminated by|has no opening|unexpected \"[};]\"", {_END}),
    (r"directive is not allowed here", {_PLACE}),
    (r"a duplicate listen|duplicate \".*\" address and port pair", {"duplicate-listen"}),
    (r"a duplicate default server", {"duplicate-default-server"}),
    (r"duplicate listen options", {"duplicate-listen-options"}),
    (r"parameter is incompatible with", {"incompatible-listen-options"}),
    (r"invalid parameter|the invalid \".*\" parameter", {"invalid-listen-option", _END}),
    (
        r"invalid (?:backlog|rcvbuf|sndbuf|ipv6only|fastopen|so_keepalive)",
        {"invalid-listen-option"},
    ),
    (r"invalid port range", {"invalid-port-range"}),
    (r"may not have port", {"upstream-with-port"}),
    (r"no port in upstream \"[$*]", {"invalid-address"}),
    (r"number of arguments", {"missing-port", _END, _PLACE}),
    (r"no port in upstream|no \"listen\" is defined|has no port", {"missing-port"}),
    (r"unknown mail protocol", {"unknown-mail-protocol"}),
    (
        r"invalid port|invalid address",
        {"port-out-of-range", "missing-port", "service-name-not-allowed", *_ADDRESS_RULES},
    ),
    (r"invalid host|no host|invalid IPv6 address|no path in", _ADDRESS_RULES),
    (r"invalid URL prefix", {"invalid-address"}),
    (r"bind\(\) to \S+ failed \(22", {"unbindable-address"}),
    (r"host not found in", {"service-name-not-allowed", "missing-port", *_ADDRESS_RULES}),
)


def rules_of(error: str) -> frozenset[str]:
    """Return the rules that may report an error of nginx, told by its words."""
    for pattern, rules in _MEANINGS:
        if re.search(pattern, error):
            return frozenset(rules)
    return frozenset({f"no rule is known for: {error}"})
