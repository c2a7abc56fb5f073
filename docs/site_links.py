"""A hook of mkdocs: links that lead out of docs/ become plain text, since they lead to no page."""

import re
from pathlib import PurePosixPath
from typing import Any

LINK = re.compile(r"(?<!!)\[([^\]\n]+)\]\((\.\.?/[^)\s]+)\)")
CODE = re.compile(r"(^[ ]*```.*?^[ ]*```$)", re.DOTALL | re.MULTILINE)


def on_page_markdown(markdown: str, *, page: Any, **_: object) -> str:
    """Return the page's text without links to what the site does not have."""
    depth = len(PurePosixPath(page.file.src_uri).parts) - 1
    parts = CODE.split(markdown)
    parts[::2] = [LINK.sub(lambda link: _kept(link, depth), part) for part in parts[::2]]
    return "".join(parts)


def _kept(link: re.Match[str], depth: int) -> str:
    """Return the link, or its words alone where it climbs more than `depth` folders."""
    climbed = PurePosixPath(link[2]).parts.count("..")
    return link[1] if climbed > depth else link[0]
