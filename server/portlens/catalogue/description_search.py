"""Finding rows by what they are for: a task, or words of their description, in both languages."""

from bisect import bisect_right

from portlens.catalogue.table import Table

_SHORTEST = 3  # letters of a word that is worth looking for; two Chinese characters are a word
_LINKS = frozenset({"a", "for", "in", "of", "over", "the", "to", "with"})


def served(table: Table, text: str) -> list[int]:
    """Return the rows that serve the task which `text` names, the best known first.

    `text` is folded already. In Japanese the web is written in two ways, with a blank or without.
    """
    words = " ".join(text.split()).replace("ウェブ", "web")
    return table.tasks.get(words) or table.tasks.get(words.replace(" ", ""), [])


def described(table: Table, text: str) -> list[int]:
    """Return the rows in whose description a word begins with `text`, the known ones first.

    Where none has several words as they stand, the rows that have each of them count. Japanese
    does not part its words: there the text may stand anywhere. `text` is folded already.
    """
    rows = _holding(table, text)
    words = [word for word in text.split() if word not in _LINKS]
    if not rows and len(words) > 1:
        first, *others = ({*_named(table, word), *_holding(table, word)} for word in words)
        rows = first.intersection(*others)
    return sorted(rows, key=lambda row: (table.first[row] not in table.known_ports, row))


def _named(table: Table, word: str) -> set[int]:
    return {table.key_rows[index] for index in table.ranked.holding(word)}


def _holding(table: Table, text: str) -> set[int]:
    is_spelt = text.isascii()
    if len(text) < (_SHORTEST if is_spelt else _SHORTEST - 1):
        return set()
    texts, starts = table.folded_descriptions
    rows: set[int] = set()
    at = texts.find(text)
    while at >= 0:
        row = bisect_right(starts, at) - 1
        end = starts[row + 1] if row + 1 < len(starts) else len(texts)
        if is_spelt and _is_letter(texts[at - 1]) and _is_letter(text[0]):
            at = texts.find(text, at + 1)  # git is not in digital
            continue
        rows.add(row)
        at = texts.find(text, end)
    return rows


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
