"""Hovers in a Compose file: where the value of a variable comes from."""

import posixpath
from collections.abc import Iterator

from portlens.formats._interpolation import UNKNOWN, Variable, expand
from portlens.formats.compose.port_entry import PortEntry
from portlens.model.port_use import PortRange, PortUse
from portlens.network.context import Context
from portlens.programs.compose.project import project_of
from portlens.programs.compose.replaced import replacing
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.workspace.document import Document

_PORT = regex(r"[0-9]{1,5}(?:-[0-9]{1,5})?")


def reasons(document: Document, part: PortRange, context: Context) -> Iterator[Phrase]:
    """Yield one sentence for each variable in `part`, which is in a Compose file.

    What a variable holds is told only where it is a port or a range: a password that stands in
    the place of a port is still a password.
    """
    known = project_of(document, context.workspace).variables
    values = {name: variable.value for name, variable in known.items()}
    for variable in expand(part.span.of(document.text), values).variables:
        if not variable.name:
            continue  # a placeholder of a template, which Compose never sees
        name = code_span(variable.name)
        if variable.name in known and not variable.is_default:
            found = known[variable.name]
            file = code_span(posixpath.basename(found.path))
            if _PORT.fullmatch(found.value):
                yield SET.fill(name=name, value=code_span(found.value), file=file)
            elif _has(found.value, part):
                yield WITH_PORT.fill(name=name, file=file, port=part.first)
            else:
                yield NO_PORT.fill(name=name, file=file)
        elif UNKNOWN in variable.value:
            yield NOWHERE.fill(name=name)
        elif not _is_default(variable):
            yield EMPTY.fill(name=name)
        elif _PORT.fullmatch(variable.value):
            yield DEFAULT.fill(name=name, value=code_span(variable.value))
        elif _has(variable.value, part):
            yield DEFAULT_WITH_PORT.fill(name=name, port=part.first)
        else:
            yield DEFAULT_NO_PORT.fill(name=name)


def sentence(use: PortUse) -> Phrase | None:
    """Return what a port in a free text is for, where that is not the service's own connection."""
    return _FOR_OTHERS.get(use.detail.form) if isinstance(use.detail, PortEntry) else None


def notes(_document: Document, use: PortUse, _context: Context) -> Iterator[Phrase]:
    """Yield what is to be kept in mind of a service's name that gets into a page."""
    address = use.address
    is_page = isinstance(use.detail, PortEntry) and use.detail.form == "page"
    is_name = address is not None and address.family == "name" and "." not in address.text
    if is_page and is_name and address is not None and not address.is_loopback:
        yield NO_NAMES


def instead(document: Document, use: PortUse, context: Context) -> Phrase | None:
    """Return what becomes of an entry of `ports` that a later file replaces with all the others."""
    project = project_of(document, context.workspace)
    body = project.services.get(use.service)
    if use.role != "publishes" or body is None:
        return None
    place = replacing(body.definitions, project.documents, document.path, "ports")
    there = context.workspace.document(place.path) if place is not None else None
    if place is None or there is None:
        return None
    line = there.lines.position(place.span.start).line + 1
    file = code_span(posixpath.basename(place.path))
    return REPLACED.fill(owner=code_span(use.owner), file=file, line=line)


def _is_default(variable: Variable) -> bool:
    return variable.is_default and bool(variable.value)


def _has(value: str, part: PortRange) -> bool:
    """Tell whether a value is a longer text, such as an address, with the port of `part` in it."""
    return part.first is not None and str(part.first) in _NUMBER.findall(value)


_NUMBER = regex(r"[0-9]+")

_FOR_OTHERS = {
    "told": Phrase(
        "{owner} tells its clients to connect to **{port}**/{transport}{at}",
        "{owner}は {at}**{port}**/{transport} に接続するようクライアントに伝えます",
    ),
    "page": Phrase(
        "{owner} has **{port}**/{transport}{at} built into its pages, for browsers to connect to",
        "{owner}のページに、ブラウザーの接続先として {at}**{port}**/{transport} が埋め込まれます",
    ),
}
NO_NAMES = Phrase(
    "A browser does not know the names of services: only a server that reads this variable does.",
    "ブラウザーはサービス名を解決できません。解決できるのは、この変数を読むサーバーだけです。",
)
REPLACED = Phrase(
    "Not published: {file} line {line} replaces the ports of {owner}",
    "公開されません: {file} の {line} 行目が {owner} のポートを置き換えています",
)
WITH_PORT = Phrase(
    "{name} is set in {file}, to a text with port {port} in it",
    "{name} は {file} で設定され、その文字列にポート {port} が含まれます",
)
DEFAULT_WITH_PORT = Phrase(
    "{name} has no value: its default, a text with port {port} in it, holds",
    "{name} には値がないため、ポート {port} を含む既定値になります",
)
NO_PORT = Phrase(
    "{name} is set in {file}, to something that is no port",
    "{name} は {file} で設定されていますが、ポート番号ではありません",
)
DEFAULT_NO_PORT = Phrase(
    "{name} has no value: its default, which is no port, holds",
    "{name} には値がないため既定値になりますが、ポート番号ではありません",
)
SET = Phrase("{name} is {value}, from {file}", "{name} は {file} により {value} です")
DEFAULT = Phrase(
    "{name} has no value: its default {value} holds",
    "{name} には値がないため、既定値の {value} になります",
)
EMPTY = Phrase("{name} is empty", "{name} は空です")
NOWHERE = Phrase(
    "{name} has neither a value nor a default, so the port is not known here",
    "{name} には値も既定値もないため、ポートはここでは分かりません",
)
