"""What a Dockerfile says of the container that its image becomes: base, ports and command."""

import json
import re
from typing import NamedTuple

from portlens.text.plain import split_blanks, strip_blanks, to_number

_INSTRUCTION = re.compile(
    r"^[ \t]*(FROM|EXPOSE|CMD|ENTRYPOINT|RUN)[ \t]+([^\n]*)", re.IGNORECASE | re.MULTILINE
)
_GOES_ON = re.compile(r"\\[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*")
_PORTS = re.compile(r"([0-9]{1,5})(?:-([0-9]{1,5}))?(?:/(\w+))?")

Ports = tuple[int, int, str]  # the first and the last port, and the transport


class Built(NamedTuple):
    """The last stage of a Dockerfile.

    `image` is what the stage, or the stages that it is built upon, begin with. `alters` holds
    the commands that were run in it: any of them may have changed a file. `text` is all of the
    Dockerfile.
    """

    image: str = ""
    exposed: tuple[Ports, ...] = ()
    runs: str = ""
    alters: str = ""
    text: str = ""


def built(text: str) -> Built:
    """Return what the last stage of a Dockerfile becomes; places with variables are unknown."""
    stages: dict[str, Built] = {}
    now, name = Built(), ""
    for match in _INSTRUCTION.finditer(_GOES_ON.sub(" ", text)):
        keyword, rest = match[1].upper(), strip_blanks(match[2])
        if keyword == "FROM":
            stages[name] = now
            words = [word for word in split_blanks(rest) if not word.startswith("--")]
            base = words[0] if words else ""
            name = words[2] if len(words) > 2 else ""
            now = stages.get(base, Built(base)) if base else Built()
        elif keyword == "EXPOSE":
            now = now._replace(exposed=(*now.exposed, *ports_in(rest)))
        elif keyword == "RUN":
            now = now._replace(alters=f"{now.alters}\n{rest}")
        else:
            now = now._replace(runs=_words(rest))
    return now._replace(text=text)


def ports_in(text: str) -> tuple[Ports, ...]:
    """Return the ports of EXPOSE, or of an entry of `expose`."""
    found = []
    for word in split_blanks(text):
        match = _PORTS.fullmatch(word)
        if match:
            first = to_number(match[1])
            last = to_number(match[2]) if match[2] else first
            found.append((first, last, (match[3] or "tcp").lower()))
    return tuple(found)


def _words(rest: str) -> str:
    """Return a command as one line, be it written as a list or not."""
    if rest.startswith("["):
        try:
            found = json.loads(rest)
        except (ValueError, RecursionError):
            return rest
        return " ".join(word for word in found if isinstance(word, str))
    return rest
