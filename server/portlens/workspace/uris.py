"""URIs of documents and the paths that the core knows them by."""

import re
from urllib.parse import quote, unquote

from portlens.text.regex import regex

# A file's name may hold bytes that are no UTF-8; they come and go as the bytes they are.
_BYTES = "surrogateescape"

_DRIVE = regex(r"/[A-Za-z]:(?=/|\Z)")


def path_of(uri: str) -> str:
    """Return the path, with forward slashes, that `uri` stands for.

    A `file:` URI becomes the path on this machine, with the drive (`c:/x`) or the share
    (`//wsl$/Debian/etc`) in front. Any other URI (`untitled:`, `vscode-remote:`) is no file
    here: it stays as it is, decoded, so that its end still tells the format.
    """
    scheme, _, rest = uri.partition(":")
    if scheme.lower() != "file" or not rest.startswith("/"):
        return unquote(uri)
    path = unquote(rest, errors=_BYTES)
    if path.startswith("///"):
        path = path[2:]
    elif path.startswith("//localhost/"):
        path = path[11:]
    return path[1:] if _DRIVE.match(path) else path


def uri_of(path: str) -> str:
    """Return the URI of `path`; the inverse of `path_of`."""
    if re.match(r"[A-Za-z][A-Za-z0-9+.-]+:", path):
        return path
    if path.startswith("//"):
        return "file:" + quoted(path)
    return "file:///" + quoted(path) if has_drive(path) else "file://" + quoted(path)


def has_drive(path: str) -> bool:
    """Tell whether `path` begins with a drive of Windows, and so is absolute."""
    return _DRIVE.match("/" + path) is not None


def quoted(path: str) -> str:
    """Return `path`, or a part of one, as it stands in a URI."""
    return quote(path, safe="/", errors=_BYTES)
