"""What an editor's own views ask for: the port map, the catalogue, a free port.

All go through `workspace/executeCommand`, so that any client can offer them.
"""

from collections.abc import Callable
from functools import partial
from itertools import islice

from lsprotocol import types

from portlens.catalogue.load import catalogue
from portlens.features.asked import Nothing, asked
from portlens.features.left_out_text import why_not_counted
from portlens.features.port_map.page import port_map_page, uses_section
from portlens.features.port_map.ports import MappedPort, MappedUse, port_map
from portlens.features.port_page.page import asked_page, markdown
from portlens.features.port_page.rows import SOURCES
from portlens.features.use_text import numbers
from portlens.lsp.convert import Json, to_range
from portlens.lsp.handlers.port_graph import show_graph
from portlens.lsp.reading import Judged, judged_now, read_folders
from portlens.lsp.session import Methods, Session
from portlens.model.socket import Socket
from portlens.network.free_port import next_free_port, taken_by
from portlens.network.left_out import left_out_of
from portlens.programs.facts import LeftOut
from portlens.programs.named import named_format
from portlens.programs.program import program_of, resolved
from portlens.rules.page import page
from portlens.rules.registry import all_rules
from portlens.text import escape
from portlens.text.escape import label
from portlens.text.pause import pausing
from portlens.workspace.steps import Steps
from portlens.workspace.uris import path_of

# More rows than this nobody reads through; one types another letter.
MATCHES = 60


def on_command(session: Session, params: types.ExecuteCommandParams) -> object:
    """Run one of `COMMANDS`; None for a command that is not ours."""
    command = COMMANDS.get(params.command)
    return None if command is None else command(session, *(params.arguments or ()))


async def show_map(session: Session, *_: object) -> Json:
    """Answer with every port of the workspace, by number."""

    def told(judged: Judged) -> Json:
        ports, _left_out = _map(session, judged)
        return {"version": 1, "ports": [_port(session, port) for port in pausing(ports)]}

    return await judged_now(session, told)


async def show_map_page(session: Session, *_: object) -> str:
    """Answer with the port map as Markdown, whose links lead to the lines."""

    def told(judged: Judged) -> str:
        ports, left_out = _map(session, judged)
        shown = partial(_below_root, session)
        passed_over = [(shown(path), why_not_counted(why, shown(why.by))) for path, why in left_out]
        return port_map_page(ports, session.language, partial(_link, session), passed_over)

    return await judged_now(session, told)


async def explain(session: Session, what: object = "", *_: object) -> str:
    """Answer with what is known of a port (`5432`, `5432/udp`, `80-82`) or a name, as Markdown.

    Where the workspace uses it comes last. The id of a rule is answered with its page.
    """
    language, known = session.language, catalogue()
    text = what.strip() if isinstance(what, str) else ""
    rule = all_rules().get(text)
    if rule is not None:
        return page(rule, language)
    found = asked(known, text)
    if isinstance(found, Nothing):
        return escape.markdown(found.reason.to(language))
    pages = [asked_page(known, port, language, found) for port in found.numbers[:MATCHES]]
    blocks = [markdown(page) for page in pages]
    link = partial(_link, session)
    ports, _left_out = await judged_now(session, partial(_map, session))
    here = uses_section(ports, found.numbers, language, link)
    return "\n\n---\n\n".join([*blocks, here] if here else blocks)


def search(session: Session, text: object = "", *_: object) -> list[Json]:
    """Answer with the catalogue's best matches.

    What merely resembles the text is shown only where nothing holds it.
    """
    language = session.language
    matches: list[Json] = []
    resembling: list[Json] = []
    for match in islice(catalogue().matches(str(text)), 2 * MATCHES):
        row = match.assignment
        found = resembling if match.how in {"subsequence", "typo"} else matches
        found.append(
            {
                "first": row.first,
                "last": row.last,
                "name": row.name,
                "transports": row.transports,
                "description": row.description.to(language),
                "source": _source(session, row.source),
            }
        )
        if len(matches) == MATCHES:
            break
    return matches or resembling[:MATCHES]


async def find_free(session: Session, wish: object = None, *_: object) -> int | None:
    """Answer with the next port after `{"near": 8080}` that nothing in the workspace takes."""
    near = wish.get("near") if isinstance(wish, dict) else None
    wanted = near if isinstance(near, int) and near > 0 else 8080
    await read_folders(session)
    sockets = await session.turns.current("sockets", partial(_opening_all, session), patient=True)
    return next_free_port(taken_by(sockets, None), wanted, catalogue())


def _opening_all(session: Session) -> Steps[list[Socket]]:
    """Return what the programs of all files open."""
    found: list[Socket] = []
    documents = yield from session.gathering()
    left_out = left_out_of(documents, session.context)
    for document in documents:
        if document.path not in left_out:
            found += program_of(document, session.workspace).sockets
        yield
    return found


def format_of(session: Session, asked_for: object = None, *_: object) -> str | None:
    """Answer with the id of the format that the document `{"uri": …}` is read as.

    An editor may not tell of a file whose name says nothing: that is read from the disk.
    """
    uri = asked_for.get("uri") if isinstance(asked_for, dict) else None
    if not isinstance(uri, str):
        return None
    path = path_of(uri)
    document = session.document(uri) or session.workspace.document(path)
    format_ = document.format if document else named_format(path, session.workspace)
    return format_.id if format_ else None


def _map(
    session: Session, judged: Judged
) -> tuple[tuple[MappedPort, ...], list[tuple[str, LeftOut]]]:
    """Return the map of the documents, and those that count for nothing, by path."""
    documents, analyses = judged
    left_out = left_out_of(documents, session.context)
    counted = [document for document in documents if document.path not in left_out]
    read = [resolved(document, session.workspace) for document in pausing(counted)]
    return port_map(read, analyses, catalogue()), sorted(left_out.items())


def _port(session: Session, port: MappedPort) -> Json:
    return {
        "first": port.first,
        "last": port.last,
        "name": label(port.name),
        "conflict": port.is_conflict,
        "uses": [_use(session, mapped) for mapped in port.uses],
    }


def _use(session: Session, mapped: MappedUse) -> Json:
    document, use = mapped.document, mapped.use
    return {
        "role": use.role,
        "transport": label(use.transport),
        "address": label(use.address.text) if use.address else None,
        "owner": label(use.owner),
        "target": numbers(use.target).to(session.language) if use.target else None,
        "text": label(use.span.of(document.text)),
        "uri": session.uri(document.path),
        "range": to_range(document.lines, use.span, session.client.encoding),
        "conflict": mapped.is_conflict,
    }


def _link(session: Session, mapped: MappedUse) -> tuple[str, str]:
    """Return the text and the target of a link to a use."""
    document, use = mapped.document, mapped.use
    line = document.lines.position(use.span.start).line + 1
    path = _below_root(session, document.path)
    return f"{path}:{line}", f"{session.uri(document.path)}#L{line}"


def _source(session: Session, source: str) -> str:
    """Name a table in the user's language; the registries have but one name."""
    phrase = SOURCES.get(source)
    return phrase.to(session.language) if phrase else source


def _below_root(session: Session, path: str) -> str:
    """Return the path as one would call it: below the folder that is open in the editor."""
    folders = (root.rstrip("/") + "/" for root in session.project.roots)
    return next((path.removeprefix(each) for each in folders if path.startswith(each)), path)


COMMANDS: dict[str, Callable[..., object]] = {
    "portlens.portMap": show_map,
    "portlens.portMapPage": show_map_page,
    "portlens.explain": explain,
    "portlens.search": search,
    "portlens.nextFreePort": find_free,
    "portlens.formatOf": format_of,
    "portlens.portGraph": show_graph,
}

METHODS: Methods = {types.WORKSPACE_EXECUTE_COMMAND: on_command}
