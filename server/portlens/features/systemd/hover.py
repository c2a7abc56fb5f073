"""Hovers in unit files: lines without effect, and what else to know of a socket."""

from collections.abc import Iterator

from portlens.formats.systemd.bind import ALLOW
from portlens.formats.systemd.listen import Listen
from portlens.formats.systemd.unit import Assignment
from portlens.model.port_use import PortUse
from portlens.network.context import Context
from portlens.programs.program import program_of
from portlens.programs.systemd.units import SOCKET, unit_of
from portlens.text.escape import code_span
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase | None:
    """Return what a line does that does otherwise than its role alone says, or None."""
    line = use.detail
    if isinstance(line, Listen) and not use.is_effective:
        return IGNORED if line.is_refused else TAKEN_BACK
    is_allowing = isinstance(line, Assignment) and line.key == ALLOW
    return MAY_BIND if is_allowing else None


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:
    """Yield what to keep in mind at such a place in such a file."""
    if not isinstance(use.detail, Listen):
        return
    unit = unit_of(document, context.workspace)
    if not unit.name.endswith(SOCKET):
        return
    if not use.address and unit.settings.get(("Socket", "BindIPv6Only")) == "ipv6-only":
        yield ONLY_IPV6
    if not unit.is_enabled:
        yield NOT_ENABLED.fill(unit=code_span(unit.name))
    services = program_of(document, context.workspace).facts.hands_to
    if not _SSH.isdisjoint(services):
        yield FOR_SSH


_SSH = frozenset({"ssh", "sshd"})
IGNORED = Phrase(
    "nothing listens on **{port}** because of this line: systemd ignores it",
    "systemd はこの行を無視するため、**{port}** では待ち受けません",
)
TAKEN_BACK = Phrase(
    "nothing listens on **{port}** because of this line: a later one without a value takes it back",
    "後にある空の行で取り消されるため、この行の **{port}** では待ち受けません",
)
MAY_BIND = Phrase(
    "{owner} may bind **{port}**/{transport}",
    "{owner}は **{port}**/{transport} をバインドできます",
)
ONLY_IPV6 = Phrase(
    "Over IPv6 alone: `BindIPv6Only=ipv6-only`.",
    "IPv6 だけで待ち受けます (`BindIPv6Only=ipv6-only`)。",
)
NOT_ENABLED = Phrase(
    "Only while {unit} is started; these files do not show that it is enabled.",
    "{unit} が起動している間だけ待ち受けます。有効になっているかどうかは、ここからは分かりません。",
)
FOR_SSH = Phrase(
    "While this socket is active, sshd gets it from systemd, and `Port` and `ListenAddress` of "
    "sshd_config open nothing. From Ubuntu 24.04 on they are carried over to this unit at "
    "`systemctl daemon-reload`.",
    "このソケットが有効な間、sshd はソケットを systemd から受け取り、sshd_config の `Port` と "
    "`ListenAddress` では待ち受けません。Ubuntu 24.04 以降では `systemctl daemon-reload` の際に、"
    "それらがこのユニットに引き継がれます。",
)
