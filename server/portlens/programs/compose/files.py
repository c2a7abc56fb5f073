"""Which files `docker compose` would load together.

Source: docker-compose 2.40.3 run in folders that hold several of these names.
"""

import posixpath
from collections.abc import Mapping

from portlens.formats.dotenv.env import EnvFile, read_env
from portlens.programs.compose.sources import Sources, beside

# In the order in which Compose looks for them; it takes the first that is there.
BASES = ("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml")
OVERRIDES = (
    "compose.override.yml",
    "compose.override.yaml",
    "docker-compose.override.yml",
    "docker-compose.override.yaml",
)

DEVCONTAINERS = "/.devcontainer/"  # in the path of what is there for a development container alone


def environment(sources: Sources, folder: str, known: Mapping[str, str] | None = None) -> EnvFile:
    """Return what the `.env` file in `folder` says; its values may refer to those of `known`.

    The environment of the shell is not asked: it is that of an editor, and of another machine.
    """
    path = posixpath.join(folder, ".env")
    return read_env(sources.text(path) or "", path, known)


def project_files(sources: Sources, path: str) -> tuple[str, ...]:
    """Return the files that are loaded together with the one at `path`, in Compose's order.

    A file that Compose would not find by itself is a project of its own, as with
    `docker compose -f`: compose.prod.yaml and compose.dev.yaml are never one project. So is an
    override file that COMPOSE_FILE leaves out. What lies beside a devcontainer.json that names it
    is loaded as that says.
    """
    if DEVCONTAINERS in path:
        together = sources.loaded_together(path)
        if together:
            return together
    chosen = _named_in_env(sources, path)
    if chosen:
        return chosen if path in chosen else (path,)
    found = default_files(sources, posixpath.dirname(path))
    return found if path in found else (path,)


def files_read_in(sources: Sources, folder: str) -> tuple[str, ...]:
    """Return the files that `docker compose` reads when it is run in `folder`."""
    chosen = _named_in_env(sources, posixpath.join(folder, BASES[0]))
    if chosen:
        return chosen if sources.exists(chosen[0]) else ()
    return default_files(sources, folder)


def default_files(sources: Sources, folder: str) -> tuple[str, ...]:
    """Return the files that `docker compose` takes in `folder`: one, and its override file."""
    base = _first(sources, folder, BASES)
    if not base:
        return ()
    override = _first(sources, folder, OVERRIDES)
    return (base, override) if override else (base,)


def _first(sources: Sources, folder: str, names: tuple[str, ...]) -> str:
    paths = (posixpath.join(folder, name) for name in names)
    return next((path for path in paths if sources.exists(path)), "")


def _named_in_env(sources: Sources, path: str) -> tuple[str, ...]:
    """Return the files of COMPOSE_FILE in the `.env` beside `path`."""
    known = environment(sources, posixpath.dirname(path)).values
    if "COMPOSE_FILE" not in known:
        return ()
    separator = known["COMPOSE_PATH_SEPARATOR"].value if "COMPOSE_PATH_SEPARATOR" in known else ":"
    names = known["COMPOSE_FILE"].value.split(separator or ":")
    return tuple(beside(path, name) for name in names if name)
