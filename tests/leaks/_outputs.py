"""All that portlens says of a folder: every answer of the server, every output of the commands."""

import io
import json
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from portlens.cli.commands import run
from portlens.lsp.capabilities import COMMANDS
from portlens.workspace.uris import path_of
from tests.lsp._site import CAPABILITIES
from tests.lsp._wire import Wire, at

CHECKS = ("full", "concise", "json", "sarif", "github", "gitlab", "junit")
INVENTORIES = ("table", "json", "markdown", "mermaid", "dot")


def command_outputs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each output of `check` and `ports`, with the words that asked for it."""
    for command, formats in (("check", CHECKS), ("ports", INVENTORIES)):
        for name in formats:
            words = [command, str(folder), "--output-format", name]
            yield " ".join(words), said(words)
    words = ["check", str(folder), "--fix", "--diff"]
    yield " ".join(words), said(words)


def said(words: list[str]) -> str:
    """Return what a command prints, errors and all."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, "utf-8", "surrogateescape", newline="")
    with redirect_stdout(stream), redirect_stderr(stream):
        run(words)
    stream.flush()
    return raw.getvalue().decode("utf-8", "surrogateescape")


async def server_answers(folder: Path, files: dict[str, str]) -> Iterator[tuple[str, Any]]:
    """Return each answer to each request at each word of the files, as plain data."""
    wire = Wire()
    options = {"inlayHints": "all", "codeLens": True, "diagnosticMode": "workspace"}
    roots = [{"uri": folder.as_uri(), "name": "site"}]
    capabilities = {**CAPABILITIES, "workspace": {"workspaceEdit": {"documentChanges": True}}}
    await wire.initialize(
        capabilities=capabilities, workspaceFolders=roots, initializationOptions=options
    )
    answers: list[tuple[str, Any]] = []

    async def ask(method: str, params: dict[str, Any]) -> Any:
        answer = await wire.answer(wire.begin(method, params))
        assert answer.get("error", {}).get("code") in {None, -32803}, (method, answer)
        told = answer.get("result", answer.get("error"))
        answers.append((method, told))
        return answer.get("result")

    for name, text in files.items():
        wire.open(text, (folder / name).as_uri(), "plaintext")
    for name, text in files.items():
        uri = (folder / name).as_uri()
        document = {"textDocument": {"uri": uri}}
        lines = text.split("\n")
        whole = {
            "start": {"line": 0, "character": 0},
            "end": {"line": len(lines), "character": 0},
        }
        await ask("textDocument/diagnostic", document)
        await ask("textDocument/documentSymbol", document)
        await ask("textDocument/documentLink", document)
        await ask("textDocument/codeLens", document)
        context = {"diagnostics": []}
        await ask("textDocument/codeAction", {**document, "range": whole, "context": context})
        for hint in await ask("textDocument/inlayHint", {**document, "range": whole}):
            await ask("inlayHint/resolve", hint)
        for number, line in enumerate(lines):
            for column in range(0, min(len(line), 120) + 1, 9):
                place = at(uri, number, column)
                await ask("textDocument/hover", place)
                await ask("textDocument/signatureHelp", place)
                await ask("textDocument/prepareRename", place)
                if column % 36 == 0:
                    found = await ask("textDocument/completion", place)
                    for item in (found or {"items": []})["items"][:3]:
                        await ask("completionItem/resolve", item)
    await ask("workspace/symbol", {"query": ""})
    await ask("workspace/diagnostic", {"previousResultIds": []})
    for command in COMMANDS:
        await ask("workspace/executeCommand", {"command": command, "arguments": []})
    answers += [(each["method"], each["params"]) for each in wire.written if "method" in each]
    return iter(answers)


def texts(answer: Any) -> Iterator[str]:
    """Yield every text that is shown to somebody in an answer: no URI and no text of an edit."""
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, list):
        for each in answer:
            yield from texts(each)
    elif isinstance(answer, dict):
        for key, each in answer.items():
            if key not in {"uri", "newText", "edit", "target", "data", "filterText", "textEdit"}:
                yield from texts(each)


def dump(answer: Any) -> str:
    return json.dumps(answer, ensure_ascii=False)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8", "surrogateescape"))


__all__ = ["command_outputs", "dump", "path_of", "server_answers", "texts", "write"]
