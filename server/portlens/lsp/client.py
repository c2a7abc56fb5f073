"""What the editor at the other end can do, boiled down once."""

from collections.abc import Mapping

from portlens.text.line_index import Encoding
from portlens.text.named_tuple import NamedTuple
from portlens.text.phrase import Language
from portlens.text.typed import cast
from portlens.workspace.uris import has_drive, uri_of


class Client(NamedTuple):
    """The parts of `initialize` that decide how portlens answers.

    Everything is off for a client that says nothing: the protocol's oldest shapes work anywhere.
    """

    encoding: Encoding = "utf-16"
    language: Language = "en"
    roots: tuple[str, ...] = ()  # URIs
    options: Mapping[str, object] = {}  # initializationOptions
    name: str = ""
    hover_markdown: bool = False
    completion_markdown: bool = False
    completion_label_details: bool = False
    pulls_diagnostics: bool = False
    diagnostic_related: bool = False
    diagnostic_tags: bool = False
    diagnostic_links: bool = False
    action_literals: bool = False
    action_is_preferred: bool = False
    versioned_edits: bool = False
    creates_files: bool = False
    nested_symbols: bool = False
    definition_links: bool = False
    prepares_rename: bool = False
    has_configuration: bool = False
    registers_configuration: bool = False
    registers_watchers: bool = False
    refreshes_diagnostics: bool = False
    refreshes_hints: bool = False
    refreshes_lenses: bool = False
    shows_progress: bool = False
    shows_documents: bool = False


def client_from(params: object) -> Client:
    """Return what `params` of an `initialize` request, as parsed from JSON, say of the client."""

    def has(*path: str) -> bool:
        return _at(params, "capabilities", *path) is True

    def lists(value: str, *path: str) -> bool:
        return value in _strings(_at(params, "capabilities", *path))

    document = "textDocument"
    return Client(
        encoding=_encoding(_strings(_at(params, "capabilities", "general", "positionEncodings"))),
        language="ja" if str(_at(params, "locale") or "").lower().startswith("ja") else "en",
        roots=_roots(params),
        options=_mapping(_at(params, "initializationOptions")),
        name=str(_at(params, "clientInfo", "name") or ""),
        hover_markdown=lists("markdown", document, "hover", "contentFormat"),
        completion_markdown=lists(
            "markdown", document, "completion", "completionItem", "documentationFormat"
        ),
        completion_label_details=has(
            document, "completion", "completionItem", "labelDetailsSupport"
        ),
        pulls_diagnostics=isinstance(_at(params, "capabilities", document, "diagnostic"), dict),
        diagnostic_related=has(document, "publishDiagnostics", "relatedInformation")
        or has(document, "diagnostic", "relatedInformation"),
        diagnostic_tags=isinstance(
            _at(params, "capabilities", document, "publishDiagnostics", "tagSupport"), dict
        )
        or isinstance(_at(params, "capabilities", document, "diagnostic", "tagSupport"), dict),
        diagnostic_links=has(document, "publishDiagnostics", "codeDescriptionSupport")
        or has(document, "diagnostic", "codeDescriptionSupport"),
        action_literals=isinstance(
            _at(params, "capabilities", document, "codeAction", "codeActionLiteralSupport"), dict
        ),
        action_is_preferred=has(document, "codeAction", "isPreferredSupport"),
        versioned_edits=has("workspace", "workspaceEdit", "documentChanges"),
        creates_files=lists("create", "workspace", "workspaceEdit", "resourceOperations"),
        nested_symbols=has(document, "documentSymbol", "hierarchicalDocumentSymbolSupport"),
        definition_links=has(document, "definition", "linkSupport"),
        prepares_rename=has(document, "rename", "prepareSupport"),
        has_configuration=has("workspace", "configuration"),
        registers_configuration=has("workspace", "didChangeConfiguration", "dynamicRegistration"),
        registers_watchers=has("workspace", "didChangeWatchedFiles", "dynamicRegistration"),
        refreshes_diagnostics=has("workspace", "diagnostics", "refreshSupport"),
        refreshes_hints=has("workspace", "inlayHint", "refreshSupport"),
        refreshes_lenses=has("workspace", "codeLens", "refreshSupport"),
        shows_progress=has("window", "workDoneProgress"),
        shows_documents=has("window", "showDocument", "support"),
    )


def _encoding(offered: tuple[str, ...]) -> Encoding:
    """Take the first that the client names: editors name first what they share with others."""
    for encoding in offered:
        if encoding in {"utf-8", "utf-16", "utf-32"}:
            return cast("Encoding", encoding)
    return "utf-16"


def _roots(params: object) -> tuple[str, ...]:
    folders = _at(params, "workspaceFolders")
    if isinstance(folders, list):
        return _strings([_at(folder, "uri") for folder in folders])
    root = _at(params, "rootUri")
    if isinstance(root, str):
        return (root,)
    path = _at(params, "rootPath")
    if not isinstance(path, str):
        return ()
    with_slashes = path.replace("\\", "/")
    if has_drive(with_slashes):
        return (uri_of(with_slashes),)
    return (uri_of(path),) if path.startswith("/") else ()


def _at(value: object, *path: str) -> object:
    for key in path:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}


def _strings(value: object) -> tuple[str, ...]:
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
