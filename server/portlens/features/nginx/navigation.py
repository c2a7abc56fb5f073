"""Going between the block of an upstream and the statements that use its name."""

from portlens.features.navigation import Target
from portlens.features.nginx.upstreams import upstream_of
from portlens.formats.nginx.connect import Connect
from portlens.network.context import Context
from portlens.programs.nginx.configuration import configuration
from portlens.text.span import Span
from portlens.workspace.document import Document


def named(
    document: Document, offset: int, context: Context
) -> tuple[list[Target], list[Target]] | None:
    """Return where the upstream named at `offset` is defined, and where it is used."""
    use = document.use_at(offset)
    connect = use.detail if use is not None else None
    is_name = isinstance(connect, Connect) and _name(connect).touches(offset)
    if use is not None and not is_name:
        return None
    found = configuration(document, context.workspace)
    blocks = (each for each in found.upstreams.values() if each.document.path == document.path)
    here = next((each for each in blocks if each.word.span.touches(offset)), None)
    meant = upstream_of(connect, found) if is_name else here
    if meant is None:
        return None
    users = [each for each in found.connections if upstream_of(each.connect, found) is meant]
    defined = Target(meant.document, meant.word.span, meant.word.span)
    spans = [(each.document, _name(each.connect)) for each in users]
    return [defined], [Target(there, span, span) for there, span in spans]


def _name(connect: Connect) -> Span:
    return Span(*connect.span(0, len(connect.parsed.host)))
