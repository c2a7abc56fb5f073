"""The rules of an nftables file, each with what the file says of its chain."""

from collections.abc import Iterable, Sequence

from portlens.formats.nftables.statements import Block, Statement, table_of
from portlens.formats.nftables.words import Word
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause

Key = tuple[tuple[str, str], str]  # table and name
_ADDS = frozenset({"add", "insert", "replace"})
_SHORTEST = 4  # `add rule filter input`


class Rule(NamedTuple):
    """The words of one rule; `hook` is empty where the file does not say at which its chain is."""

    table: tuple[str, str]
    chain: str
    hook: str
    words: Sequence[Word]

    @property
    def owner(self) -> str:
        """The chain, as nft's commands name it."""
        return " ".join(part for part in (self.table[1], self.chain) if part)


def rules(statements: Iterable[Statement]) -> list[Rule]:
    """Return all rules. Blocks of one name are one chain; a chain has its hook for all of them."""
    hooks: dict[Key, str] = {}
    found: list[Rule] = []
    for block, words in statements:
        pause()
        texts = [word.text for word in words[:8]]
        if block.kind == "chain" and texts[0] == "type" and "hook" in texts:
            at = texts.index("hook") + 1
            hooks[block.table, block.name] = texts[at] if at < len(texts) else ""
        elif block.kind == "chain":
            found.append(Rule(block.table, block.name, "", words))
        elif not block.kind:
            found.append(_commanded(block, words))
    return [rule._replace(hook=hooks.get((rule.table, rule.chain), "")) for rule in found]


def _commanded(block: Block, words: Sequence[Word]) -> Rule:
    """Return the rule of `add rule inet filter input tcp dport 22 accept`.

    Without a command the file is a part of a chain, which another one includes.
    """
    if words[0].text not in _ADDS or len(words) < _SHORTEST or words[1].text != "rule":
        return Rule(block.table, "", "", words)
    named = words[2:6]
    table, rest = table_of([word.text for word in named])
    return Rule(table, rest[0] if rest else "", "", words[2 + len(named) - len(rest) + 1 :])
