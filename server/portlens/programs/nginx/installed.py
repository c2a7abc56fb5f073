"""Where packages and images keep nginx's files, and what those paths mean in a copy of them."""

import posixpath

from portlens.text.regex import regex
from portlens.workspace.workspace import Workspace

# The folders of the main file.
INSTALLED = regex(
    r"/(?:etc|usr/local/etc|opt/homebrew/etc|opt/local/etc)/nginx/"
    r"|/(?:usr/local|opt|usr/share)/(?:openresty/)?nginx/(?:conf/)?"
)

# How far below its main file's folder a link may lie: `sites-enabled/shop`, `conf.d/shop/tls`.
_MOST_ABOVE = 3


def is_main_folder(folder: str) -> bool:
    """Tell whether an include in `folder` means a file beside the main file."""
    return folder in {"", "."} or INSTALLED.fullmatch(f"{folder}/") is not None


def meant(path: str, workspace: Workspace) -> str:
    """Return where a copy of a machine's files has what a link at `path` leads to there.

    In `files/etc/nginx` a link to `/etc/nginx/sites-available/shop` means the copy of it, as
    an include of that path does; what this machine has there is none of the project's. The
    `path` itself is returned where it is no such link.
    """
    if not workspace.is_link(path) or INSTALLED.match(path):
        return path
    real = workspace.real(path)
    installed = INSTALLED.match(real)
    if installed is None:
        return path
    folder = posixpath.dirname(path)
    for _ in range(_MOST_ABOVE):
        place = posixpath.join(folder, real[installed.end() :])
        if workspace.version(place) is not None:
            return place
        folder = posixpath.dirname(folder)
    return path
