"""Foreign text in the middle of our own: nothing in it is obeyed, and it does not run on."""

TAB = 4
LONGEST_ECHO = 60


def visible(text: str) -> str:
    """Return `text` with a visible sign for each character that a terminal would obey.

    An escape sequence in a file must not reach the terminal. Tabs become four blanks.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(_sign(character) for character in text)


def echo(text: str) -> str:
    """Return what was typed as a message repeats it: visible, and cut where nobody reads on."""
    return visible(text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…")


def _sign(character: str) -> str:
    if character == "\t":
        return " " * TAB
    if character.isprintable() or character in "\u3000\u200d":
        return character
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)  # the pictures of control characters: ␀, ␛
    return "\u00a0" if character.isspace() else "\ufffd"
