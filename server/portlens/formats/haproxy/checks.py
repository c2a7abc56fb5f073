"""Servers that HAProxy is to check and knows no port of: it refuses the file.

Source: `haproxy -c` of 2.6. Only for an address of IP in the file is this sure: a name that nobody
has at the start, `0.0.0.0` and a path are not checked so. A port comes from the server, from
`port`, or from the address in `addr`; `tcp-check connect` and `http-check connect` may have one.
An agent is asked at `agent-port` alone, whatever the server is, and in disabled proxies as well.
"""

from collections.abc import Iterator

from portlens.formats._format import Fault
from portlens.formats._template import MASK
from portlens.formats.haproxy.address import Grammar, Parsed, parse_address, read_number
from portlens.formats.haproxy.options import Options, merged
from portlens.formats.haproxy.sections import Section
from portlens.formats.haproxy.words import Line, Word
from portlens.model.address import ANY_IPV4, ANY_IPV6
from portlens.model.port_use import HIGHEST_PORT

_ADDRESS = Grammar()
_SERVER = Grammar(takes_offset=True)


def portless_checks(line: Line, word: Word, section: Section, options: Options) -> Iterator[Fault]:
    """Yield what HAProxy has against the checks of a server whose address is `word`.

    Nothing is said of a line that pasted or generated parts may complete.
    """
    if section.keyword not in ("backend", "listen"):
        return
    if line.words[0].span.start < section.settled or any(MASK in each.text for each in line.words):
        return
    parsed = parse_address(word.text, _SERVER)
    all_options = merged(section.server_options, options)
    span = word.part(0, len(word.text))
    if "agent-check" in all_options and not _is_number(all_options.get("agent-port")):
        yield Fault("missing-port", span, "agent-check")
    if section.is_disabled or not _is_address(parsed) or "track" in all_options:
        return
    is_checked = "check" in all_options
    is_known = section.checks_a_port or _has_port(parsed) or _is_given(all_options)
    if is_checked and not is_known:
        yield Fault("missing-port", span, "check")


def _is_address(parsed: Parsed) -> bool:
    """Tell whether the text is an address of one machine, and HAProxy takes it."""
    address = parsed.address
    is_one = address is not None and address.family in ("ipv4", "ipv6")
    return is_one and address not in (ANY_IPV4, ANY_IPV6) and parsed.problem is None


def _has_port(parsed: Parsed) -> bool:
    return parsed.is_variable or parsed.first is not None


def _is_given(options: Options) -> bool:
    """Tell whether the options say which port is checked, or where nobody knows it."""
    port, addr = options.get("port"), options.get("addr")
    if _is_number(port):
        return True
    if addr is None:
        return False
    parsed = parse_address(addr.text, _ADDRESS)
    is_known = parsed.is_socket and parsed.problem is None and parsed.address is not None
    return not is_known or _has_port(parsed)


def _is_number(port: Word | None) -> bool:
    """Tell whether HAProxy reads a port in the option, or nobody knows what it reads."""
    if port is None:
        return False
    is_variable = MASK in port.text or "$" in port.text
    return is_variable or read_number(port.text) % (HIGHEST_PORT + 1) != 0
