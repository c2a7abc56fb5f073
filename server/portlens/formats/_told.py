"""The comment in which a file says what it is, for portlens or for an editor."""

import re

from portlens.text.regex import regex

_LINES = 5  # as many as Vim looks at, from either end
_FAR = 2_000  # characters that these lines may take

_COMMENT = regex(
    r"""^[^\n#]{0,40}\#[^\n]*?(?:
        \bportlens:[ \t]*format[ \t]*=[ \t]*(?P<own>[\w.-]+)
        | (?<!\w)(?:vim?|ex):[^\n]*?(?<![\w-])(?:filetype|ft|syntax|syn)=(?P<vim>[\w.-]+)
        | -\*-(?:[^\n]*?mode:)?[ \t]*(?P<emacs>[\w.-]+?)(?:-mode)?[ \t]*(?:;[^\n]*?)?-\*-
    )""",
    re.MULTILINE | re.VERBOSE | re.IGNORECASE,
)


def told_by_comment(text: str) -> str:
    """Return the format or the editor's language that a comment names, in small letters, or "".

    `# portlens: format=nginx`, `# vim: ft=nginx` or `# -*- mode: nginx -*-` counts in one of
    the first five lines or the last five.
    """
    head = text[:_FAR]
    tail = text[max(_FAR, len(text) - _FAR) :]
    if "#" not in head and "#" not in tail:
        return ""
    ends = (head.split("\n")[:_LINES], tail.rstrip("\n").split("\n")[-_LINES:])
    if len(text) <= _FAR:
        ends = (ends[0], head.rstrip("\n").split("\n")[-_LINES:])
    for lines in ends:
        for line in lines:
            if "#" in line and (":" in line or "-*-" in line):
                found = _COMMENT.search(line)
                if found:
                    return next(filter(None, found.groups()), "").lower()
    return ""
