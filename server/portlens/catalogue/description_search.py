"""Finding rows by a word of what they are described with, in English or in Japanese."""

from bisect import bisect_right

from portlens.catalogue.table import Table

_SHORTEST = 3  # letters of a word that is worth looking for; two Chinese characters are a word


def described(table: Table, text: str) -> list[int]:
    """Return the rows in whose description a word begins with `text`, the known ones first.

    Japanese does not part its words: there the text may stand anywhere. `text` is folded already.
    """
    is_spelt = text.isascii()
    if len(text) < (_SHORTEST if is_spelt else _SHORTEST - 1):
        return []
    texts, starts = table.folded_descriptions
    rows: dict[int, None] = {}
    at = texts.find(text)
    while at >= 0:
        row = bisect_right(starts, at) - 1
        end = starts[row + 1] if row + 1 < len(starts) else len(texts)
        if is_spelt and _is_letter(texts[at - 1]) and _is_letter(text[0]):
            at = texts.find(text, at + 1)  # git is not in digital
            continue
        rows[row] = None
        at = texts.find(text, end)
    return sorted(rows, key=lambda row: table.first[row] not in table.known_ports)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
