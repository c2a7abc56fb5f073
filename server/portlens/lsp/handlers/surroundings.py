"""What changes around the texts: settings, folders, files on the disk."""

import posixpath

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from portlens.formats.registry import all_formats
from portlens.lsp.handlers import diagnostics
from portlens.lsp.session import Methods, Session
from portlens.lsp.uris import path_of
from portlens.workspace.settings_file import OWN, SHARED

_SECTION = "portlens"


async def on_initialized(session: Session, _params: types.InitializedParams) -> None:
    """Ask for the settings and to be told of changes, of a client that offers both."""
    await _ask_settings(session)
    registrations = []
    if session.client.registers_configuration:
        registrations.append(
            {
                "id": "portlens-settings",
                "method": types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                "registerOptions": {"section": _SECTION},
            }
        )
    if session.client.registers_watchers:
        globs = [f"**/{name}" for name in (OWN, SHARED, ".env")]
        for format_ in all_formats():
            globs += (_relative(glob) for glob in (*format_.patterns, *format_.shared_patterns))
        watchers = [{"globPattern": glob} for glob in dict.fromkeys(globs)]
        registrations.append(
            {
                "id": "portlens-files",
                "method": types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                "registerOptions": {"watchers": watchers},
            }
        )
    if registrations:
        await _ask(session, types.CLIENT_REGISTER_CAPABILITY, {"registrations": registrations})


async def on_settings(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Take the new settings at once: those told, or those asked for where nothing is told."""
    if session.client.has_configuration:
        await _ask_settings(session)
    else:
        given = params.settings
        session.configuration.take(given.get(_SECTION) if isinstance(given, dict) else None)
        await _start_over(session)


async def on_files(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Look anew at what a file that changed on the disk may tell of others."""
    if params.changes:
        await _start_over(session)


async def on_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """A settings file or a `.env` that was saved is told of by nobody else to simple clients."""
    name = posixpath.basename(path_of(params.text_document.uri))
    if name in {OWN, SHARED} or name.endswith(".env"):
        await _start_over(session)


async def on_folders(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Take folders that are opened, let go of those that are closed."""
    for folder in params.event.removed:
        session.project.remove(folder.uri)
    for folder in params.event.added:
        session.project.add(folder.uri)
    await _start_over(session)


async def _ask_settings(session: Session) -> None:
    if not session.client.has_configuration:
        return
    answer = await _ask(session, types.WORKSPACE_CONFIGURATION, {"items": [{"section": _SECTION}]})
    if isinstance(answer, list) and answer:
        session.configuration.take(answer[0])
        await _start_over(session)


async def _start_over(session: Session) -> None:
    """Judge everything anew, and have the client show it."""
    session.invalidate()
    diagnostics.push_soon(session)
    client = session.client
    for method, is_wanted in (
        (types.WORKSPACE_DIAGNOSTIC_REFRESH, client.refreshes_diagnostics),
        (types.WORKSPACE_INLAY_HINT_REFRESH, client.refreshes_hints),
        (types.WORKSPACE_CODE_LENS_REFRESH, client.refreshes_lenses),
    ):
        if is_wanted:
            await _ask(session, method)


async def _ask(session: Session, method: str, params: object = None) -> object:
    """Ask the client; None where it refuses, which takes nothing from the user."""
    try:
        answer: object = await session.wire.ask(method, params)
    except JsonRpcException:
        return None
    return answer


def _relative(glob: str) -> str:
    """Return a format's pattern as the protocol writes it: one without a slash fits anywhere."""
    return glob if "/" in glob else f"**/{glob}"


METHODS: Methods = {
    types.INITIALIZED: on_initialized,
    types.WORKSPACE_DID_CHANGE_CONFIGURATION: on_settings,
    types.WORKSPACE_DID_CHANGE_WATCHED_FILES: on_files,
    types.TEXT_DOCUMENT_DID_SAVE: on_save,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: on_folders,
}
