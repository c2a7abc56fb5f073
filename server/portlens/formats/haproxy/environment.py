"""The variables of HAProxy's environment, as far as a configuration itself sets them.

Source: HAProxy's configuration manual, sections 2.3 ("Environment variables") and 3.1 (`setenv`,
`presetenv`, `unsetenv`, `resetenv`), and `haproxy -c` of 2.6: variables of addresses are replaced
with quotes and without.
"""

from collections.abc import Mapping, Sequence

from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex

_USE = regex(r"\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))")
# A port, a range, a host, or both: what else stands there may be a password.
_PLAIN = regex(r"[0-9]{1,5}(?:-[0-9]{1,5})?|(?:[A-Za-z0-9][\w.-]{0,80}|\*)?(?::[0-9]{1,5})?")


class Value(NamedTuple):
    """The value of a variable whose name ends at `end`."""

    text: str
    end: int


def value_at(text: str, position: int, end: int, known: Mapping[str, str]) -> Value | None:
    """Return the value of the variable at `position`, None where none is or nobody knows it."""
    match = _USE.match(text, position, end)
    value = known.get(match[1] or match[2]) if match is not None else None
    return Value(value, match.end()) if match is not None and value else None


def set_variables(known: dict[str, str], words: Sequence[str], *, is_certain: bool) -> None:
    """Let a line of `global` change the variables; one that an `.if` decides makes them unknown.

    What `presetenv` sets may have a value before HAProxy is started, which nobody sees here.
    """
    keyword, names = words[0], words[1:]
    if keyword == "setenv" and len(names) > 1:
        if is_certain and _PLAIN.fullmatch(names[1]):
            known[names[0]] = names[1]
        else:
            known.pop(names[0], None)
    elif keyword == "unsetenv":
        for name in names:
            known.pop(name, None)
    elif keyword == "resetenv":
        for name in known.keys() - (set(names) if is_certain else set()):
            del known[name]
