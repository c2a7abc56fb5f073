"""A format that nobody has told portlens of but by a file in the right folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from portlens import formats
from portlens.analysis import analyse
from portlens.cli.main import main
from portlens.features.completion.complete import complete
from portlens.features.hover import hover
from portlens.features.inlay_hints import inlay_hints
from portlens.features.navigation import references
from portlens.features.rename import Renamed, rename
from portlens.features.signature import signature
from portlens.features.symbols import outline
from portlens.formats import registry as formats_registry
from portlens.formats.registry import format_named, format_of_path
from portlens.network.free_port import next_free_port, taken_by
from portlens.programs.program import program_of
from portlens.rules import registry as rules_registry
from portlens.text.span import Span
from portlens.workspace import walk_names
from portlens.workspace.document import Document
from portlens.workspace.settings import Settings
from portlens.workspace.steps import finish
from tests._judge import context, usual_path

TOY = """
import re
from portlens.formats._format import Fault, Format, Reading
from portlens.model.port_use import PortRange, PortUse
from portlens.text.span import Span


def read(text, path):
    uses, faults = [], []
    for match in re.finditer(r"(?m)^EXPOSE ([^ \\n]*)", text):
        span = Span(match.start(1), match.end(1))
        number = int(match[1]) if match[1].isdigit() else None
        known = number is not None and number <= 65535
        port = PortRange(span, number if known else None, number if known else None)
        uses.append(PortUse("listens", span, port))
        if match[1] and not known:
            reason = "highest" if number else "not-a-number"
            rule = "port-out-of-range" if number else "invalid-port"
            faults.append(Fault(rule, span, reason))
    return Reading(tuple(uses), tuple(faults))


FORMATS = (Format(id="toy", title="Toy", read=read, languages=("toy",), patterns=("*.toy",)),)
"""


@pytest.fixture(autouse=True)
def _toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "portlens_toy_format.py").write_text(TOY, "utf-8")
    monkeypatch.setattr(formats, "__path__", [*formats.__path__, str(tmp_path)])
    _forget()
    yield
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    for module in (formats_registry, rules_registry, walk_names):
        for kept in vars(module).values():
            if hasattr(kept, "cache_clear"):
                kept.cache_clear()


def toy(text: str) -> Document:
    format_ = format_named("toy")
    assert format_
    return Document("/site/a.toy", text, format_)


def test_its_files_are_found() -> None:
    found = format_of_path("x/a.toy", lambda: "")
    assert found is not None
    assert (found.id, found.folder) == ("toy", "portlens_toy_format")


def test_the_common_rules_judge_it() -> None:
    found = analyse(toy("EXPOSE 80\nEXPOSE 80000\nEXPOSE web\nEXPOSE 23\n"), context())
    assert not found.crashes
    assert [judged.finding.rule for judged in found.findings] == [
        "port-out-of-range",
        "invalid-port",
        "cleartext-service",
    ]


def test_a_hover() -> None:
    found = hover(toy("EXPOSE 5432\n"), 8, context(), "en")
    assert found is not None
    assert "PostgreSQL" in found.markdown


def test_completion() -> None:
    found = complete(toy("EXPOSE 54\n"), 9, context(), "en")
    assert "5432" in [item.text for item in found.items]


def test_its_ports_are_taken() -> None:
    around = context()
    sockets = program_of(toy("EXPOSE 8080\n"), around.workspace).sockets
    assert next_free_port(taken_by(sockets, "tcp"), 8080, around.catalogue) == 8081


def test_hints_and_symbols() -> None:
    document = toy("EXPOSE 5432\n")
    around = context(settings=Settings(inlay_hints="all"))
    assert [hint.label for hint in inlay_hints(document, Span(0, 12), around)] == ["‹postgresql›"]
    symbols = outline(document, around.catalogue, "en")
    assert [symbol.name for symbol in symbols] == ["5432"]


def test_going_to_and_renaming() -> None:
    document, around = toy("EXPOSE 5432\nEXPOSE 5432\n"), context()
    found = references(document, 8, around, lambda: [document], with_origins=True)
    assert [target.span.start for target in found] == [7, 19]
    renamed = finish(rename(document, 8, "5433", around, lambda: [document]))
    assert isinstance(renamed, Renamed)
    assert len(renamed.edits) == 2


def test_what_it_has_not_is_silent() -> None:
    assert signature(toy("EXPOSE 80\n"), 8, "en") is None
    assert complete(toy("FROM x\n"), 6, context(), "en").items == ()


def test_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.toy").write_bytes(b"EXPOSE 80000\n")
    assert main(["check", str(tmp_path)]) == 1
    assert "port-out-of-range" in capsys.readouterr().out
    assert main(["ports", "--format", "toy", str(tmp_path / "a.toy")]) == 0
    assert main(["check", "--format", "tot", str(tmp_path)]) == 2
    assert "toy" in capsys.readouterr().err


def test_a_fixture_of_it_has_a_place() -> None:
    assert usual_path(toy("").format) == "/site/a.toy"
