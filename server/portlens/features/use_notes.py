"""What is worth knowing of a use beyond its port: notes, never findings."""

from portlens.model.port_use import PortUse, Role
from portlens.text.phrase import Phrase


def note(format_id: str, use: PortUse) -> Phrase | None:
    """Return what to keep in mind at such a place in such a file, or None."""
    return _NOTES.get((format_id, use.role))


_NOTES: dict[tuple[str, Role], Phrase] = {
    ("sshd_config", "listens"): Phrase(
        "Where systemd starts sshd by `ssh.socket` (Ubuntu 22.10 and later, some images), the "
        "socket unit listens: a change here needs `systemctl daemon-reload` and "
        "`systemctl restart ssh.socket`, or has no effect.",
        "systemd が `ssh.socket` で sshd を起動する環境 (Ubuntu 22.10 以降や一部のイメージ) では、"
        "待ち受けるのはソケットユニットです。ここを変更したら `systemctl daemon-reload` と "
        "`systemctl restart ssh.socket` が必要で、変更が無視されることもあります。",
    ),
    ("ssh_config", "listens"): Phrase(
        "Only while the connection lasts.",
        "接続している間だけ待ち受けます。",
    ),
}
