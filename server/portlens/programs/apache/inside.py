"""The httpd of a container, with the files that the project gives it.

Source: the image `httpd` (docker-library), whose main file is /usr/local/apache2/conf/httpd.conf,
and `php:*-apache` and `ubuntu/apache2`, which have Debian's layout below /etc/apache2.
"""

from portlens.formats.registry import format_named
from portlens.programs.apache.configuration import Configuration
from portlens.programs.apache.includes import Asked
from portlens.programs.apache.made import is_known, program
from portlens.programs.facts import Facts
from portlens.programs.given import Container
from portlens.programs.node import Node
from portlens.programs.program import Program
from portlens.text.regex import regex
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.trace import Trace
from portlens.workspace.workspace import Workspace

_MAINS = ("/usr/local/apache2/conf/httpd.conf", "/etc/apache2/apache2.conf")
# What Debian's main file includes, and its one site, which is a link.
_PARTS = (
    "/etc/apache2/ports.conf",
    "/etc/apache2/conf-enabled/*.conf",
    "/etc/apache2/sites-enabled/*.conf",
    "/etc/apache2/sites-available/000-default.conf",
)
_OFFICIAL = regex(r"(?:docker\.io/)?(?:library/)?httpd(?::[\w.-]+)?(?:@sha256:[0-9a-f]+)?")
_PLAIN = regex(r"(?:httpd-foreground)?")


def program_in(node: Node, workspace: Workspace) -> Program | None:
    """Return the httpd that runs in a container; None where the project gives it no file.

    It is whole where an official image runs nothing else, and has its main file from the project.
    """
    files = None if node.runs_code else node.files
    if files is None:
        return None
    main, roots = _roots(files, workspace)
    if not roots:
        return None
    is_alone = _OFFICIAL.fullmatch(node.image) is not None and bool(_PLAIN.fullmatch(node.runs))
    is_seen = bool(main) and not _is_hidden(node)

    def build(trace: Trace) -> Program:
        found = Configuration(is_main=is_seen)
        asked = Asked(trace, roots[0], main, files)
        for root in roots:
            found.add(root, asked)
        is_whole = is_alone and found.is_whole and is_known(found)
        return program(found, node.space, node.owner, Facts(is_whole=is_whole, is_alone=is_alone))

    key = node.space, node.owner
    return _PROGRAMS.value(workspace, key, build, subject=roots[0], parts=(node, *roots))


_PROGRAMS: Memo[Program] = Memo(128)


def _roots(files: Container, workspace: Workspace) -> tuple[str, list[Document]]:
    """Return at which path the main file is given, and it; or the parts that its own includes."""
    format_ = format_named("apache")
    for main in _MAINS:
        path = files.path_of(main)
        document = workspace.document(path, format_) if path else None
        if document is not None:
            return main, [document]
    paths = [path for each in _PARTS for path in files.matching(each, workspace.names_in)]
    parts = [workspace.document(path, format_) for path in dict.fromkeys(paths)]
    return "", [part for part in parts if part is not None]


def _is_hidden(node: Node) -> bool:
    """Tell whether a build or a volume may have put other files in the place of the image's."""
    hides = any(
        f"{path}/".startswith("/usr/local/apache2/") or f"{path}/" in "/usr/local/apache2/"
        for path in node.hidden
    )
    return hides or "apache" in node.alters or "httpd" in node.alters
