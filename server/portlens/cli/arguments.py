"""A command line, read: which options were given, and which words beside them."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence

from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import LANGUAGES, Language, Phrase, in_a_row


class Option(NamedTuple):
    """One option. Without `metavar` it is a switch; with `is_list` it may name many things."""

    name: str  # with its dashes: `--format`
    about: Phrase
    metavar: str = ""
    choices: Callable[[], tuple[str, ...]] = tuple  # called where they are needed alone
    is_list: bool = False  # `--select a,b`, `--select a b` and `--select a --select b` alike
    is_item: Callable[[str], bool] = lambda _word: False  # may this word go on such a list?

    @property
    def described(self) -> Phrase:
        """What the help says of the option, with its choices where they are named."""
        return self.about.fill(choices=in_a_row(self.choices()))


class Command(NamedTuple):
    """One command: `portlens NAME`. `words` names what stands beside the options."""

    name: str
    words: str
    about: Phrase
    options: tuple[Option, ...]


class Arguments(NamedTuple):
    """What was said on the command line."""

    words: tuple[str, ...]
    values: Mapping[str, tuple[str, ...]]
    language: Language

    def has(self, option: str) -> bool:
        """Tell whether `option` was given."""
        return option in self.values

    def last(self, option: str, default: str = "") -> str:
        """Return the value of `option`; of several the last counts."""
        return self.values.get(option, (default,))[-1]

    def all(self, option: str) -> tuple[str, ...]:
        """Return every value of `option`, none where it was not given."""
        return self.values.get(option, ())


class Refusal(Exception):  # noqa: N818 - not an error of the program
    """The command cannot be carried out; the phrase says why. The exit status is 2."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.phrase = phrase


class UsageError(Refusal):
    """A command line that means nothing; the help page may tell more."""


def parse(command: Command, given: Sequence[str]) -> Arguments:
    """Read the words after the command's name; raise UsageError where they make no sense."""
    options = {option.name: option for option in command.options}
    values: dict[str, list[str]] = {}
    words: list[str] = []
    rest = list(reversed(given))
    while rest:
        word = rest.pop()
        if word == "--":
            words += reversed(rest)
            break
        if not word.startswith("-") or word[1:2].isdigit() or word == "-":
            words.append(word)  # -1 is a bad port to explain, not an option
            continue
        name, equals, value = word.partition("=")
        option = options.get(name)
        if option is None:
            raise UsageError(UNKNOWN.fill(option=name, near=_near(name, options)))
        if not option.metavar:
            if equals:
                raise UsageError(NO_VALUE.fill(option=name))
            values[name] = []
            continue
        if not equals:
            if not rest:
                raise UsageError(NEEDS_VALUE.fill(option=name, metavar=option.metavar))
            value = rest.pop()
        values.setdefault(name, []).extend(_items(option, value, rest))
    language = values.get("--lang", [""])[-1]
    found = {name: tuple(given) for name, given in values.items()}
    return Arguments(tuple(words), found, language_of(language))


def language_of(chosen: str) -> Language:
    """Return the language to speak: the chosen one, else the terminal's, else English."""
    if chosen not in LANGUAGES:
        chosen = next(filter(None, map(os.environ.get, _LOCALE)), "")
    if not chosen and os.name == "nt":
        from portlens.cli.windows import speaks_japanese

        return "ja" if speaks_japanese() else "en"
    return "ja" if chosen.startswith("ja") else "en"


# In the order in which POSIX lets one override the other.
_LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


def _items(option: Option, value: str, rest: list[str]) -> Iterator[str]:
    """Yield the values that `value` stands for, and on a list the items that follow it.

    What follows counts only where it is certainly an item: `--select invalid-port compose.yaml`
    names one rule and one file.
    """
    items = value.split(",") if option.is_list else [value]
    while option.is_list and rest and option.is_item(rest[-1]):
        items += rest.pop().split(",")
    for item in filter(None, map(str.strip, items)) if option.is_list else items:
        choices = option.choices()
        if choices and item not in choices:
            told = in_a_row(choices)
            raise UsageError(BAD_VALUE.fill(option=option.name, value=item, choices=told))
        yield item


def _near(name: str, options: Mapping[str, Option]) -> Phrase:
    import difflib

    near = difflib.get_close_matches(name, options, 1)
    return NEAR.fill(option=near[0]) if near else Phrase("", "")


UNKNOWN = Phrase("there is no option {option}{near}", "オプション {option} はありません{near}")
NEAR = Phrase("; did you mean {option}?", "。{option} のことでしょうか?")
NO_VALUE = Phrase("{option} takes no value", "{option} は値を取りません")
NEEDS_VALUE = Phrase(
    "{option} needs a value: {option} {metavar}", "{option} には値が必要です: {option} {metavar}"
)
BAD_VALUE = Phrase(
    "{option}: {value} is none of {choices}", "{option}: {value} は {choices} のどれでもありません"
)
