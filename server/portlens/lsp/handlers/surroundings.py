"""What changes around the texts: settings, folders, files on the disk."""

import asyncio
import posixpath
from collections.abc import Iterator

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from portlens.formats.registry import all_formats
from portlens.lsp.convert import Json
from portlens.lsp.handlers import diagnostics
from portlens.lsp.session import Methods, Session
from portlens.workspace.settings_file import OWN, SHARED
from portlens.workspace.uris import path_of

_SECTION = "portlens"


def on_initialized(session: Session, _params: types.InitializedParams) -> None:
    """Ask for the settings and to be told of changes, of a client that offers both."""
    _ask_settings(session)
    registrations = list(_registrations(session))
    if registrations:
        params = {"registrations": registrations}
        session.later(_ask(session, types.CLIENT_REGISTER_CAPABILITY, params))


def on_settings(session: Session, params: types.DidChangeConfigurationParams) -> None:
    """Take the new settings at once: those told, or those asked for where nothing is told."""
    if session.client.has_configuration:
        _ask_settings(session)
    else:
        given = params.settings
        session.configuration.take(given.get(_SECTION) if isinstance(given, dict) else None)
        start_over(session)


def on_files(session: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Look anew at what a file that changed on the disk may tell of others."""
    if params.changes:
        start_over(session)


def on_save(session: Session, params: types.DidSaveTextDocumentParams) -> None:
    """A settings file or a `.env` that was saved is told of by nobody else to simple clients.

    So is any other file that the documents may name.
    """
    path = path_of(params.text_document.uri)
    if not session.client.registers_watchers or speaks_of_others(path):
        start_over(session)


def on_folders(session: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """Take folders that are opened, let go of those that are closed."""
    for folder in params.event.removed:
        session.project.remove(folder.uri)
    for folder in params.event.added:
        session.project.add(folder.uri)
    start_over(session)


def speaks_of_others(path: str) -> bool:
    """Tell whether a file says nothing of ports itself and yet decides what is said of others."""
    name = posixpath.basename(path)
    return name in {OWN, SHARED} or name.endswith(".env")


def start_over(session: Session) -> None:
    """Judge everything anew, and have the client show it.

    A branch switch is told in thousands of messages by some clients: what was known is let go
    of with each, the client is asked to look again once they have ended.
    """
    session.invalidate()
    diagnostics.push_soon(session)
    if session.refresh_timer is not None:
        session.refresh_timer.cancel()
    loop = asyncio.get_running_loop()
    session.refresh_timer = loop.call_later(diagnostics.REST, _refresh, session)


def _refresh(session: Session) -> None:
    session.refresh_timer = None
    client = session.client
    for method, is_wanted in (
        (types.WORKSPACE_DIAGNOSTIC_REFRESH, client.refreshes_diagnostics),
        (types.WORKSPACE_INLAY_HINT_REFRESH, client.refreshes_hints),
        (types.WORKSPACE_CODE_LENS_REFRESH, client.refreshes_lenses),
    ):
        if is_wanted:
            session.later(_ask(session, method))


def _registrations(session: Session) -> Iterator[Json]:
    if session.client.registers_configuration:
        yield {
            "id": "portlens-settings",
            "method": types.WORKSPACE_DID_CHANGE_CONFIGURATION,
            "registerOptions": {"section": _SECTION},
        }
    if session.client.registers_watchers:
        globs = [f"**/{name}" for name in (OWN, SHARED, *_ENV_FILES)]
        for format_ in all_formats():
            globs += (_relative(glob) for glob in (*format_.patterns, *format_.shared_patterns))
        watchers = [{"globPattern": glob} for glob in dict.fromkeys(globs)]
        yield {
            "id": "portlens-files",
            "method": types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
            "registerOptions": {"watchers": watchers},
        }


# How files of a Compose `env_file` are called: they are no format, and change what is said of one.
_ENV_FILES = (".env", ".env.*", "*.env")


def _ask_settings(session: Session) -> None:
    if session.client.has_configuration:
        session.later(_settings_of_client(session))


async def _settings_of_client(session: Session) -> None:
    params = {"items": [{"section": _SECTION}]}
    answer = await _ask(session, types.WORKSPACE_CONFIGURATION, params)
    if isinstance(answer, list) and answer:
        session.configuration.take(answer[0])
        start_over(session)


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
