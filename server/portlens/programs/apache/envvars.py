"""The variables that Debian's `envvars` gives httpd, as far as they are certain.

Source: /etc/apache2/envvars of Debian, a script for the shell that apache2ctl and the service read
before each start: what it exports takes the place of what the environment has.
"""

from collections import Counter

from portlens.text.pause import pause
from portlens.text.regex import regex

NAME = "envvars"
_EXPORT = regex(r"export[ \t]+([A-Za-z_]\w*)=(.*)")
# A value that the shell takes as it stands.
_VALUE = regex(r"""(?:([\w./:@%+,-]*)|'([^']*)'|"([^"$`\\]*)")(?:[ \t]+#.*|[ \t]*)""")
_SET = regex(r"(?<![\w$])([A-Za-z_]\w*)(?=:?=)|\b(?:unset|read)[ \t]+([A-Za-z_]\w*)")
_BEGINS = regex(r"[ \t]*(?:if|case|for|while|until)\b")
_ENDS = regex(r"[ \t]*(?:fi|esac|done)\b")
# Another script, a function or text for one may set anything.
_OPAQUE = regex(r"(?m)^[ \t]*(?:\.|source|eval)[ \t]|\(\)|<<")


def variables_of(text: str) -> dict[str, str]:
    """Return what the script exports in any case, of the names that it sets in one place only."""
    if _OPAQUE.search(text):
        return {}
    found: dict[str, str] = {}
    times = Counter(match[1] or match[2] for match in _SET.finditer(text))
    depth = 0  # branches and loops that are open
    for line in text.replace("\r", "").split("\n"):
        pause()
        depth += 1 if _BEGINS.match(line) else -1 if _ENDS.match(line) else 0
        match = _EXPORT.fullmatch(line)
        value = _VALUE.fullmatch(match[2]) if match is not None else None
        if match is not None and value is not None and not depth and times[match[1]] == 1:
            found[match[1]] = next(each for each in value.groups() if each is not None)
    return found
