"""Addresses of sshd that the AddressFamily of another line, or another file, excludes."""

from collections.abc import Iterator

from portlens.model.finding import Finding, Related
from portlens.network.context import Context
from portlens.programs.ssh.sockets import server_of
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.workspace.document import Document

OTHER_FAMILY = Phrase(
    "{text} is no address of the family that AddressFamily {family} asks for",
    "{text} は AddressFamily {family} が求めるアドレスファミリーではありません",
)
FAMILY = Phrase("the AddressFamily that counts", "有効な AddressFamily")

_EXCLUDED = {"inet": "ipv6", "inet6": "ipv4"}


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each ListenAddress of `document` that sshd refuses for its family."""
    if document.format.id != "sshd_config":
        return
    found = server_of(document, context.workspace)
    excluded, at = _EXCLUDED.get(found.family), found.family_line
    if excluded is None or at is None:
        return
    for line in found.addresses:
        pause()
        is_wrong = line.address is not None and line.address.family == excluded
        if is_wrong and line.document.path == document.path:
            path = None if at.path == document.path else at.path
            yield Finding(
                line.span,
                OTHER_FAMILY.fill(text=line.span.of(document.text), family=found.family),
                (Related(at.span, FAMILY, path),),
            )
