"""The sections of a Compose file that have no say in ports, taken out before YAML is read.

Two thirds of a usual file are such sections, and reading YAML is what costs most.
"""

import re
from functools import lru_cache

# Not `build`, by which services are told from the rest in files of before 2016, and nothing
# that is also a key of a port's entry.
_KEYS = (
    "annotations cap_add cap_drop command configs container_name cpus depends_on devices dns "
    "entrypoint env_file environment extra_hosts group_add healthcheck hostname init labels "
    "links logging mem_limit networks pids_limit platform privileged pull_policy read_only "
    "resources restart restart_policy secrets security_opt shm_size stdin_open stop_grace_period "
    "sysctls tmpfs tty ulimits user volumes volumes_from working_dir"
)

_SERVICES = re.compile(
    r"^services[ \t]*:[ \t]*(?:#.*)?\r?\n(?:[ \t]*(?:#.*)?\r?\n)*( *)", re.MULTILINE
)


def without_the_rest(text: str) -> str:
    """Return `text` with blanks in the place of the sections that say nothing of ports."""
    # Anchors may be used anywhere, and a network's option may bind ports to one address.
    if "&" in text or "host_binding_ipv4" in text:
        return text
    depths = {len(match[1]) for match in _SERVICES.finditer(text)}
    if len(depths) != 1 or 0 in depths:
        return text
    return _section(depths.pop()).sub(_blank, text)


@lru_cache(maxsize=16)
def _section(depth: int) -> re.Pattern[str]:
    """Return what matches a section of a service whose own name stands at `depth`.

    A service may well be called `dns` or `user`: only what is deeper is a key. The section is
    the key's line and those below that are deeper, list items, blank or comments.
    """
    return re.compile(
        rf"^( {{{depth + 1},}})(?:{'|'.join(_KEYS.split())}):(?=[ \r\n])[^\n]*\n"
        r"(?:\1[ -][^\n]*\n|[ \t]*(?:#[^\n]*)?\r?\n)*",
        re.MULTILINE,
    )


def _blank(match: re.Match[str]) -> str:
    return " " * (len(match[0]) - 1) + "\n"
