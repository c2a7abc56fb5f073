"""What is meant by a machine's own addresses in free text: to listen on them, or to connect.

`0.0.0.0` and `[::]` are addresses to listen on, whatever stands before them, unless a client asks
there. Source of the options: the manuals of gunicorn, hypercorn, puma (`-b`) and PHP (`-S`); what
is called "listen" or "bind" says so itself.
"""

from portlens.model.address import Address
from portlens.text.regex import regex

_BEFORE_VALUE = r"[\"']?[ \t]*[ =:,][ \t]*[\"']?(?:[A-Za-z][\w+.-]*://)?\Z"
_LISTENS = regex(rf"(?:(?i:listen|bind)[\w.-]*|(?<![\w-])-[bS]){_BEFORE_VALUE}")
# What asks a server, as health checks and scripts that wait for one do. A user is one who connects.
_ASKS = regex(
    r"@\Z|(?<![\w./-])(?:curl|wget|nc|ncat|netcat|telnet|http|https|xh|grpcurl|grpc_health_probe"
    r"|urlopen|fetch|get|wait4x|wait[-_]for(?:[-_]it)?(?:\.sh)?)[\"']?[\s(,]"
    r"|(?<![\w-])-wait[\"']?[\s=,]+[\"']?[a-z]+://\Z"  # dockerize runs what follows its options
)
# `nc -z db 5432 && serve`, and `wait-for-it db:5432 -- serve`: another command begins.
_NEXT = regex(r"[;|&\n]|[\s,][\"']?--[\"']?(?=[\s,])")
# `HTTP_ADDR: 127.0.0.1:80` may be either; a database's is one that is connected to.
_EITHER = regex(rf"(?i)(\w*?)_?addr(?:ess)?{_BEFORE_VALUE}")
_OF_SERVERS = ("db", "database", "postgres", "mysql", "redis", "mongo", "cache", "kafka", "amqp")
_LONGEST_CHECK = 900
_BLANKS = " \t"
_LINE_END = regex(r"\r\n?|\n")


def is_listened_on(address: Address, behind: str, key: str) -> bool:
    """Tell whether a program itself listens at an address, if that `is_checked` by nobody.

    `behind` is what stands before it in its line, `key` the last key there.
    """
    if not address.is_wildcard:
        return address.is_loopback and is_behind_bind(behind)
    command = _NEXT.split(behind)[-1]
    return _ASKS.search(command) is None and key != "test"


def is_checked(text: str, start: int, beginning: int) -> bool:
    """Tell whether what stands at `start` is in a health check, by how far in its lines begin.

    One is looked for from `beginning` on, that of the service: what stands in another is not its.
    """
    begin = text.rfind("healthcheck", max(beginning, start - _LONGEST_CHECK), start)
    if begin < 0:
        return False
    above = text[max(0, begin - _LONGEST_CHECK) : begin]
    depth = len(_LINE_END.split(above)[-1]) + 1
    inside = _LINE_END.split(text[begin:start])[1:]
    return all(not each[:depth].strip(_BLANKS) for each in inside)


def is_behind_bind(behind: str) -> bool:
    """Tell whether a word stands last in `behind` that tells a program where to listen."""
    return _LISTENS.search(behind) is not None


def may_be_listened_on(address: Address, behind: str) -> bool:
    """Tell whether nobody can say what a program does at a loopback address."""
    match = _EITHER.search(behind) if address.is_loopback else None
    return match is not None and not match[1].lower().endswith(_OF_SERVERS)
