"""An nginx file as it reads with the upstreams of the whole configuration."""

from portlens.formats.nginx.connect import Connect
from portlens.formats.nginx.context import guess_module, is_main
from portlens.formats.nginx.placing import may_be_misplaced
from portlens.formats.nginx.read import read_within
from portlens.model.port_use import PortUse
from portlens.programs.nginx.build import tree_of
from portlens.programs.nginx.configuration import configuration
from portlens.workspace.document import Document
from portlens.workspace.workspace import Workspace


def with_upstreams(document: Document, workspace: Workspace) -> Document:
    """Return `document` without default ports where an upstream of another file is meant.

    `proxy_pass http://shop` goes to port 80 of a machine, unless `upstream shop` stands
    anywhere in the configuration: then its servers have the ports. What a part says is read in
    the block that its include stands in.
    """
    document = in_its_place(document, workspace)
    if not any(_may_mean_upstream(use) for use in document.uses):
        return document
    upstreams = configuration(document, workspace).upstreams
    uses = tuple(
        use._replace(port=None) if _may_mean_upstream(use) and _key(use) in upstreams else use
        for use in document.uses
    )
    if uses == document.uses:
        return document
    return document.reading_as(document.reading._replace(uses=uses))


def in_its_place(document: Document, workspace: Workspace) -> Document:
    """Return a part as it reads where it is included: in `upstream`, in `stream`, in a server.

    Alone, a list of `server` statements looks like so many servers without a block.
    """
    tree = tree_of(document)
    if is_main(tree):
        return document
    scope = configuration(document, workspace).scopes.get(document.path)
    alone = scope is None or scope.directive is None
    if scope is None or alone:
        return document
    is_guessed = scope.module == scope.block == guess_module(tree, document.path)
    if is_guessed and not may_be_misplaced(tree, scope.module):
        return document
    return document.reading_as(read_within(tree, scope, document.path))


def _may_mean_upstream(use: PortUse) -> bool:
    return (
        use.port is not None
        and use.port.is_implied
        and isinstance(use.detail, Connect)
        and use.detail.grammar.names_upstream
    )


def _key(use: PortUse) -> tuple[str, str]:
    connect = use.detail
    return (
        (connect.module, connect.parsed.host.lower()) if isinstance(connect, Connect) else ("", "")
    )
