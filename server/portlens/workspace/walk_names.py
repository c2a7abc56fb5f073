"""Which names are worth a closer look, told from the formats' patterns in nanoseconds.

A walk sees a hundred thousand names and wants a handful of them. Holding each against every
pattern would take longer than reading the folders, so the patterns are boiled down to what
`str.endswith` and `in` can tell; `may_have_format` has the last word on what is left.
"""

import re
from functools import lru_cache

from portlens.formats._glob import alternatives, compile_globs
from portlens.formats.registry import all_formats
from portlens.text.named_tuple import NamedTuple

_MIDDLE_TAIL = 5  # characters: `file.` of `Dockerfile.`, `Containerfile.` and `Caddyfile.`


class Names(NamedTuple):
    """`endings` and `middles` are parts that a name may have; `folders` takes every name.

    `endings` are kept by their last characters, `tail` of each: hundreds of them have some thirty
    tails, so that a look for a name's own tells of most that they have no ending. `middle_tails`
    are fewer than the middles, for the same reason.
    """

    endings: dict[str, tuple[str, ...]]
    tail: int
    middles: tuple[str, ...]
    middle_tails: frozenset[str]
    folders: re.Pattern[str]

    def takes_all(self, folder: str) -> bool:
        """Tell whether every name in `folder` is worth a look (`sites-enabled/*`)."""
        return self.folders.fullmatch(folder) is not None

    def pick(self, names: list[str]) -> list[str]:
        """Return those of `names`, none of which has one of the endings, that have a middle."""
        together = "\n".join(names)
        if not any(tail in together for tail in self.middle_tails):
            return []
        return [name for name in names if any(middle in name for middle in self.middles)]


@lru_cache(maxsize=1)
def names_of_formats() -> Names:
    """Return the parts of names that the patterns of all formats come down to."""
    endings: set[str] = set()
    middles: set[str] = set()
    folders: set[str] = set()
    for format_ in all_formats():
        for written in (*format_.patterns, *format_.shared_patterns):
            for pattern in alternatives(written):
                folder, _, name = pattern.rpartition("/")
                literals = re.split(r"[*?]", name)
                if literals[-1]:
                    endings.add(literals[-1])
                elif any(literals):
                    middles.add(max(literals, key=len))
                else:
                    folders.add(f"{folder}{{,/**}}" if name == "**" else folder)
    shortest = {one for one in endings if not any(one[at:] in endings for at in range(1, len(one)))}
    tail = min(map(len, shortest))
    by_tail: dict[str, tuple[str, ...]] = {}
    for one in shortest:
        by_tail[one[-tail:]] = (*by_tail.get(one[-tail:], ()), one)
    middle_tails = frozenset(one[-_MIDDLE_TAIL:] for one in middles)
    return Names(by_tail, tail, tuple(middles), middle_tails, compile_globs(folders))
