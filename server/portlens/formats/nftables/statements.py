"""The statements of an nftables file, and the blocks that they stand in."""

from collections.abc import Iterable

from portlens.formats.nftables.words import Word
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause

FAMILIES = frozenset({"ip", "ip6", "inet", "arp", "bridge", "netdev"})
_COMMANDS = frozenset({"add", "create", "insert", "replace"})
_OPENS = frozenset(
    {"table", "chain", "set", "map", "flowtable", "counter", "quota", "limit", "ct", "meter"}
    | {"secmark", "synproxy"}
)
_MOST_OF_HEAD = 8  # words before the brace of a block: `add ct helper inet filter name`


class Block(NamedTuple):
    """What stands between the braces of a table, a chain or a set; no kind for the file itself."""

    kind: str = ""
    name: str = ""
    table: tuple[str, str] = ("", "")  # family and name


class Statement(NamedTuple):
    """One rule, one line of a set, or one command, with the braces that hold its values."""

    block: Block
    words: tuple[Word, ...]


def statements(words: Iterable[Word]) -> list[Statement]:
    """Return the statements in the order of the text; what opens a block is one of its own."""
    found: list[Statement] = []
    blocks = [Block()]
    now: list[Word] = []
    depth = 0  # of braces that hold values

    def close() -> None:
        if now:
            found.append(Statement(blocks[-1], tuple(now)))
            now.clear()

    for word in words:
        pause()
        sign = word.text if word.kind == "sign" else ""
        block = _opened(now, blocks[-1]) if sign == "{" and not depth else None
        if block is not None:
            close()
            blocks.append(block)
        elif depth or sign == "{":
            depth += (sign == "{") - (sign == "}")
            if word.kind != "end":
                now.append(word)
        elif sign == "}":
            close()
            del blocks[max(1, len(blocks) - 1) :]
        elif word.kind == "end":
            close()
        else:
            now.append(word)
    close()
    return found


def _opened(head: list[Word], outer: Block) -> Block | None:
    """Return the block that a brace behind `head` opens; None where it opens a list of values."""
    if head and head[-1].text in {"jump", "goto"} and outer.kind == "chain":
        return outer._replace(name="")
    if not head or len(head) > _MOST_OF_HEAD or outer.kind not in {"", "table"}:
        return None
    texts = [word.text for word in head]
    if texts[0] in _COMMANDS and not outer.kind:
        del texts[0]
    if not texts or texts[0] not in _OPENS:
        return None
    kind, *rest = texts
    if outer.kind == "table":
        return Block(kind, rest[-1] if rest else "", outer.table)
    if kind == "table":
        return Block(kind, rest[-1] if rest else "", table_of(rest)[0])
    table, rest = table_of(rest)
    return Block(kind, rest[0] if rest else "", table)


def table_of(words: list[str]) -> tuple[tuple[str, str], list[str]]:
    """Return the table that `inet filter …` names, with or without its family, and the rest."""
    family = words[0] if words and words[0] in FAMILIES else ""
    rest = words[1:] if family else words
    return (family or "ip", rest[0] if rest else ""), rest[1:]
