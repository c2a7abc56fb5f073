"""From which chains of the kernel the chains of a file are reached."""

from collections.abc import Iterable, Sequence

from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.text.regex import regex

_BUILT_IN = ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING")
# ufw's own chains, which a file of its own jumps to.
_UFW = regex(r"ufw6?-(?:[a-z-]+-)?(input|forward|output)")


class Jump(NamedTuple):
    """That a rule of `chain` leads to another chain, or to a target that is none."""

    table: str
    chain: str
    to: str


def hooks(jumps: Iterable[Jump]) -> dict[tuple[str, str], str]:
    """Return the chain of the kernel from which each chain is reached, in small letters.

    Left out is one that the file reaches from several; what reaches it from elsewhere nobody knows.
    """
    after: dict[tuple[str, str], list[str]] = {}
    for table, chain, to in jumps:
        pause()
        after.setdefault((table, chain), []).append(to)
    found: dict[tuple[str, str], str] = {}
    for table in sorted({table for table, _ in after}):
        for hook in _BUILT_IN:
            _reach(table, hook, after, found)
    return {key: hook for key, hook in found.items() if hook}


def hook_of(table: str, chain: str, known: dict[tuple[str, str], str]) -> str:
    """Return the chain of the kernel that leads to `chain`; empty where nobody knows."""
    if chain in _BUILT_IN:
        return chain.lower()
    named = _UFW.fullmatch(chain)
    return known.get((table, chain), named[1] if named else "")


def _reach(
    table: str,
    hook: str,
    after: dict[tuple[str, str], Sequence[str]] | dict[tuple[str, str], list[str]],
    found: dict[tuple[str, str], str],
) -> None:
    seen = {hook}
    todo = [hook]
    while todo:
        for to in after.get((table, todo.pop()), ()):
            pause()
            if to not in seen:
                seen.add(to)
                todo.append(to)
                found[table, to] = "" if (table, to) in found else hook.lower()
