"""What there is to say of a port: one builder for hovers, completion and `portlens explain`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portlens.catalogue.assignment import Assignment, NoticeKind
from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.ranges import range_at
from portlens.text.phrase import LANGUAGES, Language, Phrase, same

_NAMED_IN_FULL = 3  # more software than this on one port is listed by name alone
_IANA = (
    "https://www.iana.org/assignments/service-names-port-numbers/"
    "service-names-port-numbers.xhtml?search="
)
_RFC = "https://www.rfc-editor.org/rfc/rfc"


class PortPage(NamedTuple):
    """The page of a port, in one language: its parts, to be laid out as Markdown or as text."""

    title: str  # "5432 · postgresql"
    summary: str
    facts: tuple[tuple[str, str], ...]  # ("Official (IANA)", "postgresql (postgres) · tcp, udp")
    cautions: tuple[str, ...]
    links: tuple[tuple[str, str], ...]  # ("RFC 9110", "https://…")


def port_page(
    catalogue: Catalogue, port: int, language: Language, transport: str | None = None
) -> PortPage:
    """Return the page of `port`; rows of other transports are left out if `transport` has any."""
    rows = catalogue.at(port, transport) or catalogue.at(port)
    official = [row for row in rows if row.status == "official"]
    listed = [row for row in rows if row.status == "listed"]
    common = [row for row in rows if row.status == "common"]
    summary = _summary(port, official, listed, common)
    notices = _notices(catalogue, port, transport, official)
    facts = (
        (OFFICIAL, _official(official, listed, summary)),
        (LISTED, _listed(listed, official, summary)),
        (COMMON, _common(common, summary)),
        (NOTICE, notices if rows else NOTHING),
        (RANGE, _range(port)),
    )
    cautions = dict.fromkeys(_cautions(catalogue, port, transport))
    return PortPage(
        f"{port} · {_name(port, official or listed, common, notices).to(language)}",
        summary.to(language),
        tuple((label.to(language), text.to(language)) for label, text in facts if text.en),
        tuple(caution.to(language) for caution in cautions),
        tuple(_links(catalogue, port, transport, official)),
    )


def markdown(page: PortPage) -> str:
    """Lay a page out for an editor."""
    blocks = [f"### {page.title}"]
    if page.summary:
        blocks.append(page.summary)
    blocks.append("\n".join(f"- **{label}**: {text}" for label, text in page.facts))
    if page.cautions:
        blocks.append("\n".join(f"- ⚠ {text}" for text in page.cautions))
    if page.links:
        blocks.append(" · ".join(f"[{title}]({url})" for title, url in page.links))
    return "\n\n".join(blocks)


def plain(page: PortPage) -> str:
    """Lay a page out for a terminal."""
    lines = [page.title]
    if page.summary:
        lines.append(f"  {page.summary}")
    lines += [f"  {label}: {text}" for label, text in page.facts]
    lines += [f"  ! {text}" for text in page.cautions]
    lines += [f"  {title}: {url}" for title, url in page.links]
    return "\n".join(lines)


def _name(
    port: int, named: Sequence[Assignment], common: Sequence[Assignment], notices: Phrase
) -> Phrase:
    if named:
        return same(named[0].name)
    if common:
        return _listing(COMMA, [same(row.name) for row in common[:_NAMED_IN_FULL]])
    span = range_at(port)
    if span.id == "dynamic":
        return span.title
    return notices if notices.en else UNKNOWN


def _summary(
    port: int,
    official: Sequence[Assignment],
    listed: Sequence[Assignment],
    common: Sequence[Assignment],
) -> Phrase:
    """Return what the port's first name stands for, in words that exist in both languages."""
    if not official:
        if listed or len(common) == 1:
            return (*listed, *common)[0].description
        if port == 0:
            return ANY_PORT
        span = range_at(port)
        return span.purpose if span.id == "dynamic" and not common else NOTHING
    first = official[0]
    for row in (*listed, *common):
        if row.name.casefold() == first.name.casefold():
            return row.description
    return _brief(first.description)


def _brief(description: Phrase) -> Phrase:
    """Cut a description of several sentences (the registry has some) after the first."""
    return Phrase(*(text.partition(". ")[0] for text in description))


def _official(rows: Sequence[Assignment], listed: Sequence[Assignment], summary: Phrase) -> Phrase:
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
            phrase = DESCRIBED.fill(name=phrase, description=_brief(row.description))
        told.add(row.description)
        texts.append(_with_origin(phrase, [same(each) for each in _transports(row, *others)]))
    return _listing(SEMICOLON, texts)


def _listed(rows: Sequence[Assignment], official: Sequence[Assignment], summary: Phrase) -> Phrase:
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
        phrase = _with_origin(phrase, list(dict.fromkeys(origin)))
        for slip in dict.fromkeys(each.slip for each in (row, *others) if each.slip):
            phrase = REMARKED.fill(text=phrase, remark=slip)
        texts.append(phrase)
    return _listing(SEMICOLON, texts)


def _common(rows: Sequence[Assignment], summary: Phrase) -> Phrase:
    if len(rows) > _NAMED_IN_FULL:
        return _listing(COMMA, [same(row.name) for row in rows])
    return _listing(
        SEMICOLON,
        [
            same(row.name)
            if row.description == summary
            else DESCRIBED.fill(name=row.name, description=row.description)
            for row in rows
        ],
    )


def _notices(
    catalogue: Catalogue, port: int, transport: str | None, official: Sequence[Assignment]
) -> Phrase:
    texts = []
    for notice in catalogue.notices_at(port, transport):
        # That the other transport of a registered service is reserved interests nobody.
        if notice.kind != "reserved" or not official:
            phrase = NOTICES[notice.kind]
            only = [same(each) for each in notice.transports[:1]]
            texts.append(phrase if len(notice.transports) > 1 else _with_origin(phrase, only))
    if any(row.is_used_otherwise for row in official):
        texts.append(NOTICES["unauthorised"])
    return _listing(SEMICOLON, list(dict.fromkeys(texts)))


def _range(port: int) -> Phrase:
    span = range_at(port)
    return SPAN.fill(title=span.title, first=span.first, last=span.last)


def _cautions(catalogue: Catalogue, port: int, transport: str | None) -> Iterable[Phrase]:
    for caution in catalogue.cautions_at(port, transport):
        phrase = Phrase(_capital(caution.text.en), caution.text.ja)
        if caution.instead.en and caution.instead_port:
            yield INSTEAD_ON.fill(text=phrase, instead=caution.instead, port=caution.instead_port)
        elif caution.instead.en:
            yield INSTEAD.fill(text=phrase, instead=caution.instead)
        else:
            yield phrase


def _capital(text: str) -> str:
    """Give a clause its capital, unless it begins with a name that is written without."""
    is_name = text.startswith(("adb ", "debugpy", "etcd ", "git:", "kubelet", "svnserve "))
    return text if is_name else text[0].upper() + text[1:]


def _links(
    catalogue: Catalogue, port: int, transport: str | None, official: Sequence[Assignment]
) -> Iterable[tuple[str, str]]:
    """Yield links of the two forms that are certain: RFCs, and IANA's search for the port."""
    # What only sctp and dccp have is described in the RFCs of those transports: of no help here.
    usual = [row for row in official if {"tcp", "udp"} & set(row.transports)]
    named = [reference for row in usual for reference in row.references]
    named += [caution.reference for caution in catalogue.cautions_at(port, transport)]
    for reference in dict.fromkeys(named):
        title, _, number = reference.partition(" ")
        if title == "RFC" and number.isdecimal():
            yield reference, _RFC + number
    if official:
        yield "IANA", f"{_IANA}{port}"


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


def _with_origin(phrase: Phrase, origin: Sequence[Phrase]) -> Phrase:
    where = _listing(COMMA, origin)
    # A full-width bracket brings its own blank.
    blank = "" if phrase.ja.endswith("）") else " "
    return Phrase(f"{phrase.en} [{where.en}]", f"{phrase.ja}{blank}[{where.ja}]")


def _listing(separator: Phrase, items: Sequence[Phrase]) -> Phrase:
    english, japanese = (
        separator.to(each).join(item.to(each) for item in items) for each in LANGUAGES
    )
    return Phrase(english, japanese)


OFFICIAL = Phrase("Official (IANA)", "公式（IANA）")
LISTED = Phrase("Listed", "一覧")
COMMON = Phrase("Common use", "一般的な用途")
NOTICE = Phrase("Note", "備考")
RANGE = Phrase("Range", "範囲")
UNKNOWN = Phrase("in no table", "どの表にもないポート")
NOTHING = same("")
ANY_PORT = Phrase("no service: asks for any free port", "サービスではなく、空きポートを求める番号")
COMMA = Phrase(", ", "、")
SEMICOLON = Phrase("; ", " / ")
DESCRIBED = Phrase("{name} – {description}", "{name}（{description}）")
REMARKED = Phrase("{text} – {remark}", "{text} ※{remark}")
SPAN = Phrase("{title} ({first}-{last})", "{title}（{first}〜{last}）")
INSTEAD = Phrase("{text} → {instead}", "{text} → {instead}")
INSTEAD_ON = Phrase("{text} → {instead} ({port})", "{text} → {instead}（{port}）")
SOURCES = {"typical ports": Phrase("typical ports", "代表的なポート")}
NOTICES: dict[NoticeKind, Phrase] = {
    "reserved": Phrase("reserved by IANA", "IANA の予約"),
    "deregistered": Phrase("withdrawn by IANA", "IANA が登録を取り消し済み"),
    "private": Phrase("for any private use, says IANA", "IANA が私的な利用に開放"),
    "unauthorised": Phrase("IANA knows of unauthorised use", "無断で使われていると IANA が報告"),
}
