"""What there is to say of a port: one builder for hovers, completion and `portlens explain`."""

from collections.abc import Iterable, Sequence

from portlens.catalogue.assignment import Assignment, Caution, NoticeKind
from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.ranges import range_at
from portlens.catalogue.table import LETTERS
from portlens.features.asked import Ports
from portlens.features.port_page.heading import further_names, heading, parted, summary, told
from portlens.features.port_page.rows import (
    SEMICOLON,
    common_names,
    listed_names,
    listing,
    named_with_transports,
    official_names,
    other_names,
    with_origin,
)
from portlens.network.behind import TOLD, Behind, cautions
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language, Phrase, same

_IANA = (
    "https://www.iana.org/assignments/service-names-port-numbers/"
    "service-names-port-numbers.xhtml?search="
)
_RFC = "https://www.rfc-editor.org/rfc/rfc"


class PortPage(NamedTuple):
    """The page of a port, in one language: its parts, to be laid out as Markdown or as text."""

    title: str  # "5432 · postgresql", "53/udp · domain", "9200 · wap-wsp · Elasticsearch"
    summary: str
    facts: tuple[tuple[str, str], ...]  # ("Official (IANA)", "postgresql [tcp, udp]")
    cautions: tuple[str, ...]
    links: tuple[tuple[str, str], ...]  # ("RFC 9110", "https://…")
    others: tuple[str, ...]  # names that the title leaves out: "TensorBoard"


def port_page(
    catalogue: Catalogue,
    port: int,
    language: Language,
    transport: str | None = None,
    found: Behind | None = None,
) -> PortPage:
    """Return the page of `port`, over `transport` alone where that is one the catalogue knows.

    `found` is what a file says is there: it is the title then, and its cautions are the page's.
    """
    only = transport if transport in LETTERS else None
    rows = parted(catalogue.at(port, only))
    elsewhere = () if any(rows) else catalogue.at(port)
    notices = _notices(catalogue, port, only, rows.official)
    names = heading(catalogue, port, rows, notices)
    text = NOT_OVER.fill(transport=only) if elsewhere else summary(port, rows)
    if found is not None and found.origin in TOLD:
        names, text, elsewhere = same(found.name), told(found, rows), ()
    facts = (
        (OFFICIAL, official_names(rows.official, rows.listed, text)),
        (ALIASES, other_names(rows.official)),
        (LISTED, listed_names(rows.listed, text)),
        (COMMON, common_names(rows.common, rows.official, text)),
        (ELSEWHERE, named_with_transports(elsewhere)),
        (NOTICE, notices if any(rows) else same("")),
        (RANGE, _range(port)),
    )
    known = tuple(cautions(catalogue, port, only, found))
    risks = dict.fromkeys(_with_instead(each) for each in known if each.risk != "note")
    place = f"{port}/{only}" if elsewhere else str(port)
    return PortPage(
        f"{place} · {names.to(language)}",
        text.to(language),
        tuple((label.to(language), text.to(language)) for label, text in facts if text.en),
        tuple(risk.to(language) for risk in risks),
        tuple(_links(port, known, rows.official)),
        further_names(rows, names),
    )


def asked_page(catalogue: Catalogue, port: int, language: Language, ports: Ports) -> PortPage:
    """Return the page of one of the ports asked for; the title has the transport if that was."""
    page = port_page(catalogue, port, language, ports.transport)
    if not ports.is_over:
        return page
    names = page.title.partition(" · ")[2]
    return page._replace(title=f"{port}/{ports.transport} · {names}")


def markdown(page: PortPage) -> str:
    """Lay a page out for an editor."""
    # The name in it may be one that a file gives.
    from portlens.text import escape  # a terminal needs none

    blocks = [f"### {escape.markdown(page.title)}"]
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


def _notices(
    catalogue: Catalogue, port: int, transport: str | None, official: Sequence[Assignment]
) -> Phrase:
    texts = []
    for notice in catalogue.notices_at(port, transport):
        # That the other transport of a registered service is reserved interests nobody.
        if notice.kind != "reserved" or not official:
            phrase = NOTICES[notice.kind]
            only = [same(each) for each in notice.transports[:1]]
            is_said = transport is not None or len(notice.transports) > 1
            texts.append(phrase if is_said else with_origin(phrase, only))
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
    names = ("adb ", "debugpy", "etcd ", "git:", "kubelet", "node_exporter", "svnserve ")
    is_name = text.startswith(names)
    return text if is_name else text[0].upper() + text[1:]


def _links(
    port: int, known: Iterable[Caution], official: Sequence[Assignment]
) -> Iterable[tuple[str, str]]:
    """Yield links of the two forms that are certain: RFCs, and IANA's search for the port."""
    # What only sctp and dccp have is described in the RFCs of those transports: of no help here.
    usual = [row for row in official if {"tcp", "udp"} & set(row.transports)]
    named = [reference for row in usual for reference in row.references]
    named += [caution.reference for caution in known]
    for reference in dict.fromkeys(named):
        title, _, number = reference.partition(" ")
        if title == "RFC" and number.isdecimal():
            yield reference, _RFC + number
    if official:
        yield "IANA", f"{_IANA}{port}"


OFFICIAL = Phrase("Official (IANA)", "公式（IANA）")
LISTED = Phrase("Listed", "参照表")
COMMON = Phrase("Common use", "一般的な用途")
ALIASES = Phrase("Also called", "別名")
ELSEWHERE = Phrase("Other transports", "ほかのトランスポート")
NOT_OVER = Phrase(
    "nothing is known of it over {transport}", "{transport} での用途は知られていません"
)
NOTICE = Phrase("Note", "備考")
RANGE = Phrase("Range", "範囲")
SPAN = Phrase("{title}s ({first}-{last})", "{title}（{first}〜{last}）")
INSTEAD = Phrase("{text} → {instead}", "{text} → {instead}")
INSTEAD_ON = Phrase("{text} → {instead} ({port})", "{text} → {instead}（{port}）")
NOTICES: dict[NoticeKind, Phrase] = {
    "reserved": Phrase("reserved by IANA", "IANA の予約"),
    "deregistered": Phrase("withdrawn by IANA", "IANA が登録を取り消し済み"),
    "private": Phrase("for any private use, says IANA", "IANA が私的な利用に開放"),
    "unauthorised": Phrase("IANA knows of unauthorised use", "無断で使われていると IANA が報告"),
}
