"""Changes to the project's settings file that leave the rest of it byte for byte."""

import posixpath
import re
from collections.abc import Iterator

from portlens.network.context import Context
from portlens.rules.registry import all_rules
from portlens.text.edit import Edit, apply_edits, with_line_ends
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.text.typed import Literal
from portlens.workspace.files import is_elsewhere
from portlens.workspace.settings_file import OWN, SHARED, find_settings_file, parse_toml
from portlens.workspace.toml_places import Entry, Path, entries

Way = Literal["set", "append"]


class Change(NamedTuple):
    """The value, in TOML, that `path` is to have; or the item that its list is to have more."""

    path: Path
    value: str
    way: Way = "set"


class Changed(NamedTuple):
    """The edits; `file` is the settings file's name, `creates` its path where it is a new one."""

    edits: tuple[Edit, ...]
    file: str
    creates: str | None = None


def change_settings(path: str, change: Change, home: str, context: Context) -> Changed | None:
    """Return the edits that make `change` in the settings of the document at `path`.

    The settings file that holds there already gets it, else a new portlens.toml in the folder
    `home`. None where there is no folder, where the file cannot be read, and where no edit
    comes to exactly the change: a parser reads the text before and after.
    """
    folder = posixpath.dirname(path)
    files = context.workspace.files
    if not folder or not home or (is_elsewhere(path) and not files.list(folder)):
        return None
    found = find_settings_file(folder, files, all_rules)
    if found is None:
        new = posixpath.join(home, OWN)
        return Changed((Edit(Span(0, 0), f"{_line(change)}\n", new),), OWN, creates=new)
    text = context.workspace.text(found.path)
    if found.broken or text is None:
        return None
    name = posixpath.basename(found.path)
    edits = changed_text(text, change, is_shared=name == SHARED)
    if not edits:
        return None
    return Changed(tuple(edit._replace(path=found.path) for edit in edits), name)


def changed_text(text: str, change: Change, *, is_shared: bool) -> tuple[Edit, ...]:
    """Return the edits of a settings file's text; none where no way comes to the change.

    `is_shared` tells that the settings stand in [tool.portlens].
    """
    try:
        before = parse_toml(text)
        prefix: Path = ("tool", "portlens") if is_shared else ()
        if not is_shared and isinstance(before.get("portlens"), dict):
            prefix = ("portlens",)
        wanted = change._replace(path=(*prefix, *change.path))
        after = _with(before, wanted)
    except (ValueError, TypeError, RecursionError):
        return ()
    for edits in _ways(text, wanted, prefix):
        fitted = tuple(with_line_ends(edit, text) for edit in edits)
        try:
            if parse_toml(apply_edits(text, fitted)) == after:
                return fitted
        except ValueError:
            continue
    return ()


def _line(change: Change) -> str:
    """Return the change as one line of a file that says nothing else of it."""
    value = f"[{change.value}]" if change.way == "append" else change.value
    *tables, key = change.path
    for table in reversed(tables):
        key, value = table, f"{{ {key} = {value} }}"
    return f"{key} = {value}"


def _with(data: object, change: Change) -> object:
    """Return plain data after `change`; TypeError where a part of the path is no table."""
    value = parse_toml(f"x = {change.value}")["x"]
    if not change.path:
        if change.way == "append":
            return [*data, value] if isinstance(data, list) else _no_table()
        return value
    if not isinstance(data, dict):
        return _no_table()
    first, *rest = change.path
    if first not in data and not rest:
        return {**data, first: [value] if change.way == "append" else value}
    return {**data, first: _with(data.get(first, {}), change._replace(path=tuple(rest)))}


def _no_table() -> object:
    raise TypeError


def _ways(text: str, change: Change, prefix: Path) -> Iterator[tuple[Edit, ...]]:
    """Yield edits that may come to the change, what looks most natural first."""
    found = list(entries(text))
    for entry in found:
        if entry.path == change.path and entry.value is not None:
            if change.way == "set":
                yield (Edit(entry.value, change.value),)
            else:
                yield _item(text, entry, change.value)
    for length in range(len(change.path) - 1, len(prefix) - 1, -1):
        table, below = change.path[:length], change._replace(path=change.path[length:])
        yield from _into(text, found, table, _line(below))
    end = len(text)
    gap = "" if not text or text.endswith("\n") else "\n"
    header = f"[{'.'.join(prefix)}]\n" if prefix else ""
    yield (Edit(Span(end, end), f"{gap}{header}{_line(_below(change, prefix))}\n"),)


def _below(change: Change, prefix: Path) -> Change:
    return change._replace(path=change.path[len(prefix) :])


def _into(text: str, found: list[Entry], table: Path, line: str) -> Iterator[tuple[Edit, ...]]:
    """Yield the ways to write `line` into `table`: in its braces, below its keys or header."""
    for entry in found:
        if entry.path == table and entry.value is not None:
            yield _item(text, entry, line)
    inside = [one for one in found if one.path[:-1] == table and one.value is not None]
    for entry in reversed(inside):
        yield (_below_line(text, entry.span.end, entry.written + line),)
    for entry in found:
        if entry.path == table and entry.value is None:
            yield (_below_line(text, entry.span.end, line),)
    if not table:
        yield (Edit(Span(0, 0), f"{line}\n"),)


def _below_line(text: str, at: int, line: str) -> Edit:
    """Return the edit that writes `line` below the line of `at`, as far in as that is."""
    start = text.rfind("\n", 0, at) + 1
    indent = re.compile(r"[ \t]*").match(text, start)
    end = text.find("\n", at)
    written = f"{indent[0] if indent else ''}{line}"
    if end < 0:
        return Edit(Span(len(text), len(text)), f"\n{written}")
    return Edit(Span(end + 1, end + 1), f"{written}\n")


def _item(text: str, entry: Entry, item: str) -> tuple[Edit, ...]:
    """Return the edits that write `item` behind the last one of a list or an inline table."""
    if entry.value is None or text[entry.value.start] not in "[{":
        return ()
    last, close = entry.last, entry.value.end - 1
    is_empty = last == entry.value.start + 1
    needs_comma = not is_empty and not entry.has_comma
    line = text.rfind("\n", 0, close) + 1
    if last < line and not text[line:close].strip():
        # The bracket has a line of its own, and so do the items.
        indent = re.compile(r"[ \t]*").match(text, text.rfind("\n", 0, last) + 1)
        below = Edit(Span(line, line), f"{indent[0] if indent and not is_empty else '  '}{item},\n")
        return (Edit(Span(last, last), ","), below) if needs_comma else (below,)
    pad = " " if text[entry.value.start] == "{" else ""
    rest = text[last:close]
    if is_empty:
        return (Edit(Span(last, close), f"{pad}{item}{pad}"),)
    comma = "," if needs_comma else ""
    return (Edit(Span(last, close), f"{comma} {item}{rest}"),)
