"""How the same files may be written down: line ends, marks, comments, and what stands around."""

from random import Random

_OTHER = 'services:\n  other:\n    image: nginx\n    ports: ["7777:77"]\n'
_ENV = ("windows", "mark", "cut-short", "empty-lines")
_YAML = (*_ENV, "tabs", "comments", "begun", "ended", "second")


def dressed(files: dict[str, str], random: Random) -> dict[str, str]:
    """Return the files of a Compose project, each written down in a way of its own.

    A `second` document adds a service; nothing else changes what Compose reads.
    """
    return {
        name: _dressed(text, random.choice(_ENV if name.endswith(".env") else _YAML), random)
        for name, text in files.items()
    }


def _dressed(text: str, how: str, random: Random) -> str:
    match how:
        case "windows":
            return text.replace("\n", "\r\n")
        case "mark":
            return f"\ufeff{text}"
        case "cut-short":
            return text.rstrip("\n")
        case "empty-lines":
            return "\n\n" + text.replace("\n", "\n\n")
        case "tabs":
            return text.replace("\n", "\t\n")
        case "comments":
            return _with_comments(text, random)
        case "begun":
            return f"---\n{text}"
        case "ended":
            return f"{text}...\n"
        case _:
            return f"{text}---\n{_OTHER}"


def _with_comments(text: str, random: Random) -> str:
    lines = text.split("\n")
    return "\n".join(
        f'{line}  # - "1:1"' if line and random.random() < 1 / 3 else line for line in lines
    )
