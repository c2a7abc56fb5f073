"""The variables that Caddy is started with, as far as the containers around it tell.

Source: Caddy's documentation, "Caddyfile Concepts" (Environment variables): they are filled in when
the file is read, and a default counts only where a variable is not set.
"""

from collections.abc import Sequence

from portlens.formats.caddyfile.variables import NOTHING, Environment
from portlens.programs.given import Container, common_variables
from portlens.programs.named import containers_of
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace


def environment_at(path: str, workspace: Workspace) -> Environment:
    """Return what all containers tell that are given the file at `path`.

    What is worth something else in each of them is known by its name alone. The very same object
    comes back as long as it says the same.
    """
    return environment_of(path, containers_of(path, workspace), workspace)


def environment_of(
    path: str, containers: Sequence[Container], workspace: Workspace, within: object = None
) -> Environment:
    """Return the same of `containers`; `within` tells their answers from those of others."""
    common = common_variables(containers)
    names = {each.name for container in containers for each in container.variables}
    values = {name: common[name].value if name in common else "" for name in sorted(names)}
    is_open = any(container.has_more_variables for container in containers)
    return _SAME.same(workspace, (path, within), Environment(values, is_open))


_SAME: Memo[Environment] = Memo(256)


def with_environment(document: Document, environment: Environment) -> Document:
    """Return `document` as Caddy reads it with the variables of `environment`."""
    if environment == NOTHING or "{$" not in document.text:
        return document
    from portlens.formats.caddyfile.reader import read

    return document.reading_as(read(document.text, document.path, environment))
