"""The files of this machine, as they read in the editor where they are open there."""

import os
import stat
from collections.abc import Mapping

from portlens.lsp.open_text import OpenText
from portlens.workspace.files import DiskFiles, Unreadable, too_large, version_of


class OpenFiles(DiskFiles):
    """What documents, settings and `.env` files are read from.

    `texts` are the open texts by path, in whatever format: what is typed counts, saved or not.
    """

    def __init__(self, texts: Mapping[str, OpenText]) -> None:
        self._texts = texts

    def read(self, path: str) -> str | Unreadable:
        """Return the open text, else the file's."""
        opened = self._opened(path)
        if opened is None:
            return super().read(path)
        text = opened.buffer.text
        return too_large(len(text)) or text

    def version(self, path: str) -> object:
        """Return what changes with every change of the open text, else the file's version."""
        opened = self._texts.get(path)
        if opened is None:
            # One look tells nearly always, where `_opened` and the disk's own would be two.
            try:
                status = os.lstat(path)
            except (OSError, ValueError):
                return None
            if not stat.S_ISLNK(status.st_mode):
                return version_of(status)
            opened = self._opened(path)
        return super().version(path) if opened is None else (opened, opened.changes)

    def _opened(self, path: str) -> OpenText | None:
        """Return the open text of the file at `path`, or of the one that a link there leads to."""
        opened = self._texts.get(path)
        if opened is None and self._texts and self.is_link(path):
            return self._texts.get(self.real(path))
        return opened
