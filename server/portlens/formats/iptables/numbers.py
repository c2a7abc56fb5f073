"""Numbers as iptables reads them: with strtoul(3) in base 0, or as getaddrinfo(3) does."""

from portlens.text.plain import to_number
from portlens.text.regex import regex

_ANY_BASE = regex(r"[ \t\n\v\f\r]*\+?(?:0[xX]([0-9a-fA-F]+)|(0[0-7]*)|([1-9][0-9]*))")
_DECIMAL = regex(r"[ \t\n\v\f\r]*\+?([0-9]+)")
_LONGEST = 2**64  # from here on getaddrinfo(3) looks for a service of that name


def c_number(text: str) -> int | None:
    """Return the number that all of `text` is to C, hexadecimal and octal ones too."""
    number, end = leading_number(text)
    return number if end == len(text) else None


def leading_number(text: str) -> tuple[int | None, int]:
    """Return the number that `text` begins with to C, and where it ends; None and 0 without one."""
    match = _ANY_BASE.match(text)
    if match is None:
        return None, 0
    for digits, base in zip(match.groups(), (16, 8, 10), strict=True):
        if digits is not None:
            return to_number(digits, base), match.end()
    return None, 0


def resolved_number(text: str) -> int | None:
    """Return the number that all of `text` is to getaddrinfo(3), which may be too high."""
    match = _DECIMAL.fullmatch(text)
    number = to_number(match[1]) if match else None
    return number if number is not None and number < _LONGEST else None
