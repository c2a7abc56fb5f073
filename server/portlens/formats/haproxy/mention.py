"""Ports that a HAProxy configuration tells its clients of, or sets by a rule."""

from collections.abc import Iterator

from portlens.formats.haproxy.sections import Section
from portlens.formats.haproxy.words import Line
from portlens.model.port_use import HIGHEST_PORT, PortRange, PortUse
from portlens.text.plain import to_number
from portlens.text.regex import regex

# A URL in a redirect, or the number that a rule sets. Whoever looked for the beginning of a scheme
# would look at each letter of a long word as often as it is long.
_URL = regex(r"(?<=[A-Za-z0-9+.-])://[^\s/:?#]+:(?P<port>[0-9]{1,5})(?![0-9])")
_SET = regex(r"int\((?P<port>[0-9]{1,5})\)")
_TELLING = frozenset({"redirect", "errorloc", "errorloc302", "errorloc303"})
_RULES = frozenset({"http-request", "http-response", "tcp-request"})
_SETTING = "set-dst-port"


def mentions(line: Line, section: Section) -> Iterator[PortUse]:
    """Yield the ports of `http-request redirect location https://shop:8443/` and its kin."""
    words = line.words
    is_rule = words[0].text in _RULES and len(words) > 1
    told = words[1].text if is_rule else words[0].text
    is_set = any(word.text == _SETTING for word in words[1:4]) if is_rule else False
    if told not in _TELLING and not is_set:
        return
    for word in words[1:]:
        for match in (_SET if is_set else _URL).finditer(word.text):
            number = to_number(match["port"])
            if 0 < number <= HIGHEST_PORT:
                span = word.part(*match.span("port"))
                yield PortUse(
                    "connects", span, PortRange(span, number, number), owner=section.title
                )
