"""The sections of a Compose file that have no say in ports, taken out before YAML is read.

Two thirds of a usual file are such sections, and reading YAML is what costs most.
"""

import re
from functools import lru_cache

from portlens.text.pause import pause
from portlens.text.regex import regex

# Not `build`, by which services are told from the rest in files of before 2016, and nothing
# that is also a key of a port's entry.
_KEYS = (
    "annotations|cap_add|cap_drop|command|configs|container_name|cpus|depends_on|devices|dns|"
    "entrypoint|environment|extra_hosts|group_add|healthcheck|hostname|init|labels|"
    "links|logging|mem_limit|networks|pids_limit|platform|privileged|pull_policy|read_only|"
    "resources|restart|restart_policy|secrets|security_opt|shm_size|stdin_open|stop_grace_period|"
    "sysctls|tmpfs|tty|ulimits|user|volumes|volumes_from|working_dir"
)

# It begins with a literal, which makes it as fast as `str.find`; the line's beginning is read back.
_SERVICES = regex(
    r"services(?<![^\n]services)[ \t]*:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*( *)"
)
# What ends a line to YAML and not to the patterns here.
_OTHER_LINE_END = regex("[\u2028\u2029]")


def without_the_rest(text: str) -> str:
    """Return `text` with blanks in the place of what sections hold that say nothing of ports.

    Their keys stay, and so do sections in which a key may stand twice: no mapping may have that.
    """
    depth = 0 if has_anchors(text) else depth_of_services(text)
    return shortened(text, depth) if depth else text


def has_anchors(text: str) -> bool:
    """Tell whether a text may have anchors: they may be used anywhere, so nothing is left out."""
    return "&" in text


def depth_of_services(text: str) -> int:
    """Return the column of the services' names; 0 where nobody can read one of them by itself."""
    # A network's option may bind ports to one address.
    if "host_binding_ipv4" in text or _has_other_line_end(text):
        return 0
    depths = {len(match[1]) for match in _SERVICES.finditer(text)}
    return depths.pop() if len(depths) == 1 else 0


def shortened(text: str, depth: int) -> str:
    """Return the same of a whole text, or of a single service: no section goes beyond its own."""
    return _section(depth).sub(_blank, text)


def sets_port(command: str) -> bool:
    """Tell whether a command as written may have an option by which a server is told its port."""
    return _SETS_PORT.search(command) is not None


# Whose options they are has `network/usual_ports`.
_SETS_PORT = regex(r"(?<![\w-])-(?:-(?:\w+[.-]){0,3}port|-(?:web\.listen|http)-addr|c\W*port|[pP])")


def _has_other_line_end(text: str) -> bool:
    return not text.isascii() and _OTHER_LINE_END.search(text) is not None


@lru_cache(maxsize=16)
def _section(depth: int) -> re.Pattern[str]:
    """Return what matches a section of a service whose own name stands at `depth`.

    A service may well be called `dns` or `user`: only what is deeper is a key. The section is
    the key's line and those below that are deeper, list items, blank or comments; the last line
    of a text need not end. `ports` and `expose` match as well, so that nothing inside of them
    is taken for a section.
    """
    return re.compile(
        rf"^( {{{depth + 1},}})(?:({_KEYS})|[\"']?(?:ports|expose)[\"']?) *:"
        r"(?=[ \r\n]|\Z)([^\n]*(?:\n|\Z)"
        r"(?:\1[ -][^\n]*(?:\n|\Z)|[ \t]*(?:#[^\n]*)?\r?\n)*)",
        re.MULTILINE,
    )


def _blank(match: re.Match[str]) -> str:
    content = match[3]
    if match[2] is None or _goes_on(content) or _may_have_a_key_twice(content):
        return match[0]
    if match[2] in {"command", "entrypoint"} and sets_port(content):
        return match[0]
    key = match[0][: match.start(3) - match.start()]
    end = "\n" if content.endswith("\n") else ""
    return key + end.rjust(len(content))


# A key with what stands before it in its line, and one in braces.
_BLOCK_KEY = regex(
    r"^([ -]*)(?![ -])([\"']?)([^\s#\"'][^\n]*?)\2(?<![ \t])[ \t]*:(?=\s|\Z)", re.MULTILINE
)
_FLOW_KEY = regex(r"[{,]\s*[\"']?([^\s\"',:{}\[\]]+)[\"']?\s*:")


def _may_have_a_key_twice(content: str) -> bool:
    """Tell whether a section may hold one key twice in a mapping."""
    if "? " in content:  # before a key of any kind
        return True
    keys = _BLOCK_KEY.findall(content)
    if len({(len(before), key) for before, _, key in keys}) < len(keys) and _is_twice(keys):
        return True
    keys = _FLOW_KEY.findall(content) if "{" in content else []
    return len(set(keys)) < len(keys)


def _is_twice(keys: list[tuple[str, str, str]]) -> bool:
    """Tell whether a key stands twice at one depth before a list's next item or a lesser depth."""
    inside: dict[int, set[str]] = {}
    for before, _, key in keys:
        pause()
        depth = len(before)
        least = before.index("-") if "-" in before else depth
        inside = {each: names for each, names in inside.items() if each <= least}
        names = inside.setdefault(depth, set())
        if key in names:
            return True
        names.add(key)
    return False


def _goes_on(content: str) -> bool:
    """Tell whether a quoted text or a bracket may close behind the section only."""
    return (
        content.count('"') % 2 == 1
        or content.count("'") % 2 == 1
        or content.count("[") != content.count("]")
        or content.count("{") != content.count("}")
    )
