"""Whether `name:number` is an address: `LOGIN=redis:31337` is a user with a password.

Nothing in the two tells them apart. So the key has to speak of an address, or the option of a
command must not speak of a login; what stands behind neither is left alone, and never shown.
"""

import re

from portlens.text.regex import regex

# How far back what says it may stand.
_LONGEST = 2_000
_LONGEST_OPTION = 200
_MOST_LINES = 40

# The last key before the value: `KEY=`, `key: `, `--option=`.
_KEY = regex(r"(?<![\w.-])(-{0,2})([A-Za-z_][\w.-]*)[\"']?[ \t]*[=:](?![/0-9])")
_INDENT = regex(r"[ \t]*(?:-[ \t]+)*")

_ENDINGS = (
    *("host", "hosts", "hostname", "hostport", "addr", "addrs", "address", "addresses"),
    *("url", "urls", "uri", "uris", "endpoint", "endpoints", "server", "servers"),
    *("broker", "brokers", "upstream", "upstreams", "dsn", "target", "targets"),
    *("backend", "backends", "listeners", "nameserver"),
)
_WORDS = frozenset(
    {
        *("bootstrap", "cluster", "connect", "gateway", "master", "node", "nodes", "origin"),
        *("peer", "peers", "proxy", "quorum", "replica", "replicas", "replset", "resolver"),
        *("seed", "seeds", "sentinel", "sentinels", "socket", "voters", "zookeeper"),
    }
)
# They say of an address which one it is, or how it is written.
_BESIDE = frozenset(
    {
        *("config", "default", "external", "internal", "list", "port", "ports", "primary"),
        *("private", "public", "secondary", "string"),
    }
)
_PART = regex(r"[A-Za-z]+")
# What is run: its words are arguments, of which the option before them tells.
_RUN = frozenset({"args", "command", "entrypoint", "test"})
# The option that a word of a command stands behind: it may be its value.
_OPTION = regex(
    r"(?<![\w-])(--?)([A-Za-z][\w.-]*)[\s,=\\\"']+(?:-[ \t]+)?[\\\"']*\Z",
)
_LOGIN = regex(r"user|auth|login|pass|pwd|cred|secret|token|key|account|basic|admin")
_SHORT_LOGINS = frozenset("uUpPaA")
# Options without a value: the word behind is no matter of theirs.
_FLAGS = frozenset(
    {
        *("fail", "silent", "show-error", "insecure", "head", "verbose", "location", "compressed"),
        *("quiet", "no-verbose", "spider", "strict", "tls", "plaintext", "wait"),
    }
)
# Options whose values are addresses, beside the keys that are.
_TOLD = frozenset(
    {
        *("advertise", "bind", "cache", "database", "db", "join", "listen", "remote", "sink"),
        *("source", "store", "tcp", "to", "udp"),
    }
)
_FEW = 3  # short options in a bundle that may be all in small letters: more are a word


def is_address(text: str, start: int, name: str, beginning: int = 0) -> bool:
    """Tell whether the name at `start`, with a colon and a number behind it, is a host's.

    What tells is looked for from `beginning` on, that of the service.
    """
    before = text[max(beginning, start - _LONGEST) : start]
    dashes, key = _last_key(re.split(r"[\r\n]+", before)[-1]) or _key_above(before)
    if key.lower() in _RUN or dashes:
        option = _OPTION.search(before[-_LONGEST_OPTION:])
        return option is None or _is_address_option(option[1], option[2], name)
    return _is_address_key(key, name.lower())


def _is_address_option(dashes: str, option: str, name: str) -> bool:
    """Tell whether the word behind an option may be an address: `curl -fsSu` wants a login."""
    lower = option.lower()
    if _LOGIN.search(lower) is not None:
        return False
    if dashes == "-" and (len(option) <= _FEW or option != lower):
        return option[-1] not in _SHORT_LOGINS
    last = _PART.findall(lower)[-1]
    return lower in _FLAGS or last in _TOLD or _is_address_key(option, name.lower())


def _is_address_key(key: str, name: str) -> bool:
    """Tell whether a value of `key` is an address: `DB_HOST`, `redis.servers`, `BROKER_LIST`.

    So it is where the key is the name itself: `APP_REDIS=redis:6379`.
    """
    parts: list[str] = [part.lower() for part in _PART.findall(key)]
    while parts and parts[-1] in _BESIDE:
        parts.pop()
    last = parts[-1] if parts else ""
    return last in _WORDS or last == name or last.endswith(_ENDINGS)


def _key_above(before: str) -> tuple[str, str]:
    """Return the key in a line above behind which a value stands, and its dashes.

    That line is indented less, or as much where the value is the item of a list.
    """
    whole = before if len(before) < _LONGEST else before.partition("\n")[2]
    *above, own = re.split(r"[\r\n]+", whole)
    inside = _depth(own)
    for line in above[: -_MOST_LINES - 1 : -1]:
        blanks, is_item = _depth(line)
        if blanks < inside[0] or (blanks == inside[0] and inside[1] and not is_item):
            found = _last_key(line)
            if found is not None:
                return found
    return "", ""


def _last_key(line: str) -> tuple[str, str] | None:
    found = None
    for match in _KEY.finditer(line):
        found = match[1], match[2]
    return found


def _depth(line: str) -> tuple[int, bool]:
    """Return how many blanks a line begins with, and whether it is the item of a list."""
    blanks = len(line) - len(line.lstrip(" \t"))
    match = _INDENT.match(line)
    return blanks, match is not None and match.end() > blanks
