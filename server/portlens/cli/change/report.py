"""How a comparison is shown, as the command line chose it."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase
from portlens.text.typed import TextIO


class Report(NamedTuple):
    """The language, the stream that the report is for, and the word of `--color`."""

    language: Language
    stream: TextIO
    color: str = "auto"

    def say(self, phrase: Phrase) -> str:
        """Return `phrase` in the language of the report."""
        return phrase.to(self.language)
