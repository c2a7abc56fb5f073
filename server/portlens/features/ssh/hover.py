"""Hovers in OpenSSH's files: what a line does beyond its role, and what else to know of it."""

from collections.abc import Iterator

from portlens.features.ssh.places import meaning
from portlens.model.port_use import PortUse, Role
from portlens.network.context import Context
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document


def sentence(use: PortUse) -> Phrase | None:
    """Return what a line does that does otherwise than its role alone says, or None."""
    return _SENTENCES.get((getattr(use.detail, "keyword", ""), use.role))


def notes(document: Document, use: PortUse, context: Context) -> Iterator[Phrase]:  # noqa: ARG001
    """Yield what to keep in mind at such a place in such a file."""
    note = _NOTES.get((document.format.id, use.role))
    if note is not None:
        yield note
    port = use.port.first if use.port else None
    if use.protocol == "ssh" and use.role == "listens" and port not in (None, _OF_SSH):
        yield SELINUX.fill(port=port)


def place(document: Document, offset: int, context: Context) -> tuple[Span, Phrase] | None:
    """Return what a place without a port means, and where it stands."""
    return meaning(document, offset, context)


_OF_SSH = 22
SELINUX = Phrase(
    "Where SELinux is enforcing (Fedora, RHEL), sshd may use a port other than 22 only after "
    "`semanage port -a -t ssh_port_t -p tcp {port}`.",
    "SELinux が有効な環境 (Fedora、RHEL) では、22 以外のポートを使う前に "
    "`semanage port -a -t ssh_port_t -p tcp {port}` が必要です。",
)


# By keyword.
_SENTENCES: dict[tuple[str, Role], Phrase] = {
    ("match", "permits"): Phrase(
        "{owner} is for connections that come in on port **{port}**/{transport}",
        "{owner}はポート **{port}**/{transport} で受けた接続に適用されます",
    ),
    ("permitopen", "permits"): Phrase(
        "{owner} lets clients connect through to **{port}**/{transport}{at}",
        "{owner}はクライアントに {at}**{port}**/{transport} への転送を許可します",
    ),
    ("permitlisten", "permits"): Phrase(
        "{owner} lets clients open **{port}**/{transport}{at} on the server",
        "{owner}はクライアントに {at}**{port}**/{transport} でのサーバーの待ち受けを許可します",
    ),
    ("permitremoteopen", "permits"): Phrase(
        "{owner} lets the server connect through to **{port}**/{transport}{at}",
        "{owner}はサーバーに {at}**{port}**/{transport} への転送を許可します",
    ),
    ("remoteforward", "listens"): Phrase(
        "{owner} has the server listen on **{port}**/{transport}, {address}",
        "{owner}はサーバーに{address}の **{port}**/{transport} で待ち受けさせます",
    ),
}
_NOTES: dict[tuple[str, Role], Phrase] = {
    ("sshd_config", "listens"): Phrase(
        "Where `ssh.socket` is enabled, systemd listens in place of sshd. Ubuntu 24.04 and later "
        "make that socket of this line at `systemctl daemon-reload`, then `systemctl restart "
        "ssh.socket`; Ubuntu 22.10 to 23.10 carried it over once, at the upgrade, and a later edit "
        "does nothing; elsewhere only `ListenStream` of the socket unit counts.",
        "`ssh.socket` が有効な環境では、sshd の代わりに systemd が待ち受けます。"
        "Ubuntu 24.04 以降では `systemctl daemon-reload` の際にこの行がソケットに反映され、"
        "`systemctl restart ssh.socket` で有効になります。"
        "Ubuntu 22.10 から 23.10 ではアップグレード時に 1 回だけ引き継がれ、"
        "その後の編集は反映されません。"
        "それ以外の環境ではソケットユニットの `ListenStream` だけが有効です。",
    ),
    ("ssh_config", "listens"): Phrase(
        "Only while the connection lasts.",
        "接続している間だけ待ち受けます。",
    ),
}
