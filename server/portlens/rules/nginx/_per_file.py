"""Rules that judge a whole configuration at once, and tell each file what concerns it."""

from collections.abc import Callable, Iterable, Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.servers import Configuration
from portlens.rules._rule import Check
from portlens.text.phrase import Phrase
from portlens.text.span import Span
from portlens.workspace.document import Document

Find = Callable[[Configuration, Context], Iterator[tuple[Document, Finding]]]


def per_file(find: Find) -> Check:
    """Return the check of a rule that finds things in files of a configuration.

    A thousand sites are one configuration: it is judged once, not once for each of them.
    """

    def check(document: Document, context: Context) -> Iterable[Finding]:
        found = configuration(document, context.workspace)
        question = (find, context.settings.nginx_version)
        if question not in found.answers:
            found.answers[question] = _by_path(find(found, context))
        return found.answers[question].get(document.path, ())

    return check


def _by_path(findings: Iterator[tuple[Document, Finding]]) -> dict[str, list[Finding]]:
    """Sort findings by file; in a file that two servers include each is made twice."""
    by_path: dict[str, list[Finding]] = {}
    seen: set[tuple[str, Span, Phrase]] = set()
    for place, finding in findings:
        key = place.path, finding.span, finding.message
        if key not in seen:
            seen.add(key)
            by_path.setdefault(place.path, []).append(finding)
    return by_path
