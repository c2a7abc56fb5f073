"""The fenced blocks in a rule's page."""

import re
from typing import Literal, NamedTuple

Section = Literal["Example", "Instead"]

_BLOCK = re.compile(
    r"^```(\S+)(?: +path=(\S+))?( +(?:last-line=open|line-ends=crlf))?\n(.*?)^```$",
    re.MULTILINE | re.DOTALL,
)


class ExampleBlock(NamedTuple):
    """One block: a format id or `file`, its place in the example's folder, its text."""

    tag: str
    path: str
    text: str


def example_blocks(page: str, section: Section) -> list[ExampleBlock]:
    """Return the blocks under `## section` of a page.

    `last-line=open`: the last line has no line break; `line-ends=crlf`: lines end as on Windows.
    """
    _, _, rest = page.partition(f"## {section}\n")
    inside = rest.partition("\n## ")[0]
    return [
        ExampleBlock(
            tag,
            path if not path or path.startswith("/") else f"/site/{path}",
            _ended(text, option.strip()),
        )
        for tag, path, option, text in _BLOCK.findall(inside)
    ]


def _ended(text: str, option: str) -> str:
    if option == "line-ends=crlf":
        return text.replace("\n", "\r\n")
    return text.removesuffix("\n") if option else text
