"""`portlens search`: ports and services whose name one half remembers."""

import sys

from portlens.catalogue.catalogue import Catalogue
from portlens.catalogue.load import catalogue
from portlens.catalogue.search import Match
from portlens.cli.arguments import Arguments, UsageError
from portlens.cli.outputs import outputs, put_out
from portlens.cli.table import table
from portlens.features.port_page.rows import SOURCES
from portlens.text.phrase import Language, Phrase, in_a_row, same
from portlens.text.typed import TextIO
from portlens.text.visible import echo

VERSION = 1
LIMIT = 50


def run(arguments: Arguments) -> int:
    """List what matches the words given; return 0, or 1 where nothing does."""
    text = " ".join(arguments.words).strip()
    if not text:
        raise UsageError(NO_TEXT)
    matches = list(catalogue().search(text, LIMIT))

    def report(form: str, to: TextIO) -> str:
        if form == "json":
            return _json(text, matches, arguments.language, to)
        return _table(matches, arguments.language, to) if matches else ""

    put_out(outputs(arguments, "text"), sys.stdout, report)
    if not matches:
        message = _nothing(catalogue(), text).to(arguments.language)
        sys.stderr.write(f"portlens: {message}\n")
    return 0 if matches else 1


def _table(matches: list[Match], language: Language, to: TextIO) -> str:
    rows = [_cells(match, language) for match in matches]
    return table((), rows, to, kept={0: "whole", 1: "whole"})


def _cells(match: Match, language: Language) -> tuple[str, str, str, str]:
    row = match.assignment
    ports = str(row.first) if row.first == row.last else f"{row.first}-{row.last}"
    # Where an alias matched, say which: nobody sees "whod" in "who".
    is_alias = match.key not in row.name.casefold() and match.how != "number"
    name = ALIASED.fill(name=row.name, alias=match.key).to(language) if is_alias else row.name
    source = SOURCES.get(row.source, same(row.source)).to(language)
    return f"{ports}/{','.join(row.transports)}", name, source, row.description.to(language)


def _json(text: str, matches: list[Match], language: Language, to: TextIO) -> str:
    from portlens.cli.explain_json import assignment
    from portlens.cli.terminal import dump_json

    found = [
        {"port": match.assignment.first, "match": match.key, "how": match.how}
        | assignment(match.assignment, language)
        for match in matches
    ]
    content = {"version": VERSION, "query": text, "matches": found}
    return dump_json(content, to)


def _nothing(known: Catalogue, text: str) -> Phrase:
    near = known.nearest(text)
    nothing = NOTHING.fill(text=echo(text))
    return NEAREST.fill(nothing=nothing, names=in_a_row(near)) if near else nothing


NO_TEXT = Phrase("search needs a text to look for", "search には検索する文字を指定します")
NOTHING = Phrase("nothing matches {text}", "{text} に合うものはありません")
ALIASED = Phrase("{name} ({alias})", "{name}（{alias}）")
NEAREST = Phrase("{nothing}; near to it: {names}", "{nothing}。近い名前: {names}")
