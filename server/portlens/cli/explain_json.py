"""The JSON of `portlens explain`: a contract with other people's scripts."""

from portlens.catalogue.assignment import Assignment, Caution, Notice
from portlens.catalogue.catalogue import Catalogue
from portlens.cli.terminal import dump_json
from portlens.features.asked import Ports
from portlens.rules.page import page
from portlens.rules.registry import NamedRule
from portlens.text.phrase import Language
from portlens.text.typed import TextIO

VERSION = 1


def of_ports(catalogue: Catalogue, query: str, found: Ports, language: Language, to: TextIO) -> str:
    """Return what is known of each port asked for."""
    ports = [_port(catalogue, port, found.transport, language) for port in found.numbers]
    return _text(to, query, ports=ports)


def of_rule(query: str, rule: NamedRule, language: Language, to: TextIO) -> str:
    """Return a rule's facts and its page as Markdown."""
    facts = {
        "id": rule.id,
        "severity": rule.rule.severity,
        "title": rule.title.to(language),
        "page": page(rule, language),
    }
    return _text(to, query, rule=facts)


def of_nothing(query: str, nearest: tuple[str, ...], to: TextIO) -> str:
    """Return that nobody knows what was asked for, and which names are near to it."""
    return _text(to, query, ports=[], nearest=nearest)


def _text(to: TextIO, query: str, **content: object) -> str:
    return dump_json({"version": VERSION, "query": query, **content}, to)


def _port(
    catalogue: Catalogue, port: int, transport: str | None, language: Language
) -> dict[str, object]:
    transports = (transport,) if transport else ("tcp", "udp")
    images = (image for each in transports for image in catalogue.images_at(port, each))
    return {
        "port": port,
        "range": catalogue.range_of(port),
        "assignments": [assignment(row, language) for row in catalogue.at(port, transport)],
        "software": list(dict.fromkeys(catalogue.software_at(port, transport))),
        "images": list(dict.fromkeys(images)),
        "cautions": [_caution(each, language) for each in catalogue.cautions_at(port, transport)],
        "notices": [_notice(notice) for notice in catalogue.notices_at(port, transport)],
    }


def assignment(row: Assignment, language: Language) -> dict[str, object]:
    """Return one row of one table; `first` and `last` only where it is a range."""
    value: dict[str, object] = {
        "name": row.name,
        "aliases": row.aliases,
        "transport": row.transports,
        "status": row.status,
        "description": row.description.to(language),
        "source": row.source,
        "reference": row.references,
    }
    if row.last > row.first:
        value |= {"first": row.first, "last": row.last}
    if row.slip:
        value["remark"] = row.slip.to(language)
    if row.is_used_otherwise:
        value["unauthorised"] = True
    return value


def _caution(caution: Caution, language: Language) -> dict[str, object]:
    return {
        "risk": caution.risk,
        "text": caution.text.to(language),
        "instead": caution.instead.to(language),
        "instead_port": caution.instead_port,
        "reference": caution.reference,
    }


def _notice(notice: Notice) -> dict[str, object]:
    return {"kind": notice.kind, "transport": notice.transports}
