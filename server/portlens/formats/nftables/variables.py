"""Variables of an nftables file, `define web = { 80, 443 }`, as ports."""

from collections.abc import Iterable, Mapping

from portlens.formats.nftables.statements import Statement
from portlens.formats.nftables.values import Found, given_at, listed, port_at
from portlens.formats.nftables.words import Word
from portlens.text.pause import pause

_SHORTEST = 4  # `define ssh = 22`


def variables(statements: Iterable[Statement]) -> Mapping[str, list[Found]]:
    """Return what would be ports in the values of variables, by name.

    A variable is left out that the file gives several values: which of them counts depends on
    where it is asked for. Whether a value is one of ports, only its uses tell.
    """
    values: dict[str, list[Found] | None] = {}
    for _, words in statements:
        pause()
        keyword = words[0].text
        if keyword not in {"define", "redefine", "undefine"} or len(words) < 2:
            continue
        name = words[1].text
        is_only = keyword == "define" and name not in values
        values[name] = _value(words) if is_only else None
    return {name: value for name, value in values.items() if value is not None}


def _value(words: tuple[Word, ...]) -> list[Found]:
    if len(words) < _SHORTEST or words[2].text != "=":
        return []
    if words[3].kind == "sign" and words[3].text == "{":
        found, end, _ = listed(words, 3, is_map=False)
        return found if end == len(words) else []
    given = given_at(words, 3)
    if given is not None:
        return [given] if len(words) == _SHORTEST + 1 and given.sign == "$" else []
    found, end = port_at(words, 3)
    return found if end == len(words) else []
