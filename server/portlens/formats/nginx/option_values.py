"""What nginx takes as the value of an option of `listen`.

Source: nginx 1.22.1 run on each form; times are those of its `ngx_parse_time`.
"""

from portlens.text.plain import to_number
from portlens.text.regex import regex

_NUMBER = regex(r"[0-9]+")
_SIZE = regex(r"[0-9]+[kKmM]?")
_PATTERNS = {
    "setfib": _NUMBER,
    "fastopen": _NUMBER,
    "rcvbuf": _SIZE,
    "sndbuf": _SIZE,
    "ipv6only": regex(r"on|off"),
}
# Each unit once, the largest first; a number without a unit means seconds.
_TIME = regex(
    r"(?=[0-9])(?:[0-9]+y)?(?:[0-9]+M)?(?:[0-9]+w)?(?:[0-9]+d)?(?:[0-9]+h)?(?:[0-9]+m)?"
    r"(?:[0-9]+s?)?"
)
_HIGHEST = 2**63 - 1


def is_value(option: str, value: str) -> bool:
    """Tell whether nginx takes `value` for `option`; of options unknown here it takes any."""
    if option == "backlog":
        return _NUMBER.fullmatch(value) is not None and 0 < to_number(value) <= _HIGHEST
    if option == "so_keepalive":
        return value in {"on", "off"} or _is_keepalive(value)
    pattern = _PATTERNS.get(option)
    return pattern is None or pattern.fullmatch(value) is not None


def _is_keepalive(value: str) -> bool:
    """Tell whether `value` is `idle:interval:count`, of which some part is there and not 0."""
    idle, _, rest = value.partition(":")
    interval, _, count = rest.partition(":")
    if not all(not time or _TIME.fullmatch(time) for time in (idle, interval)):
        return False
    if count and not _NUMBER.fullmatch(count):
        return False
    return any(digit in "123456789" for digit in value)
