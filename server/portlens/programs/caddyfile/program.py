"""A Caddy as a program: the sockets that it opens, and the upstreams that it connects to."""

from collections.abc import Iterator

from portlens.formats._template import MASK
from portlens.formats.caddyfile.entry import entry_of
from portlens.model.socket import Connection, PortSpace
from portlens.programs.caddyfile.configuration import (
    MAIN,
    Configuration,
    configuration,
    configuration_at,
)
from portlens.programs.caddyfile.environment import (
    environment_at,
    environment_of,
    with_environment,
)
from portlens.programs.caddyfile.inside import configuration_in, is_alone, is_seen
from portlens.programs.caddyfile.sockets import sockets
from portlens.programs.connecting import connection
from portlens.programs.facts import Facts
from portlens.programs.machine import machine_of
from portlens.programs.node import Node
from portlens.programs.program import Program, Topology
from portlens.text.pause import pausing
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

__all__ = ["CONNECTING", "program_in", "program_of", "resolved"]

CONNECTING = ("caddyfile",)


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return the Caddy that reads `document`."""
    found = configuration(document, workspace)
    main = found.main.path
    is_other = "/etc/" in f"/{main}" and not f"/{main}".endswith(MAIN)
    facts = Facts(is_part=is_other or not found.is_main)
    space = machine_of(main)
    return _PROGRAMS.of_parts(
        workspace, main, lambda: _program(found, space, "caddy", facts), (found,)
    )


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the Caddy of a container that the project gives its configuration.

    It is whole where an official image runs nothing else, and all that is imported can be seen.
    """
    document = configuration_in(node, workspace)
    if document is None:
        return None
    files = () if node.files is None else (node.files,)
    environment = environment_of(document.path, files, workspace, node.space)
    found = configuration_at(document, node.files, workspace, environment)
    alone = is_alone(node)
    is_chosen = any("CADDY_ADMIN" in text for text in (*node.settings, *node.variables_in))
    is_whole = alone and is_seen(node) and found.is_whole and _is_known(found) and not is_chosen
    facts = Facts(is_whole=is_whole, is_alone=alone)
    return _PROGRAMS.of_parts(
        workspace,
        (document.path, node.space),
        lambda: _program(found, node.space, node.owner, facts),
        (found, node),
    )


_PROGRAMS: Memo[Program] = Memo(128)


def resolved(document: Document, workspace: Workspace) -> Document:
    """Return `document` with the variables of the containers that read it."""
    if "{$" not in document.text:
        return document
    return with_environment(document, environment_at(document.path, workspace))


def _program(found: Configuration, space: PortSpace, owner: str, facts: Facts) -> Program:
    return Program(
        found.documents,
        tuple(sockets(found, space, owner)),
        lambda: Topology(connections=tuple(_connections(found, space, owner))),
        facts,
    )


def _is_known(found: Configuration) -> bool:
    """Tell whether all that is listened on is known, whatever the environment says."""
    return (
        all(
            use.port is None
            or (use.port.is_known and not found.is_default(document.path, use.port.span))
            for document in found.documents.values()
            for use in document.uses
            if use.role == "listens"
        )
        and not any(
            MASK in key.text or found.is_default(found.path_of(key), key.span)
            for block in found.blocks
            for key in block.keys
        )
        and all(site.is_whole for site in found.sites)
    )


def _connections(found: Configuration, space: PortSpace, owner: str) -> Iterator[Connection]:
    for document in found.documents.values():
        for use in pausing(document.uses):
            if use.role != "connects":
                continue
            entry = entry_of(use)
            host = entry.host if entry is not None and entry.host.end > entry.host.start else None
            made = connection(use, document, space, owner, host)
            if made is not None:
                is_default = found.is_default(document.path, use.span)
                yield made._replace(certainty="default") if is_default else made
