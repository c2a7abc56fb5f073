"""What the user reads, in every language that portlens speaks."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal

Language = Literal["en", "ja"]

LANGUAGES: tuple[Language, ...] = ("en", "ja")


class Phrase(NamedTuple):
    """One text in English and Japanese; `{names}` in it are filled by `fill`."""

    en: str
    ja: str

    def fill(self, **values: object) -> "Phrase":
        """Return the phrase with its placeholders filled; a value may be a Phrase itself.

        The same said of a thousand files is one text.
        """
        english, japanese = values, dict(values)
        for key, value in japanese.items():
            if isinstance(value, Phrase):
                english[key], japanese[key] = value
        return Phrase(_kept(self.en.format_map(english)), _kept(self.ja.format_map(japanese)))

    def to(self, language: Language) -> str:
        """Return the text in `language`."""
        return self.ja if language == "ja" else self.en


def same(text: str) -> Phrase:
    """Return a phrase that reads alike in every language: a name, a number, a product."""
    return Phrase(text, text)


def in_a_row(names: Iterable[str | Phrase]) -> Phrase:
    """Return names with the comma of each language between them."""
    phrases = [same(name) if isinstance(name, str) else name for name in names]
    return Phrase(", ".join(each.en for each in phrases), "、".join(each.ja for each in phrases))


def all_of(names: Sequence[str | Phrase]) -> Phrase:
    """Return names as the subject of a sentence: in English with "and" before the last."""
    row = in_a_row(names)
    if len(names) == 1:
        return row
    last = names[-1] if isinstance(names[-1], str) else names[-1].en
    return Phrase(f"{in_a_row(names[:-1]).en} and {last}", row.ja)


@lru_cache(maxsize=10_000)
def _kept(text: str) -> str:
    """Return the same text that was returned for an equal one.

    `sys.intern` would keep each of them for ever on Python 3.12 (python/cpython issue 113993).
    """
    return text
