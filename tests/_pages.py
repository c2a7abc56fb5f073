"""The fenced blocks in a rule's page."""

import re
from typing import Literal, NamedTuple

Section = Literal["Example", "Instead"]

_BLOCK = re.compile(
    r"^```(\S+)(?: +path=(\S+))?( +last-line=open)?\n(.*?)^```$", re.MULTILINE | re.DOTALL
)


class ExampleBlock(NamedTuple):
    """One block: a format id or `file`, its place in the example's folder, its text."""

    tag: str
    path: str
    text: str


def example_blocks(page: str, section: Section) -> list[ExampleBlock]:
    """Return the blocks under `## section` of a page; `last-line=open`: it has no line break."""
    _, _, rest = page.partition(f"## {section}\n")
    inside = rest.partition("\n## ")[0]
    return [
        ExampleBlock(
            tag,
            path if not path or path.startswith("/") else f"/site/{path}",
            text.removesuffix("\n") if is_open else text,
        )
        for tag, path, is_open, text in _BLOCK.findall(inside)
    ]
