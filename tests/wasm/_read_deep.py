"""Run in Pyodide, on the stack that a browser gives: judge texts that are deeply nested.

Prints how many there were. What exhausts the stack of WebAssembly ends the interpreter.
"""

from portlens.analysis import analyse
from portlens.catalogue.load import catalogue
from portlens.formats.registry import all_formats
from portlens.network.context import Context
from portlens.workspace.document import Document
from portlens.workspace.settings import Settings
from portlens.workspace.workspace import Workspace

DEEP = 10_000

# By format: what a text begins with, and what opens a level.
OPENINGS = (
    ("compose", "", "- "),
    ("compose", "services: ", "["),
    ("compose", "services: {a: {ports: [", "${A:-"),
    ("kubernetes", "kind: Service\nspec: ", "{a: "),
    ("nginx", "", "http {\n"),
    ("nginx", "server {", "if ($a) {"),
    ("dockerfile", "FROM a\nCMD ", "["),
    ("dockerfile", "FROM a\nEXPOSE ", "${A:-"),
    ("dockerfile", "FROM a\nRUN ", "$("),
    ("devcontainer", "", "["),
    ("devcontainer", "", '{"forwardPorts": '),
    ("devcontainer", '{"forwardPorts": ', "["),
    ("caddyfile", "", "a {\n"),
    ("caddyfile", "a:80", "{$A:"),
    ("apache", "", "<IfModule a>\n"),
    ("apache", "Listen ", "${A"),
    ("haproxy", "listen a\n bind :", "${A-"),
    ("dotenv", "PORT=", "${A:-"),
    ("dotenv", "PORT=", "$("),
    ("github-actions", "jobs: ", "{a: "),
    ("prometheus", "scrape_configs: ", "["),
)


def main() -> None:
    """Judge each text as its format."""
    formats = {format_.id: format_ for format_ in all_formats()}
    context = Context(catalogue(), Settings(), Workspace(folders=lambda: ["/nowhere"]))
    for name, begin, opening in OPENINGS:
        document = Document("/nowhere/file", begin + opening * DEEP, formats[name])
        failed = analyse(document, context).crashes
        if failed:
            raise SystemExit(f"{name}: {opening!r}: {failed}")
    print(len(OPENINGS))  # noqa: T201


main()
