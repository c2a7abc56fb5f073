"""What a terminal can show: colours, and how wide a text is on it."""

import os
from collections.abc import Callable

from portlens.text.typed import Literal, TextIO
from portlens.text.visible import TAB

Colour = Literal["red", "yellow", "blue", "cyan", "green", "bold", "dim"]
Brush = Callable[[str, Colour], str]

COLOURS: dict[str, Colour] = {  # of findings, by their severity
    "error": "red",
    "warning": "yellow",
    "information": "blue",
    "hint": "cyan",
}

NARROWEST = 20  # below that nothing can be laid out, and a size of 0 means that none is known

_CODES: dict[Colour, str] = {
    "red": "1;31",
    "yellow": "1;33",
    "blue": "1;34",
    "cyan": "36",
    "green": "32",
    "bold": "1",
    "dim": "2",
}


def brush_for(stream: TextIO, choice: str = "auto") -> Brush:
    """Return what colours a text for `stream`, or leaves it alone where colours are unwanted.

    `choice` is the word of `--color`; an empty one means auto.
    """
    if choice == "always" or (choice != "never" and _wants_colour(stream)):
        return lambda text, colour: f"\x1b[{_CODES[colour]}m{text}\x1b[0m"
    return lambda text, _colour: text


def dump_json(answer: object, stream: TextIO) -> str:
    """Return `answer` as JSON that `stream` can carry, in plain ASCII where it is not UTF-8."""
    import json

    is_utf8 = (stream.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(answer, ensure_ascii=not is_utf8, indent=2) + "\n"


def width(text: str) -> int:
    """Return how many columns `text`, made visible, takes; a Chinese character takes two."""
    if text.isascii():
        return len(text)
    return sum(columns_of_character(character) for character in text)


def pad(text: str, columns: int) -> str:
    """Return `text` with blanks up to `columns`."""
    return text + " " * (columns - width(text))


def columns_of(stream: TextIO) -> int | None:
    """Return how many columns `stream` has; None where it is no terminal and has no edge."""
    try:
        if not stream.isatty():
            return None
        # COLUMNS goes first, as for every program; `shutil` would take 4 ms to say the same.
        given = os.environ.get("COLUMNS", "")
        columns = int(given) if given.isdecimal() else os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):
        return None
    return columns if columns >= NARROWEST else None


def cut(text: str, columns: int, *, at_start: bool = False) -> str:
    """Return `text`, made visible, in at most `columns`; an ellipsis stands for what is cut off.

    That is its end, or with `at_start` its beginning.
    """
    if width(text) <= columns:
        return text
    taken, count = 0, 0
    for character in reversed(text) if at_start else text:
        taken += columns_of_character(character)
        if taken > columns - 1:
            break
        count += 1
    return "…" + text[len(text) - count :] if at_start else text[:count] + "…"


def _wants_colour(stream: TextIO) -> bool:
    """Tell whether to colour: on a terminal, unless NO_COLOR or FORCE_COLOR decides otherwise."""
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR")
    if forced:
        return forced != "0"
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def columns_of_character(character: str) -> int:
    """Return how many columns a character takes as `visible` shows it."""
    if character.isascii():
        return TAB if character == "\t" else 1
    import unicodedata

    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
