"""Places in a text that lead somewhere: RFCs named in comments, files that are included."""

import posixpath
import re
from collections.abc import Iterator

from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.phrase import Phrase
from portlens.text.regex import regex
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.files import Files

_COMMENT = regex(r"(?:^|(?<=\s))(?:\#|//|<!--)[^\r\n]*", re.MULTILINE)
_RFC = regex(r"\bRFC[ -]?(\d{1,4})\b")
_GLOB = frozenset("*?[$%")


class Link(NamedTuple):
    """A place and where it leads: a `url`, or the `path` of a file that is there."""

    span: Span
    url: str | None = None
    path: str | None = None
    tooltip: Phrase | None = None


def document_links(document: Document, files: Files) -> Iterator[Link]:
    """Yield the links of `document`. No address is made up: RFCs have one by their number."""
    for comment in _COMMENT.finditer(document.text):
        pause()
        for rfc in _RFC.finditer(comment[0]):
            span = Span(*rfc.span()).shifted(comment.start())
            url = f"https://www.rfc-editor.org/rfc/rfc{int(rfc[1])}"
            yield Link(span, url=url, tooltip=OPEN_RFC.fill(number=int(rfc[1])))
    folder = posixpath.dirname(document.path)
    found: set[Span] = set()
    for link in document.reading.links:
        pause()
        # Of several files of one name, the program takes the first.
        if link.span not in found and _GLOB.isdisjoint(link.target) and "://" not in link.target:
            path = posixpath.normpath(posixpath.join(folder, link.target))
            names = files.list(path) if link.within else ()  # those of a folder
            if names:
                inside = next((name for name in link.within if name in names), None)
                path = posixpath.join(path, inside) if inside is not None else ""
            if path and files.version(path) is not None:
                found.add(link.span)
                yield Link(link.span, path=path)


OPEN_RFC = Phrase("Read RFC {number}", "RFC {number} を読む")
