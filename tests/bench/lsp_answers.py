"""Answers: what they cost to make, and how long they are on the wire."""

import gc
import json
import time
from itertools import count

import yaml
from lsprotocol import types
from lsprotocol.converters import get_converter

from portlens.lsp.frames import encode
from portlens.lsp.handlers.completion import on_completion
from portlens.lsp.handlers.diagnostics import diagnosing
from portlens.lsp.open_text import OpenText
from portlens.lsp.protocol import make_protocol
from portlens.lsp.session import Session
from portlens.workspace.steps import finish
from tests.bench._talk import CAPABILITIES
from tests.bench.measure import Missing, Row, side_by_side

URI = "file:///site/compose.yaml"


def run() -> list[Row | Missing]:
    return [*_completion(), _diagnostics(), _edit(), _longest_step()]


def compose(services: int, port: int = 20_000) -> str:
    """Return a Compose file of ten lines a service."""
    return "services:\n" + "".join(
        f"  s{number}:\n    image: acme/s{number}:1\n    restart: always\n    environment:\n"
        f"      MODE: production\n      LEVEL: info\n    volumes:\n      - data:/data\n"
        f"    ports:\n      - {port + number}:80\n"
        for number in range(services)
    )


def session(text: str) -> Session:
    protocol = make_protocol()
    protocol.initialize({"capabilities": CAPABILITIES})
    assert protocol.session
    gc.collect()
    gc.freeze()  # as the server does before it serves
    protocol.session.touch(OpenText(URI, "dockercompose", 1, text))
    return protocol.session


def _completion() -> list[Row | Missing]:
    """The longest answer to words that people type: one letter, and one with few matches."""
    sizes = []
    for word in ("p", "s", "http", "postg", "8"):
        here = session(f"services:\n  a:\n    ports:\n      - {word}\n")
        place = types.Position(3, 8 + len(word))
        asked = types.CompletionParams(types.TextDocumentIdentifier(URI), place)
        sizes.append(len(encode(on_completion(here, asked))) / 1024)
    return [Row("completion, size", max(sizes), 16.0, "the limit", 1.0, "KiB")]


def _diagnostics() -> Row:
    """1,000 findings, judged already, to their bytes; beside lsprotocol's objects."""
    here = session(compose(1000, port=90_000))
    document = here.document(URI)
    assert document
    findings = [judged.finding for judged in finish(here.judging(document)).findings]
    assert len(findings) >= 1000
    lines = document.lines
    converter = get_converter()

    def ours() -> bytes:
        return encode(finish(diagnosing(here, document)))

    def rival() -> str:
        items = [
            types.Diagnostic(
                types.Range(
                    types.Position(*lines.units(finding.span.start, "utf-16")),
                    types.Position(*lines.units(finding.span.end, "utf-16")),
                ),
                finding.message.en,
                types.DiagnosticSeverity.Error,
                finding.rule,
                None,
                "portlens",
            )
            for finding in findings
        ]
        return json.dumps(converter.unstructure(items))

    return Row("1,000 diagnostics", *side_by_side(ours, rival), "lsprotocol objects", 0.5)


def _edit() -> Row:
    """A letter is typed in 2,000 lines, or taken out: to the findings, beside reading events."""
    text = compose(200)
    here = session(text)
    opened = here.open_texts["/site/compose.yaml"]
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    keystrokes = count()

    def ours() -> None:
        if next(keystrokes) % 2:
            opened.buffer.replace((1504, 12), (1504, 13), "", "utf-16")
        else:
            opened.buffer.replace((1504, 12), (1504, 12), "x", "utf-16")
        here.touch(opened)
        document = here.document(URI)
        assert document
        finish(diagnosing(here, document))

    def rival() -> None:
        for _ in yaml.parse(text, loader):
            pass

    return Row("edit → diagnostics, 2,000 lines", *side_by_side(ours, rival), "C events", 2.0)


def _longest_step() -> Row:
    """What a question about another file waits for while 1,500 services want one port."""
    text = "services:\n" + "  s{}: {{image: postgres, ports: ['5432:5432']}}\n" * 1500
    text = text.format(*range(1500))
    longest = []
    for _ in range(5):
        here = session(text)
        document = here.document(URI)
        assert document
        work = diagnosing(here, document)
        taken, start = [], time.process_time()
        for _ in work:
            now = time.process_time()
            taken.append((now - start) * 1000)
            start = now
        longest.append(max(taken))
    return Row("longest step in a hostile file, CPU", min(longest), 200.0, "the limit", 1.0)
