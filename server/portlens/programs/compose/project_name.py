"""How Compose calls a project.

Source: compose-go's loader; docker-compose 2.40.3 and 5.6.1 asked with `config`.
"""

import posixpath

from portlens.formats._interpolation import UNKNOWN, expand
from portlens.formats._yaml.nodes import text_of, value_of
from portlens.programs.compose.project import Project
from portlens.programs.compose.whole import whole_file
from portlens.text.regex import regex

_NO_NAME = regex(r"[^-_a-z0-9]")
_VARIABLE = "COMPOSE_PROJECT_NAME"


def chosen_name(project: Project) -> str:
    """Return the name that the project's files choose; empty where they choose none.

    The variable goes before the key `name` of the last file that has one. What a file that is
    included or extended calls itself does not count.
    """
    known = project.variables.get(_VARIABLE)
    if known is not None and known.value:
        return known.value
    values = {name: variable.value for name, variable in project.variables.items()}
    found = ""
    for path in project.files:
        document = project.documents.get(path)
        for top in whole_file(document).documents if document is not None else ():
            found = expand(text_of(value_of(top, "name")), values).text or found
    return "" if UNKNOWN in found else found


def project_name(project: Project) -> str:
    """Return the project's name; without a chosen one it is what is left of its folder's."""
    folder = posixpath.basename(posixpath.dirname(project.files[0]))
    return chosen_name(project) or _NO_NAME.sub("", folder.lower()).lstrip("-_")
