"""The rows of a port, each table's in one line of a page."""

from collections.abc import Iterable, Sequence

from portlens.catalogue.assignment import Assignment
from portlens.text.phrase import LANGUAGES, Phrase, in_a_row, same

NAMED_IN_FULL = 3  # more software than this on one port is listed by name alone
_MOST_LISTED = 12  # software; half the web listens on 8080
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
    for group in _by_name(rows):
        row = group[0]
        phrase = same(f"{row.name} {row.first}-{row.last}" if row.last > row.first else row.name)
        is_telling = row.description.en.casefold() not in {"", row.name.casefold()}
        if is_telling and row.description not in told and row.name not in told_elsewhere:
            phrase = DESCRIBED.fill(name=phrase, description=brief(row.description))
        told.add(row.description)
        texts.append(with_origin(phrase, transports(group)))
    return listing(SEMICOLON, texts)


def other_names(rows: Sequence[Assignment]) -> Phrase:
    """Join what else the registry's services are called; these names are not IANA's."""
    names = dict.fromkeys(alias for row in rows for alias in row.aliases)
    if not names:
        return same("")
    return with_origin(in_a_row(names), [SERVICES_FILE])


def listed_names(rows: Sequence[Assignment], summary: Phrase) -> Phrase:
    """Join the names of the reference tables, each with the tables that have it."""
    texts = []
    for group in _by_name(rows):
        row = group[0]
        names = dict.fromkeys(alias for each in group for alias in each.aliases)
        aliases = in_a_row(names)
        if row.description == summary:
            phrase = ALIASED.fill(name=row.name, aliases=aliases) if names else same(row.name)
        else:
            form = ALIASED_DESCRIBED if names else DESCRIBED
            phrase = form.fill(name=row.name, aliases=aliases, description=row.description)
        origin = [SOURCES.get(each.source, same(each.source)) for each in group]
        phrase = with_origin(phrase, [*dict.fromkeys(origin), *transports(group)])
        for slip in dict.fromkeys(each.slip for each in group if each.slip):
            phrase = REMARKED.fill(text=phrase, remark=slip)
        texts.append(phrase)
    return listing(SEMICOLON, texts)


def common_names(
    rows: Sequence[Assignment], official: Sequence[Assignment], summary: Phrase
) -> Phrase:
    """Join what software is found on the port, described where that stays readable.

    That software speaks TCP goes without saying, unless something about the port is otherwise.
    """
    is_registered = not official or any("tcp" in row.transports for row in official)
    is_plain = is_registered and all(row.transports == ("tcp",) for row in rows)
    groups = list(_by_name(rows))
    if len(groups) > NAMED_IN_FULL:
        names = [
            same(group[0].name) if is_plain else with_origin(same(group[0].name), transports(group))
            for group in groups
        ]
        more = [same("…")] if len(names) > _MOST_LISTED else []
        return listing(COMMA, [*names[:_MOST_LISTED], *more])
    return listing(SEMICOLON, [_software(group, summary, is_plain=is_plain) for group in groups])


def _software(rows: Sequence[Assignment], summary: Phrase, *, is_plain: bool) -> Phrase:
    """Tell of one software; where its transports serve different ends, the end of each."""
    name = same(rows[0].name)
    by_description: dict[Phrase, list[Assignment]] = {}
    for row in rows:
        by_description.setdefault(row.description, []).append(row)
    if list(by_description) == [summary]:
        return name if is_plain else with_origin(name, transports(rows))
    ends = [
        description if is_plain else with_origin(description, transports(group))
        for description, group in by_description.items()
    ]
    return DESCRIBED.fill(name=name, description=listing(COMMA, ends))


def names_of(rows: Iterable[Assignment]) -> tuple[str, ...]:
    """Return the names of the rows, each once in whatever case."""
    return tuple(group[0].name for group in _by_name(rows))


def named_with_transports(rows: Iterable[Assignment]) -> Phrase:
    """Join the names of the rows, each with its transports: a hint, not a description."""
    names = [with_origin(same(group[0].name), transports(group)) for group in _by_name(rows)]
    return listing(COMMA, names[:NAMED_IN_FULL])


def _by_name(rows: Iterable[Assignment]) -> Iterable[list[Assignment]]:
    """Gather the rows that have the same name: a table may have one for each transport."""
    groups: dict[str, list[Assignment]] = {}
    for row in rows:
        groups.setdefault(row.name.casefold(), []).append(row)
    return groups.values()


def transports(rows: Iterable[Assignment]) -> list[Phrase]:
    """Return the transports of the rows, each once."""
    return [same(each) for each in dict.fromkeys(each for row in rows for each in row.transports)]


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
ALIASED = Phrase("{name} ({aliases})", "{name}（別名 {aliases}）")
ALIASED_DESCRIBED = Phrase(
    "{name} ({aliases}) – {description}", "{name}（{description}、別名 {aliases}）"
)
REMARKED = Phrase("{text} – {remark}", "{text} ※{remark}")
SOURCES = {
    "typical ports": Phrase("typical ports", "代表的なポート"),
    "common use": Phrase("common use", "一般的な用途"),
}
SERVICES_FILE = Phrase("Debian's services file", "Debian の services ファイル")
