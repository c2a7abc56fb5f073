"""What only a file that is called as samples and templates are may hold for others to fill in."""

import re

# `#PORT#`, `<port>`, `YOUR_PORT`, `CHANGEME`, and a tag over several lines.
OVER_LINES = r"\{\{[^{}]{0,400}\}\}"
TO_FILL_IN = (
    r"\#[A-Za-z_]\w*\#|(?<!<)<[A-Za-z_][\w .-]{0,60}>|(?i:\b(?:your|change|replace)[_-]?\w[\w-]*)"
    rf"|{OVER_LINES}"
)
WITH_DOLLAR = rf"{TO_FILL_IN}|\$[A-Za-z_]\w*"
# Of these, what stands for a port where names may stand as well: what says so itself, what a
# colon joins to something else, and what follows a statement that takes a port.
_SAYS_PORT = r"(?i)(?:\b|_|your|change|replace)ports?(?![A-Za-z])"
_TAKES_PORT = r"(?i)\b(?:listen|port|published|target|(?:local|remote|dynamic)forward)[\"': \t=]+\Z"
_NAMES_IMAGE = r"[ \t-]*[\"']?image[\"']?[ \t]*:"


def known(match: re.Match[str]) -> str:
    """Return what is found for others to fill in, written `@_port_@` where a port stands."""
    word, text, end = match[0], match.string, match.end()
    if not ("\n" in word or "\r" in word if word.startswith("{{") else _is_port(match)):
        return word
    before = text[max(0, match.start() - 1) : match.start()]
    if re.fullmatch(r"[\w@]", before) or re.match(r"[\w@]", text[end : end + 1]):
        return word
    return f"@_{re.sub(r'[^A-Za-z0-9_]', '_', word[2:-1])}@"


def _is_port(match: re.Match[str]) -> bool:
    """Tell whether a port stands at `match`, and no name or key of a mapping."""
    text, start, end = match.string, match.start(), match.end()
    # No further back than this, since a line may be the whole text.
    line = re.split(r"[\r\n]", text[max(0, start - 200) : start])[-1]
    is_key = re.match(r"[\"']?:(?:\s|\Z)", text[end : end + 3])
    if is_key or re.match(_NAMES_IMAGE, line):
        return False
    if line.endswith(":") or text[end : end + 1] == ":":
        return True
    takes = re.search(_TAKES_PORT, line[-40:])
    return takes is not None or re.search(_SAYS_PORT, match[0]) is not None
