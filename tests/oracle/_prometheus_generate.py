"""Prometheus configurations whose targets are what people write, and what they should not."""

from random import Random

_HOSTS = (
    "api",
    "localhost",
    "10.0.0.1",
    "[::1]",
    "a.example.com",
    "",
    "*",
    "a b",
    "9090",
    "A_b",
    "é",
)
_PORTS = (
    "",
    ":80",
    ":9090",
    ":65535",
    ":65536",
    ":99999",
    ":0",
    ":http",
    ":",
    ":8 0",
    ":-1",
    ":080",
)
_BEFORE = ("", "", "", "", "http://", "https://", "//", "/")
_BEHIND = ("", "", "", "", "/metrics", "/", "?x=1", "#a")
_PLAIN = ("null", "~", '""', "''", "true", "80", "1.5", "90:80", "2001-01-01", "0x50")
_BLACKBOX = """\
    relabel_configs:
      - {source_labels: [__address__], target_label: __param_target}
      - {target_label: __address__, replacement: 'blackbox:9115'}
"""
_RELABEL = ("", "", "", "    relabel_configs: []\n", _BLACKBOX)
_SCHEMES = ("", "", "    scheme: https\n", "    metrics_path: /probe\n")


def prometheus(random: Random) -> str:
    """Return a configuration with a few jobs, each with one list of targets."""
    jobs = "".join(_job(random, f"job{number}") for number in range(random.randint(1, 3)))
    text = f"scrape_configs:\n{jobs}"
    if random.random() < 0.3:
        targets = _targets(random)
        text += f"alerting:\n  alertmanagers:\n  - static_configs:\n    - targets: {targets}\n"
    if random.random() < 0.3:
        text += "remote_write:\n  - url: http://store:9009/api/v1/push\n"
    return text


def _job(random: Random, name: str) -> str:
    parts = [random.choice(_SCHEMES), random.choice(_RELABEL)]
    parts.append(f"    static_configs:\n      - targets: {_targets(random)}\n")
    random.shuffle(parts)
    return f"  - job_name: {name}\n{''.join(parts)}"


def _targets(random: Random) -> str:
    return f"[{', '.join(_target(random) for _ in range(random.choice((0, 1, 1, 2))))}]"


def _target(random: Random) -> str:
    if random.random() < 0.1:
        return random.choice(_PLAIN)
    is_usual = random.random() < 0.6
    before = "" if is_usual else random.choice(_BEFORE)
    behind = "" if is_usual else random.choice(_BEHIND)
    quote = random.choice("'\"")
    return f"{quote}{before}{random.choice(_HOSTS)}{random.choice(_PORTS)}{behind}{quote}"
