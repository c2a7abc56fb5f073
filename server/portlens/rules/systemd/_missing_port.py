"""missing-port in unit files: a socket unit that listens on nothing."""

from collections.abc import Iterator

from portlens.formats.systemd.listen import Listen
from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.systemd.unit import settings_in
from portlens.programs.systemd.units import SOCKET, unit_of
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

NOTHING = Phrase(
    "{name} listens on nothing: systemd refuses the unit",
    "{name} には待ち受けるものがないため、systemd はこのユニットを拒否します",
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding at the last listening line, if there is one and no other counts.

    A unit without any such line may have one in a drop-in that lies elsewhere. Of a line that is
    refused its own mistake is told.
    """
    unit = unit_of(document, context.workspace)
    if not unit.name.endswith(SOCKET) or not unit.is_seen or unit.is_listening:
        return
    if next(reversed(unit.documents), "") != document.path:
        return
    resets = [line for line in settings_in(document) if line.section == "Socket" and not line.value]
    for line in resets[-1:]:
        refused = (
            use for use in document.uses if isinstance(use.detail, Listen) and use.detail.is_refused
        )
        is_meant = any(use.span.start >= line.span.end for use in refused)
        if line.key.startswith("Listen") and not is_meant:
            yield Finding(line.whole, NOTHING.fill(name=unit.name))
