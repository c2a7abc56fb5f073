"""Which values xinetd takes for an attribute; for one that it refuses it drops the service.

Source: xinetd 2.3.15.3, started with each of such values; xinetd.conf(5).
"""

from collections.abc import Callable, Sequence

from portlens.formats._template import MASK
from portlens.formats.xinetd.entry import Word, lower
from portlens.text.pause import pausing
from portlens.text.plain import strip_blanks, to_number
from portlens.text.regex import regex

_NUMBER = regex(r"[ \t\v\f\r]*([+-]?[0-9]+)[ \t\v\f\r]*")
_OCTAL = regex(r"[ \t\v\f\r]*([+-]?[0-7]+)[ \t\v\f\r]*")
_LOAD = regex(
    r"[ \t\v\f\r]*[+-]?(?:0[xX](?P<hex>[0-9a-fA-F.]+)|(?P<number>[0-9]+\.?[0-9]*|\.[0-9]+)"
    r"|(?i:inf|nan))"
)
_INTERVAL = regex(r"([0-9]*):([0-9]*)-([0-9]*):([0-9]*)")
_ADDRESS = regex(r"([0-9.]*)(\{.*)?")
_FACTOR = regex(r"\{[0-9]+(?:,[0-9]+)*\}")
_LONG = 1 << 63

Values = Sequence[Word]

TYPES = frozenset({"rpc", "internal", "unlisted", "special", "tcpmux", "tcpmuxplus"})
FLAGS = frozenset(
    {
        *("reuse", "intercept", "noretry", "idonly", "nameinargs", "nodelay", "keepalive"),
        *("nolibwrap", "sensor", "ipv4", "ipv6", "labeled"),
    }
)
SUCCESS = frozenset({"host", "duration", "exit", "pid", "userid", "traffic"})
_FAILURE = frozenset({"host", "attempt", "userid"})
SOCKET_TYPES = frozenset({"stream", "dgram", "raw", "seqpacket"})
_FACILITIES = frozenset(
    {
        *("daemon", "auth", "authpriv", "user", "mail", "lpr", "news", "uucp", "ftp"),
        *(f"local{number}" for number in range(8)),
    }
)
_LEVELS = frozenset({"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"})


def number_of(text: str) -> int | None:
    """Return what xinetd makes of a number: strtol(3), of which an int keeps 32 bits."""
    match = _NUMBER.fullmatch(text)
    value = to_number(match[1]) if match is not None else _LONG
    if not -_LONG <= value < _LONG:
        return None
    return (value + (1 << 31)) % (1 << 32) - (1 << 31)


def refused(name: str, operator: str, values: Values) -> Word | None:
    """Return the first of the `values` that xinetd refuses for the attribute `name`.

    None where it takes all of them. What another program fills in first is taken.
    """
    check = _CHECKS.get(name)
    if check is None or any(MASK in word.text for word in pausing(values)):
        return None
    if name == "env" and operator == "-=":
        return values[0] if values else None
    return check(values)


def _first(is_taken: Callable[[str], bool]) -> Callable[[Values], Word | None]:
    """Return the check of an attribute each of whose values is judged by itself."""

    def check(values: Values) -> Word | None:
        return next((word for word in pausing(values) if not is_taken(word.text)), None)

    return check


def _one_of(words: frozenset[str]) -> Callable[[Values], Word | None]:
    return _first(lambda text: lower(text) in words)


def _is_limit(text: str) -> bool:
    return lower(text) == "unlimited" or _size(text) is not None


def _size(text: str) -> int | None:
    """Return the bytes of a limit such as `8M`; None where it is none."""
    bare = strip_blanks(text)
    by = {"k": 1 << 10, "m": 1 << 20}.get(lower(bare[-1:]), 1)
    match = _NUMBER.fullmatch(bare[:-1] if by > 1 else bare)
    value = to_number(match[1]) if match is not None else 1 << 64
    if not -(1 << 64) < value < 1 << 64:
        return None
    return value % (1 << 64) * by if value % (1 << 64) * by < 1 << 64 else None


def _is_count(text: str) -> bool:
    number = number_of(text)
    return lower(text) == "unlimited" or (number is not None and number >= 0)


def _is_unsigned(text: str) -> bool:
    match = _NUMBER.fullmatch(text)
    return match is not None and abs(to_number(match[1])) < 1 << 64


def _is_mask(text: str) -> bool:
    match = _OCTAL.fullmatch(text)
    return match is not None and 0 <= to_number(match[1], 8) <= 0o777


def _is_load(text: str) -> bool:
    match = _LOAD.match(text)
    if match is None:
        return False
    digits = match["hex"] or match["number"]
    return digits is None or bool(digits.strip("0."))


def _is_interval(text: str) -> bool:
    match = _INTERVAL.fullmatch(text)
    if match is None:
        return False
    hour, minute, to_hour, to_minute = (to_number(part or "0") for part in match.groups())
    if hour > 23 or to_hour > 23 or minute > 59 or to_minute > 59:
        return False
    return (hour, minute) < (to_hour, to_minute)


def _is_address(text: str) -> bool:
    """Tell whether an access list takes the word; of what it cannot resolve it only warns."""
    if "," in text and "{" not in text:
        return False
    match = _ADDRESS.fullmatch(text)
    if match is None:
        return True
    head, factor = match[1], match[2]
    if factor and not _FACTOR.fullmatch(factor):
        return False
    return not head.startswith(".") and ".." not in head


def _log_type(values: Values) -> Word | None:
    first, most = values[0], {"file": 4, "syslog": 3}.get(lower(values[0].text), 0)
    if not 2 <= len(values) <= most:
        return first
    if most == 3:  # SYSLOG
        known = (_FACILITIES, _LEVELS)
        pairs = zip(values[1:], known, strict=False)
        return next((word for word, names in pairs if lower(word.text) not in names), None)
    limits = [_size(word.text) for word in values[2:]]
    if None in limits:
        return values[2 + limits.index(None)]
    soft, hard = (*limits, None, None)[:2]
    return values[3] if soft is not None and hard is not None and hard < soft else None


def _version(values: Values) -> Word | None:
    low, dash, high = values[0].text.partition("-")
    first, last = number_of(low), number_of(high if dash else low)
    is_range = first is not None and last is not None and first <= last
    return None if is_range else values[0]


_YES_OR_NO = _one_of(frozenset({"yes", "no"}))
_LIMIT = _first(_is_limit)
_CHECKS: dict[str, Callable[[Values], Word | None]] = {
    "socket_type": _one_of(SOCKET_TYPES),
    "type": _one_of(TYPES),
    "flags": _one_of(FLAGS),
    "wait": _YES_OR_NO,
    "disable": _YES_OR_NO,
    "groups": _YES_OR_NO,
    "v6only": _YES_OR_NO,
    "instances": _first(_is_count),
    "per_source": _first(_is_count),
    "cps": _first(_is_unsigned),
    "nice": _first(lambda text: number_of(text) is not None),
    "rpc_number": _first(lambda text: number_of(text) is not None),
    "rpc_version": _version,
    "umask": _first(_is_mask),
    "max_load": _first(_is_load),
    "deny_time": _first(
        lambda text: lower(text) in {"forever", "never"} or number_of(text) is not None
    ),
    "access_times": _first(_is_interval),
    "env": _first(lambda text: "=" in text),
    "log_type": _log_type,
    "log_on_success": _one_of(SUCCESS),
    "log_on_failure": _one_of(_FAILURE),
    "only_from": _first(_is_address),
    "no_access": _first(_is_address),
    "rlimit_as": _LIMIT,
    "rlimit_data": _LIMIT,
    "rlimit_files": _LIMIT,
    "rlimit_rss": _LIMIT,
    "rlimit_stack": _LIMIT,
    "rlimit_cpu": _first(lambda text: lower(text) == "unlimited" or _is_unsigned(text)),
}
