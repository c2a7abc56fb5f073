"""What only other programs called inetd read, for openbsd-inetd drops it or takes it otherwise.

Source: inetd(8) of FreeBSD 14, of NetBSD 10 and of Solaris 11.
"""

from portlens.formats.inetd.attempt import INTERNAL, PROGRAM, TYPE, Attempt
from portlens.text.regex import regex

# FreeBSD's programs are there; commented out, too, they tell whose file it is. Its `tcp` is IPv4
# alone, so that an entry for tcp6 stands beside.
_OF_FREEBSD = regex(r"[ \t]/usr/libexec/")
# FreeBSD's sockets for both families, and Solaris's for IPv6 without IPv4.
_PROTOCOLS = regex(r"(?:rpc/)?(?:tcp|udp)(?:46|6only)")
_INTERNAL_SERVICES = frozenset({"auth", "tcpmux"})  # of FreeBSD
_OF_SOLARIS = "tli"
_OF_NETBSD = frozenset({"on", "off"})


def is_file_of_others(text: str) -> bool:
    """Tell whether all of a file is for another inetd."""
    return _OF_FREEBSD.search(text) is not None


def is_of_others(found: Attempt, text: str) -> bool:
    """Tell whether an entry is one that only another inetd reads."""
    fields = found.fields
    if opens_nothing(found, text) or (fields and fields[TYPE].of(text) == _OF_SOLARIS):
        return True
    is_internal = len(fields) > PROGRAM and fields[PROGRAM].of(text) == INTERNAL
    if is_internal and found.service.of(text) in _INTERNAL_SERVICES:
        return True
    return _PROTOCOLS.fullmatch(found.protocol) is not None


def opens_nothing(found: Attempt, text: str) -> bool:
    """Tell whether an entry of another inetd has no port, or has it elsewhere.

    `tcpmux/name` opens no port of its own, and NetBSD's new entries have `on` or `off` for a type.
    """
    kind = found.fields[TYPE].of(text) if found.fields else ""
    return found.service.of(text).startswith("tcpmux/") or kind in _OF_NETBSD
