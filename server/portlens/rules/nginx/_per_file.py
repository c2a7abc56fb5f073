"""Rules that judge a whole configuration at once, and tell each file what concerns it."""

from collections.abc import Callable, Iterable, Iterator

from portlens.model.finding import Finding
from portlens.network.context import Context
from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.servers import Configuration
from portlens.rules._by_path import by_path
from portlens.rules._rule import Check
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
            found.answers[question] = by_path(find(found, context))
        return found.answers[question].get(document.path, ())

    return check
