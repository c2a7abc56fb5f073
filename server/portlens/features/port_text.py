"""What the catalogue knows of a port, as Markdown."""

from portlens.catalogue.catalogue import Catalogue
from portlens.text.phrase import Language, Phrase


def port_text(catalogue: Catalogue, port: int, language: Language) -> str:
    """Return who has the port, where each fact comes from, and what to be careful of."""
    lines = [
        f"- **{row.name}** ({'/'.join(row.transports)}): {row.description.to(language)}"
        f" · {row.source}"
        for row in catalogue.at(port)
    ]
    lines += [f"- ⚠ {caution.text.to(language)}" for caution in catalogue.cautions_at(port)]
    if not lines:
        lines = [UNASSIGNED.to(language)]
    return "\n".join([f"### {port}", "", *lines])


UNASSIGNED = Phrase("No table knows this port", "どの表にもないポートです")
