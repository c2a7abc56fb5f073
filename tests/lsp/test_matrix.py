"""Every row of docs/editor-matrix.md for every format, and every answer in the protocol's shape.

The answers are plain data; `lsprotocol` reads each as the type that the protocol wants there.
"""

from pathlib import Path

import pytest
from lsprotocol import types

from tests.lsp._sample import OPENING_NONE, Sample
from tests.lsp._samples import CALLED, SAMPLES
from tests.lsp._site import CAPABILITIES, CONVERTER, Site, beside, pushed_for, site, uri_of, write
from tests.lsp._wire import Wire, at

each_format = pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.format_id)


@each_format
async def test_hover(sample: Sample) -> None:
    here = await site(sample)
    found = await here.ask("textDocument/hover", here.place(sample.port, 1))
    assert sample.title in found["contents"]["value"]
    assert "IANA" in found["contents"]["value"]
    assert here.words(found["range"]) == sample.port


@each_format
async def test_hover_in_japanese(sample: Sample) -> None:
    here = await site(sample, locale="ja")
    found = await here.ask("textDocument/hover", here.place(sample.port, 1))
    assert "公式（IANA）" in found["contents"]["value"]


@each_format
async def test_completion(sample: Sample) -> None:
    here = await site(sample)
    place, typed, taken = sample.typed
    text = sample.text.replace(place, typed, 1)
    here.wire.change(2, {"text": text}, uri=here.uri)
    here.sample = sample._replace(text=text)
    start = here.place(typed)["position"]
    where = at(here.uri, start["line"], start["character"] + len(typed))
    found = await here.ask("textDocument/completion", where)
    texts = [item["textEdit"]["newText"] for item in found["items"]]
    best = found["items"][texts.index(taken)]
    assert texts.index(taken) < 2
    assert here.words(best["textEdit"]["range"]) == typed
    resolved = await here.ask("completionItem/resolve", best)
    assert taken in resolved["documentation"]["value"]
    assert {key: resolved[key] for key in best} == best


@each_format
async def test_completion_of_suppression_codes(sample: Sample) -> None:
    here = await site(sample)
    text = sample.text + "# portlens: ignore[por"
    here.wire.change(2, {"text": text}, uri=here.uri)
    found = await here.ask("textDocument/completion", at(here.uri, text.count("\n"), 22))
    labels = {item["label"] for item in found["items"]}
    assert sample.code in labels


@each_format
async def test_diagnostics_pulled(sample: Sample) -> None:
    here = await site(sample)
    found = await here.ask("textDocument/diagnostic", {"textDocument": {"uri": here.uri}})
    found = {here.words(item["range"]): item for item in found["items"]}
    assert found[sample.wrong]["code"] == sample.code
    assert "codeDescription" not in found[sample.wrong]  # there is no address to lead to yet
    assert found[sample.wrong]["source"] == "portlens"


@each_format
async def test_diagnostics_pulled_for_the_workspace(sample: Sample, tmp_path: Path) -> None:
    write(sample, tmp_path)
    (tmp_path / "portlens.toml").write_text('diagnostic_mode = "workspace"\n')
    wire = Wire()
    root = {"uri": tmp_path.as_uri(), "name": "site"}
    await wire.initialize(capabilities=CAPABILITIES, workspaceFolders=[root])
    here = Site(wire, sample)
    found = await here.ask("workspace/diagnostic", {"previousResultIds": []})
    (report,) = (each for each in found["items"] if each["uri"].endswith(f"/{sample.file}"))
    assert sample.code in {item["code"] for item in report["items"]}
    known = [{"uri": report["uri"], "value": report["resultId"]}]
    again = await here.ask("workspace/diagnostic", {"previousResultIds": known})
    kinds = {each["uri"]: each["kind"] for each in again["items"]}
    assert kinds[report["uri"]] == "unchanged"


@each_format
async def test_diagnostics_pushed(sample: Sample) -> None:
    wire = Wire()
    await wire.initialize(capabilities={"textDocument": {"publishDiagnostics": {}}})
    for count, each in enumerate(beside(sample), 1):
        wire.open(each.text, uri_of(each), each.language)
        await wire.told("textDocument/publishDiagnostics", count)
    wire.open(sample.text, uri_of(sample), sample.language)
    pushed = await pushed_for(wire, sample, 1)
    CONVERTER.structure(pushed, types.PublishDiagnosticsParams)
    assert (pushed["uri"], pushed["version"]) == (uri_of(sample), 1)
    assert sample.code in {item["code"] for item in pushed["diagnostics"]}
    wire.notify("textDocument/didClose", {"textDocument": {"uri": uri_of(sample)}})
    taken_back = await pushed_for(wire, sample, 2)
    assert taken_back == {"uri": uri_of(sample), "diagnostics": []}


@each_format
async def test_code_actions(sample: Sample) -> None:
    here = await site(sample)
    start = here.place(sample.wrong)["position"]
    found = await here.ask(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": here.uri},
            "range": {"start": start, "end": start},
            "context": {"diagnostics": []},
        },
    )
    suppress = next(action for action in found if sample.code in action["title"])
    assert suppress["kind"] == "quickfix"
    assert suppress["diagnostics"][0]["code"] == sample.code
    (change,) = suppress["edit"]["documentChanges"]
    assert change["textDocument"] == {"uri": here.uri, "version": 1}
    assert "portlens: ignore[" in change["edits"][0]["newText"]


@each_format
async def test_fix_all(sample: Sample) -> None:
    here = await site(sample)
    here.wire.change(2, {"text": "# portlens: ignore[no-such-rule]\n"}, uri=here.uri)
    place = {"line": 0, "character": 0}
    found = await here.ask(
        "textDocument/codeAction",
        {
            "textDocument": {"uri": here.uri},
            "range": {"start": place, "end": place},
            "context": {"diagnostics": [], "only": ["source.fixAll"]},
        },
    )
    (action,) = found
    assert action["kind"] == "source.fixAll.portlens"
    assert action["edit"]["documentChanges"][0]["edits"][0]["newText"] == ""


@each_format
async def test_inlay_hints(sample: Sample) -> None:
    here = await site(sample)
    everything = {
        "start": {"line": 0, "character": 0},
        "end": {"line": sample.text.count("\n"), "character": 0},
    }
    asked = {"textDocument": {"uri": here.uri}, "range": everything}
    found = await here.ask("textDocument/inlayHint", asked)
    labels = {hint["label"]: hint for hint in found}
    if sample.hint is None:  # a services file is all names already
        assert not labels
        return
    resolved = await here.ask("inlayHint/resolve", labels[sample.hint])
    assert "IANA" in resolved["tooltip"]["value"]
    here = await site(sample, options={"inlayHints": "off"})
    assert await here.ask("textDocument/inlayHint", asked) == []


@each_format
async def test_document_symbols(sample: Sample) -> None:
    here = await site(sample)
    found = await here.ask("textDocument/documentSymbol", {"textDocument": {"uri": here.uri}})
    names = [symbol["name"] for symbol in found]
    names += [child["name"] for symbol in found for child in symbol["children"]]
    assert sample.symbol in names


@each_format
async def test_workspace_symbols(sample: Sample) -> None:
    here = await site(sample)
    for query in (sample.port, sample.title):
        found = await here.ask("workspace/symbol", {"query": query})
        mine = [each for each in found if each["location"]["uri"] == here.uri]
        assert sample.port in {here.words(each["location"]["range"]) for each in mine}


@each_format
async def test_definition(sample: Sample) -> None:
    here = await site(sample)
    found = await here.ask("textDocument/definition", here.place(sample.link[0], 1))
    assert uri_of(sample.link[1]) in {each["uri"] for each in found}


@each_format
async def test_call_hierarchy(sample: Sample) -> None:
    here = await site(sample)
    if sample.format_id in {"services", "helm-values"}:  # they open no port
        place = here.place(sample.twin[0], 1)
        assert await here.ask("textDocument/prepareCallHierarchy", place) is None
        return
    if called := CALLED.get(sample.format_id):
        (port,) = await here.ask("textDocument/prepareCallHierarchy", here.place(called[0], 1))
        (caller,) = await here.ask("callHierarchy/incomingCalls", {"item": port})
        assert (port["name"], caller["from"]["name"]) == called[1:]
        return
    is_of_project = sample.format_id in {"nginx", "compose"}
    place = here.place("8000" if is_of_project else sample.twin[0], 1)
    (port,) = await here.ask("textDocument/prepareCallHierarchy", place)
    callers = await here.ask("callHierarchy/incomingCalls", {"item": port})
    callees = await here.ask("callHierarchy/outgoingCalls", {"item": port})
    if not is_of_project:
        assert (sample.twin[0] in port["name"], callers) == (True, [])
        # The health check of an image connects to the image itself.
        checked = ["acme/shop 6379/tcp"] if sample.format_id == "dockerfile" else []
        assert [each["to"]["name"] for each in callees] == checked
        return
    assert port["name"] == "services.api 8000/tcp"
    assert [(each["from"]["name"], len(each["fromRanges"])) for each in callers] == [("edge", 1)]
    assert callers[0]["from"]["uri"].endswith("/nginx.conf")
    assert [each["to"]["name"] for each in callees] == ["services.store 6379/tcp"]


@each_format
async def test_references(sample: Sample) -> None:
    here = await site(sample)
    word, count = sample.twin
    for includes in (True, False):
        asked = {**here.place(word, 1), "context": {"includeDeclaration": includes}}
        found = await here.ask("textDocument/references", asked)
        mine = [each for each in found if each["uri"] == here.uri]
        assert {here.words(each["range"]) for each in mine} <= {word}
        assert len(mine) == count or (len(mine) < count and not includes)


@each_format
async def test_document_highlight(sample: Sample) -> None:
    here = await site(sample)
    word, count = sample.twin
    found = await here.ask("textDocument/documentHighlight", here.place(word, 1))
    assert [here.words(each["range"]) for each in found] == [word] * count


@each_format
async def test_rename(sample: Sample) -> None:
    here = await site(sample)
    word, count = sample.twin
    if sample.format_id == "helm-values":  # each release may set another
        await here.is_refused("textDocument/prepareRename", here.place(word, 1))
        return
    prepared = await here.ask("textDocument/prepareRename", here.place(word, 1))
    assert prepared["placeholder"] == here.words(prepared["range"]) == word
    asked = {**here.place(word, 1), "newName": "8999"}
    found = await here.ask("textDocument/rename", asked)
    (change,) = found["documentChanges"]
    assert [edit["newText"] for edit in change["edits"]] == ["8999"] * count


async def test_a_rename_changes_all_files_at_once() -> None:
    # Edits that wait to be confirmed are shown unticked, and half a rename breaks connections.
    edits = {"documentChanges": True, "changeAnnotationSupport": {}}
    wire = Wire()
    await wire.initialize(capabilities={**CAPABILITIES, "workspace": {"workspaceEdit": edits}})
    for each in SAMPLES:
        wire.open(each.text, uri_of(each), each.language)
    here = Site(wire, next(each for each in SAMPLES if each.format_id == "compose"))
    asked = {**here.place("8000", 1), "newName": "9000"}
    found = await here.ask("textDocument/rename", asked)
    assert "changeAnnotations" not in found
    changed = {
        change["textDocument"]["uri"].rpartition("/")[2]: change["edits"]
        for change in found["documentChanges"]
    }
    assert set(changed) == {"compose.yaml", "nginx.conf"}
    for several in changed.values():
        assert [set(edit) for edit in several] == [{"range", "newText"}] * len(several)


@each_format
async def test_document_links(sample: Sample) -> None:
    here = await site(sample)
    found = await here.ask("textDocument/documentLink", {"textDocument": {"uri": here.uri}})
    rfc, *files = [(here.words(link["range"]), link["target"]) for link in found]
    assert rfc == ("RFC 6335", "https://www.rfc-editor.org/rfc/rfc6335")
    assert [path for _, path in files] == [f"file:///site/{name}" for name in sample.names]


@each_format
async def test_code_lens(sample: Sample) -> None:
    asked = {"textDocument": {"uri": uri_of(sample)}}
    here = await site(sample)
    assert await here.ask("textDocument/codeLens", asked) == []
    here = await site(sample, options={"codeLens": True})
    found = await here.ask("textDocument/codeLens", asked)
    told = any("used in 1 other place" in lens["command"]["title"] for lens in found)
    assert (found == []) if sample.format_id in OPENING_NONE else told


async def test_signature_help() -> None:
    sample = next(each for each in SAMPLES if each.format_id == "compose")
    here = await site(sample)
    found = await here.ask("textDocument/signatureHelp", here.place("8001", 4))
    assert found["signatures"][0]["label"] == "[ADDRESS:][HOST:]CONTAINER[/TRANSPORT]"
    assert found["activeParameter"] == 1
    assert await here.ask("textDocument/signatureHelp", here.place("acme")) is None
