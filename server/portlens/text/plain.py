"""Digits and blanks as programs know them: those of ASCII alone.

Python's own `str.isdigit`, `str.split()` and `str.strip()` also take `²`, `٣`, U+00A0 and U+3000
for digits and blanks; nginx, OpenSSH, Compose and the C library do not, and `int` raises at some
of them. Readers and rules ask here instead; a test holds them to it.
"""

BLANKS = " \t\n\v\f\r"

# What programs written in Go take for blanks where they ask `unicode.IsSpace`.
GO_BLANKS = BLANKS + "\x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
GO_BLANKS += "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

# The value of whatever has more digits than this: in every base too high for a port, and low
# enough to be written again. Python refuses to convert numbers of some thousands of digits.
_MOST_DIGITS = 24
HUGE = 10**_MOST_DIGITS


def is_number(text: str) -> bool:
    """Tell whether `text` is made of decimal digits, and of nothing else."""
    return text.isascii() and text.isdigit()


def to_number(text: str, base: int = 10) -> int:
    """Return the value of `text`, digits of `base` that may have a sign; at most `HUGE`.

    The cost is linear in the length of `text`. Raises ValueError where it is no such number.
    """
    sign, digits = (-1, text[1:]) if text[:1] == "-" else (1, text.removeprefix("+"))
    digits = digits.lstrip("0") or digits[-1:]
    return sign * (HUGE if len(digits) > _MOST_DIGITS else int(digits, base))


def strip_blanks(text: str) -> str:
    """Return `text` without the blanks at its ends."""
    return text.strip(BLANKS)


def split_blanks(text: str) -> list[str]:
    """Return the stretches of `text` between blanks; none of a text of blanks."""
    for blank in BLANKS[1:]:
        if blank in text:
            text = text.replace(blank, " ")
    return [word for word in text.split(" ") if word]
