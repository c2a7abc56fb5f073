"""URIs of documents and the paths that the core knows them by."""

import re
from urllib.parse import quote, unquote

from portlens.text.regex import regex
from portlens.workspace.files import is_elsewhere

# A file's name may hold bytes that are no UTF-8; they come and go as the bytes they are.
_BYTES = "surrogateescape"

_DRIVE = regex(r"/[A-Za-z]:(?=/|\Z)")

# In an editor's own file system; a letter alone would be a drive.
_ELSEWHERE = regex(
    r"(?s)[A-Za-z][A-Za-z0-9+.-]+:(?://(?P<authority>[^/?#]+)(?=/|\Z)|(?=/(?!/)))(?P<path>[^?#]*)\Z"
)


def path_of(uri: str) -> str:
    """Return the path, with forward slashes, that `uri` stands for.

    A `file:` URI becomes the path on this machine, with the drive (`c:/x`) or the share
    (`//wsl$/Debian/etc`) in front. One of an editor's own file systems (`vscode-vfs://github/a/b`)
    becomes a path with scheme and authority in front, `//vscode-vfs:github/a/b`: no share has a
    host with a colon. Any other URI (`untitled:`) is no file: it stays as it is, decoded, so that
    its end still tells the format.
    """
    scheme, _, rest = uri.partition(":")
    scheme = scheme.lower()
    if scheme == "file" and rest.startswith("/"):
        return _path_here(unquote(rest, errors=_BYTES))
    found = _ELSEWHERE.match(uri) if scheme != "untitled" else None
    if found is None:
        return unquote(uri)
    authority = unquote(found["authority"] or "").replace("/", "%2F")
    return f"//{scheme}:{authority}{unquote(found['path'], errors=_BYTES)}"


def _path_here(path: str) -> str:
    if path.startswith("///"):
        path = path[2:]
    elif path.startswith("//localhost/"):
        path = path[11:]
    return path[1:] if _DRIVE.match(path) else path


def uri_of(path: str) -> str:
    """Return the URI of `path`; the inverse of `path_of`."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", path):
        return path
    if is_elsewhere(path):
        where, _, below = path[2:].partition("/")
        scheme, _, authority = where.partition(":")
        host = "//" + quote(authority.replace("%2F", "/"), safe=":@") if authority else ""
        return f"{scheme}:{host}{quoted('/' + below)}"
    if path.startswith("//"):
        return "file:" + quoted(path)
    return "file:///" + quoted(path) if has_drive(path) else "file://" + quoted(path)


def has_drive(path: str) -> bool:
    """Tell whether `path` begins with a drive of Windows, and so is absolute."""
    return _DRIVE.match("/" + path) is not None


def quoted(path: str) -> str:
    """Return `path`, or a part of one, as it stands in a URI."""
    return quote(path, safe="/", errors=_BYTES)
