"""Named sets and maps of ports, and the elements that a command adds to them."""

from collections.abc import Iterable, Mapping, Sequence

from portlens.formats.nftables.statements import Statement, table_of
from portlens.formats.nftables.values import Found, given_at, listed
from portlens.formats.nftables.words import Word
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause

Key = tuple[tuple[str, str], str]  # table and name


class Elements(NamedTuple):
    """The ports that a set or the keys of a map are made of, at one place."""

    key: Key
    found: list[Found]


def elements(statements: Iterable[Statement]) -> list[Elements]:
    """Return the elements of all sets and maps of which the file says that they hold ports."""
    statements = list(statements)
    kinds = _kinds(statements)
    found = []
    for statement in statements:
        pause()
        block, words = statement
        if block.kind in {"set", "map"} and words[0].text == "elements":
            key: Key = (block.table, block.name)
            if len(words) > 2 and words[1].text == "=" and key in kinds:
                found.append(Elements(key, _values(words, 2, is_map=block.kind == "map")))
        elif not block.kind and [word.text for word in words[:2]] == ["add", "element"]:
            key, at = _named(words)
            if key in kinds and at < len(words):
                found.append(Elements(key, _values(words, at, is_map=kinds[key])))
    return found


def _kinds(statements: Iterable[Statement]) -> Mapping[Key, bool]:
    """Return the sets and maps of ports, and whether each is a map."""
    kinds: dict[Key, bool] = {}
    for block, words in statements:
        pause()
        if block.kind not in {"set", "map"} or words[0].text not in {"type", "typeof"}:
            continue
        texts = [word.text for word in words[1:4]]
        kind = texts[: texts.index(":")] if ":" in texts else texts
        is_port = kind == ["inet_service"] and words[0].text == "type"
        if (is_port or _is_field(words[0].text, kind)) and (block.kind == "map") == (":" in texts):
            kinds[block.table, block.name] = block.kind == "map"
    return kinds


def _is_field(keyword: str, kind: Sequence[str]) -> bool:
    return keyword == "typeof" and len(kind) == 2 and kind[1] in {"dport", "sport"}


def _named(words: Sequence[Word]) -> tuple[Key, int]:
    """Return the set of `add element inet filter web { 80 }`, and where its elements begin."""
    named = words[2:6]
    table, rest = table_of([word.text for word in named])
    return (table, rest[0] if rest else ""), 2 + len(named) - len(rest) + 1


def _values(words: Sequence[Word], at: int, *, is_map: bool) -> list[Found]:
    if words[at].kind != "sign":
        return []
    if words[at].text == "{":
        return listed(words, at, is_map=is_map)[0]
    given = given_at(words, at)
    return [given] if given is not None and given.sign == "$" else []
