"""Writing a port into the project's settings."""

import posixpath
import re
from typing import NamedTuple

from portlens.network.context import Context
from portlens.rules.registry import all_rules
from portlens.text.edit import Edit
from portlens.text.span import Span
from portlens.workspace.settings_file import OWN, SHARED, find_settings_file

_LIST = re.compile(r"^[ \t]*allowed_ports[ \t]*=[ \t]*\[(?P<items>[^\[\]#]*)\]", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*\[tool\.portlens\][^\r\n]*(?:\r\n?|\n|\Z)", re.MULTILINE)


class Allowed(NamedTuple):
    """The edit; `file` is the settings file's name, `creates` its path where it is a new one."""

    edit: Edit
    file: str
    creates: str | None = None


def allow_port(path: str, port: int, home: str, context: Context) -> Allowed | None:
    """Return the edit that adds `port` to `allowed_ports` for the document at `path`.

    The settings file that holds there already gets it, else a new portlens.toml in the folder
    `home`. None where there is no folder, or where the list is written in a way that an edit
    could spoil: with comments, or as something else than a list.
    """
    folder = posixpath.dirname(path)
    if not folder or not home or "://" in path:
        return None
    files = context.workspace.files
    found = find_settings_file(folder, files, all_rules)
    if found is None:
        new = posixpath.join(home, OWN)
        return Allowed(Edit(Span(0, 0), f"allowed_ports = [{port}]\n", new), OWN, creates=new)
    text = files.read(found.path)
    if found.broken or not isinstance(text, str):
        return None
    name = posixpath.basename(found.path)
    place = _place(text, port, is_shared=name == SHARED)
    return Allowed(Edit(*place, found.path), name) if place else None


def _place(text: str, port: int, *, is_shared: bool) -> tuple[Span, str] | None:
    """Return where in a settings file to write what."""
    table = _TABLE.search(text) if is_shared else None
    if is_shared and table is None:
        return None
    start = table.end() if table else 0
    following = re.compile(r"^[ \t]*\[", re.MULTILINE).search(text, start)
    end = following.start() if following else len(text)
    listed = _LIST.search(text, start)
    if listed and listed.end() <= (len(text) if not is_shared else end) and listed.start() < end:
        items = listed["items"].rstrip().rstrip(",")
        at = listed.start("items") + len(items)
        return Span(at, listed.end("items")), f", {port}" if items.strip() else str(port)
    if re.compile(r"^[ \t]*allowed_ports\b", re.MULTILINE).search(text, start, end):
        return None
    return Span(start, start), f"allowed_ports = [{port}]\n"
