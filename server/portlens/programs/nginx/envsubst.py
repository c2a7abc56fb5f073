"""How a container's variables have nginx's image fill in its templates.

Source: the script `20-envsubst-on-templates.sh` of the image `nginx`. The variables name a folder,
an ending and, as a filter, a regular expression of awk's that a name has to match somewhere.
"""

from collections.abc import Mapping

from portlens.programs.given import Container
from portlens.text.regex import regex

_PREFIX = "NGINX_ENVSUBST_"
_KNOWN = {
    "TEMPLATE_DIR": "/etc/nginx/templates",
    "TEMPLATE_SUFFIX": ".template",
    "OUTPUT_DIR": "/etc/nginx/conf.d",
    "FILTER": "",
}
# Settings of the files for `stream`, of which the script knows another ending.
_OF_STREAM = frozenset({"STREAM_TEMPLATE_SUFFIX", "STREAM_OUTPUT_DIR"})
# Filters that are one name, or several: `^APP_`, `^(PORT|HOST)$`, `PORT|HOST`.
_ONE_OF = regex(r"(\^?)\((\w+(?:\|\w+)*)\)(\$?)")
_NAME = regex(r"(\^?)(\w+)(\$?)")


class Envsubst:
    """What the script does in one container; `is_known`: that is beyond doubt."""

    def __init__(self, container: Container) -> None:
        given = {
            each.name[len(_PREFIX) :]: each.value
            for each in container.variables
            if each.name.startswith(_PREFIX)
        }
        settings: Mapping[str, str] = {**_KNOWN, **given}
        self._folder = settings["TEMPLATE_DIR"].rstrip("/")
        self._ending = settings["TEMPLATE_SUFFIX"]
        self._filter = _parts(settings["FILTER"])
        is_read = f"{settings['OUTPUT_DIR']}/".startswith("/etc/nginx/")
        is_settled = all(given.values()) and given.keys() <= {*_KNOWN, *_OF_STREAM}
        self.is_known = is_settled and is_read and self._filter is not None

    def fills_in(self, inside: str) -> bool:
        """Tell whether the file at the path `inside` of the container is one of its templates."""
        return inside.startswith(f"{self._folder}/") and inside.endswith(self._ending)

    def takes(self, name: str) -> bool:
        """Tell whether the variable `name` is replaced."""
        return any(_fits(name, *part) for part in self._filter or ())


def _fits(name: str, begin: str, part: str, end: str) -> bool:
    if begin and end:
        return name == part
    if begin or end:
        return name.startswith(part) if begin else name.endswith(part)
    return part in name


def _parts(pattern: str) -> list[tuple[str, str, str]] | None:
    """Return the alternatives of a filter, each with its anchors; None of other expressions."""
    if not pattern:
        return [("", "", "")]
    match = _ONE_OF.fullmatch(pattern)
    if match is not None:
        return [(match[1], name, match[3]) for name in match[2].split("|")]
    each = [_NAME.fullmatch(part) for part in pattern.split("|")]
    found = [(part[1], part[2], part[3]) for part in each if part is not None]
    return found if len(found) == len(each) else None
