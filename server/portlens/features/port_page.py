"""What there is to say of a port: one builder for hovers, completion and `portlens explain`."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from portlens.catalogue.assignment import Assignment, Caution, NoticeKind
from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.ranges import range_at
from portlens.features.port_rows import (
    COMMA,
    NAMED_IN_FULL,
    SEMICOLON,
    brief,
    common_names,
    listed_names,
    listing,
    official_names,
    with_origin,
)
from portlens.text.phrase import Language, Phrase, same

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
    risks = [each for each in catalogue.cautions_at(port, transport) if each.risk != "note"]
    facts = (
        (OFFICIAL, official_names(official, listed, summary)),
        (LISTED, listed_names(listed, official, summary)),
        (COMMON, common_names(common, summary)),
        (NOTICE, notices if rows else NOTHING),
        (RANGE, _range(port)),
    )
    cautions = dict.fromkeys(map(_with_instead, risks))
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
    blocks += [f"⚠ {text}" for text in page.cautions]
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
        return listing(COMMA, [same(row.name) for row in common[:NAMED_IN_FULL]])
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
    return brief(first.description)


def _notices(
    catalogue: Catalogue, port: int, transport: str | None, official: Sequence[Assignment]
) -> Phrase:
    texts = []
    for notice in catalogue.notices_at(port, transport):
        # That the other transport of a registered service is reserved interests nobody.
        if notice.kind != "reserved" or not official:
            phrase = NOTICES[notice.kind]
            only = [same(each) for each in notice.transports[:1]]
            texts.append(phrase if len(notice.transports) > 1 else with_origin(phrase, only))
    if any(row.is_used_otherwise for row in official):
        texts.append(NOTICES["unauthorised"])
    remarks = (each for each in catalogue.cautions_at(port, transport) if each.risk == "note")
    texts += [_with_instead(each) for each in remarks]
    return listing(SEMICOLON, list(dict.fromkeys(texts)))


def _range(port: int) -> Phrase:
    span = range_at(port)
    return SPAN.fill(title=span.title, first=span.first, last=span.last)


def _with_instead(caution: Caution) -> Phrase:
    """Return a caution as a sentence, with what is better and where."""
    phrase = Phrase(_capital(caution.text.en), caution.text.ja)
    if not caution.instead.en:
        return phrase
    if caution.instead_port:
        return INSTEAD_ON.fill(text=phrase, instead=caution.instead, port=caution.instead_port)
    return INSTEAD.fill(text=phrase, instead=caution.instead)


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


OFFICIAL = Phrase("Official (IANA)", "公式（IANA）")
LISTED = Phrase("Listed", "参照表")
COMMON = Phrase("Common use", "一般的な用途")
NOTICE = Phrase("Note", "備考")
RANGE = Phrase("Range", "範囲")
UNKNOWN = Phrase("in no table", "どの表にもないポート")
NOTHING = same("")
ANY_PORT = Phrase("no service: asks for any free port", "サービスではなく、空きポートを求める番号")
SPAN = Phrase("{title}s ({first}-{last})", "{title}（{first}〜{last}）")
INSTEAD = Phrase("{text} → {instead}", "{text} → {instead}")
INSTEAD_ON = Phrase("{text} → {instead} ({port})", "{text} → {instead}（{port}）")
NOTICES: dict[NoticeKind, Phrase] = {
    "reserved": Phrase("reserved by IANA", "IANA の予約"),
    "deregistered": Phrase("withdrawn by IANA", "IANA が登録を取り消し済み"),
    "private": Phrase("for any private use, says IANA", "IANA が私的な利用に開放"),
    "unauthorised": Phrase("IANA knows of unauthorised use", "無断で使われていると IANA が報告"),
}
