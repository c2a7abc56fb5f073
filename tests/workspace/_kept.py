"""A value made of files, and what may happen to these."""

from collections.abc import Callable

from portlens.workspace.document import Document
from portlens.workspace.files import MarkedText
from portlens.workspace.memo import Memo
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace
from tests._folder import MemoryFiles
from tests._judge import document

A = "/site/a"


class Kept:
    """A value that is made of files, and how often it was made."""

    def __init__(self, make: Callable[[Trace], object], texts: dict[str, str]) -> None:
        self.files = MemoryFiles(texts)
        self.folders = ["/site"]
        self.workspace = Workspace(self.files, lambda: self.folders)
        self.memo: Memo[object] = Memo(2)
        self.make = make
        self.times = 0

    def ask(self, key: str = "", subject: Document | None = None, *parts: object) -> object:
        return self.memo.value(self.workspace, key, self._made, subject=subject, parts=parts)

    def _made(self, trace: Trace) -> object:
        self.times += 1
        return self.make(trace)


CHANGES: dict[str, Callable[[Kept], object]] = {
    "nothing": lambda _: None,
    "created": lambda kept: kept.files.texts.update({A: "new"}),
    "written": lambda kept: kept.files.texts.update({"/site/sshd_config": "Port 23"}),
    "deleted": lambda kept: kept.files.texts.pop("/site/sshd_config", None),
    "linked": lambda kept: kept.files.links.update({A: "/elsewhere"}),
    "opened": lambda kept: kept.workspace.open(document("sshd_config", "Port 9", A)),
    "marked": lambda kept: kept.files.texts.update({A: MarkedText("Port 9")}),
    "folder left": lambda kept: kept.folders.clear(),
    "folder taken": lambda kept: kept.folders.append("/site"),
    "closed": lambda kept: kept.workspace.close(A),
}
