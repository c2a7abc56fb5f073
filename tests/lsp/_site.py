"""A server to which a text in each format is open, and answers that fit the protocol."""

from pathlib import Path
from typing import Any

from lsprotocol import types
from lsprotocol.converters import get_converter

from tests.lsp._more_samples import AROUND
from tests.lsp._samples import SAMPLES, Sample
from tests.lsp._wire import Wire, at

CONVERTER = get_converter()
CAPABILITIES = {
    "general": {"positionEncodings": ["utf-16"]},
    "workspace": {
        "workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]},
    },
    "textDocument": {
        "hover": {"contentFormat": ["markdown"]},
        "completion": {
            "completionItem": {"documentationFormat": ["markdown"], "labelDetailsSupport": True}
        },
        "diagnostic": {"relatedInformation": True},
        "publishDiagnostics": {"codeDescriptionSupport": True, "tagSupport": {"valueSet": [1]}},
        "codeAction": {"codeActionLiteralSupport": {}, "isPreferredSupport": True},
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "rename": {"prepareSupport": True},
    },
}


class Site:
    """A server to which every sample is open."""

    def __init__(self, wire: Wire, sample: Sample) -> None:
        self.wire = wire
        self.sample = sample
        self.uri = uri_of(sample)

    async def ask(self, method: str, params: dict[str, Any]) -> Any:
        """Return the answer, after it was read as the protocol's own type."""
        result = await self.wire.ask(method, params)
        response = types.METHOD_TO_TYPES[method][1]
        assert response
        CONVERTER.structure({"id": 1, "jsonrpc": "2.0", "result": result}, response)
        return result

    async def is_refused(self, method: str, params: dict[str, Any]) -> None:
        answer = await self.wire.answer(self.wire.begin(method, params))
        assert answer["error"]["message"]

    def place(self, word: str, after: int = 0) -> dict[str, Any]:
        before = self.sample.text[: self.sample.text.index(word) + after]
        line = before.rpartition("\n")[2]
        return at(self.uri, before.count("\n"), len(line.encode("utf-16-le")) // 2)

    def words(self, range_: dict[str, Any], sample: Sample | None = None) -> str:
        """Return the text at a range, which must lie in one line."""
        line = (sample or self.sample).text.split("\n")[range_["start"]["line"]]
        assert range_["start"]["line"] == range_["end"]["line"]
        units = line.encode("utf-16-le")
        start, end = range_["start"]["character"], range_["end"]["character"]
        return units[2 * start : 2 * end].decode("utf-16-le")


def uri_of(sample: Sample | str) -> str:
    """Return where a sample is; it may be told by its format, or by what stands beside one."""
    if isinstance(sample, str):
        sample = next(each for each in (*SAMPLES, *AROUND) if each.format_id == sample)
    return f"file:///site/{sample.file}"


async def site(
    sample: Sample, locale: str = "en", options: dict[str, object] | None = None
) -> Site:
    wire = Wire()
    await wire.initialize(
        capabilities=CAPABILITIES, locale=locale, initializationOptions=options or {}
    )
    for each in (*SAMPLES, *AROUND):
        wire.open(each.text, uri_of(each), each.language)
    return Site(wire, sample)


async def pushed_for(wire: Wire, sample: Sample, count: int) -> dict[str, Any]:
    """Return what was pushed for a sample for the `count`th time."""
    for total in range(1, 10):
        await wire.told("textDocument/publishDiagnostics", total)
        mine = [
            message["params"]
            for message in wire.messages("textDocument/publishDiagnostics")
            if message["params"]["uri"] == uri_of(sample)
        ]
        if len(mine) >= count:
            return mine[count - 1]
    raise AssertionError(sample.file)


def beside(sample: Sample) -> list[Sample]:
    """Return the samples without which nothing is said of this one."""
    return [each for each in (*SAMPLES, *AROUND) if each.format_id in sample.beside]


def write(sample: Sample, folder: Path) -> None:
    """Write a sample, and those beside it, to where their programs look for them."""
    for each in (sample, *beside(sample)):
        path = folder / ("etc/services" if each.format_id == "services" else each.file)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(each.text, "utf-8")
