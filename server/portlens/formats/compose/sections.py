"""The sections of a Compose file that have no say in ports, taken out before YAML is read.

Two thirds of a usual file are such sections, and reading YAML is what costs most.
"""

import re

# Not `build`, by which services are told from the rest in files of before 2016, and nothing
# that is also a key of a port's entry.
_KEYS = (
    "annotations cap_add cap_drop command configs container_name cpus depends_on devices dns "
    "entrypoint env_file environment extra_hosts group_add healthcheck hostname init labels "
    "links logging mem_limit networks pids_limit platform privileged pull_policy read_only "
    "resources restart restart_policy secrets security_opt shm_size stdin_open stop_grace_period "
    "sysctls tmpfs tty ulimits user volumes volumes_from working_dir"
)

# The key's line, and the lines below it that are deeper, list items, blank or comments.
_SECTION = re.compile(
    rf"^( *)(?:{'|'.join(_KEYS.split())}):(?=[ \r\n])[^\n]*\n"
    r"(?:\1[ -][^\n]*\n|[ \t]*(?:#[^\n]*)?\r?\n)*",
    re.MULTILINE,
)


def without_the_rest(text: str) -> str:
    """Return `text` with blanks in the place of the sections that say nothing of ports."""
    # Anchors may be used anywhere, and a network's option may bind ports to one address.
    if "&" in text or "host_binding_ipv4" in text:
        return text
    return _SECTION.sub(_blank, text)


def _blank(match: re.Match[str]) -> str:
    return " " * (len(match[0]) - 1) + "\n"
