"""The rows of a port, each table's in one line of a page."""

from collections.abc import Iterable, Sequence

from portlens.catalogue.assignment import Assignment
from portlens.text.phrase import LANGUAGES, Phrase, same

NAMED_IN_FULL = 3  # more software than this on one port is listed by name alone
_LONGEST = 120  # characters of a description


def brief(description: Phrase) -> Phrase:
    """Shorten a description that goes on and on, as some of the registry's do."""
    return Phrase(*map(_first_words, description))


def _first_words(text: str) -> str:
    sentence = text.partition(". ")[0]
    if len(sentence) <= _LONGEST:
        return sentence
    return sentence[: sentence.rfind(" ", 0, _LONGEST)] + " …"


def official_names(
    rows: Sequence[Assignment], listed: Sequence[Assignment], summary: Phrase
) -> Phrase:
    """Join the registry's names. Told of each is only what no other line tells, in better words."""
    told = {summary, *(row.description for row in rows[:1])}
    told_elsewhere = {row.name.casefold() for row in listed}
    texts = []
    for row, *others in _by_name(rows):
        text = _with_aliases(row, row.aliases)
        if row.last > row.first:
            text += f" {row.first}-{row.last}"
        phrase = same(text)
        is_telling = row.description.en.casefold() not in {"", row.name.casefold()}
        if is_telling and row.description not in told and row.name not in told_elsewhere:
            phrase = DESCRIBED.fill(name=phrase, description=brief(row.description))
        told.add(row.description)
        texts.append(with_origin(phrase, [same(each) for each in _transports(row, *others)]))
    return listing(SEMICOLON, texts)


def listed_names(
    rows: Sequence[Assignment], official: Sequence[Assignment], summary: Phrase
) -> Phrase:
    """Join the names of the reference tables, each with the tables that have it."""
    registered = {row.name.casefold() for row in official}
    texts = []
    for row, *others in _by_name(rows):
        aliases = dict.fromkeys(alias for each in (row, *others) for alias in each.aliases)
        phrase = same(_with_aliases(row, tuple(aliases)))
        if row.description != summary:
            phrase = DESCRIBED.fill(name=phrase, description=row.description)
        origin = [SOURCES.get(each.source, same(each.source)) for each in (row, *others)]
        if row.name.casefold() not in registered:
            origin += [same(each) for each in _transports(row, *others)]
        phrase = with_origin(phrase, list(dict.fromkeys(origin)))
        for slip in dict.fromkeys(each.slip for each in (row, *others) if each.slip):
            phrase = REMARKED.fill(text=phrase, remark=slip)
        texts.append(phrase)
    return listing(SEMICOLON, texts)


def common_names(rows: Sequence[Assignment], summary: Phrase) -> Phrase:
    """Join what software is found on the port, described where that stays readable."""
    if len(rows) > NAMED_IN_FULL:
        return listing(COMMA, [same(row.name) for row in rows])
    return listing(
        SEMICOLON,
        [
            same(row.name)
            if row.description == summary
            else DESCRIBED.fill(name=row.name, description=row.description)
            for row in rows
        ],
    )


def _by_name(rows: Sequence[Assignment]) -> Iterable[list[Assignment]]:
    """Gather the rows that have the same name: a registry has one for each transport."""
    groups: dict[str, list[Assignment]] = {}
    for row in rows:
        groups.setdefault(row.name.casefold(), []).append(row)
    return groups.values()


def _transports(*rows: Assignment) -> Iterable[str]:
    return dict.fromkeys(transport for row in rows for transport in row.transports)


def _with_aliases(row: Assignment, aliases: tuple[str, ...]) -> str:
    return f"{row.name} ({', '.join(aliases)})" if aliases else row.name


def with_origin(phrase: Phrase, origin: Sequence[Phrase]) -> Phrase:
    """Put tables or transports behind a name: `netstat [RHEL C-6, tcp]`."""
    where = listing(COMMA, origin)
    # A full-width bracket brings its own blank.
    blank = "" if phrase.ja.endswith("）") else " "
    return Phrase(f"{phrase.en} [{where.en}]", f"{phrase.ja}{blank}[{where.ja}]")


def listing(separator: Phrase, items: Sequence[Phrase]) -> Phrase:
    """Join phrases in each language with that language's separator."""
    english, japanese = (
        separator.to(each).join(item.to(each) for item in items) for each in LANGUAGES
    )
    return Phrase(english, japanese)


COMMA = Phrase(", ", "、")
SEMICOLON = Phrase("; ", " / ")
DESCRIBED = Phrase("{name} – {description}", "{name}（{description}）")
REMARKED = Phrase("{text} – {remark}", "{text} ※{remark}")
SOURCES = {"typical ports": Phrase("typical ports", "代表的なポート")}
