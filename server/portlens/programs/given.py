"""What containers are given: which file of the project stands at which path inside of them."""

import posixpath
from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache

from portlens.model.socket import Place
from portlens.text.named_tuple import NamedTuple


class Variable(NamedTuple):
    """A variable of a container's environment, and where its value is written.

    `value` is empty unless it is beyond doubt, and may be a port, a host or a URL: a password is
    nobody's business.
    """

    name: str
    value: str
    place: Place


class Given(NamedTuple):
    """A file or folder at `path`, seen at `inside` by the containers of `owner`, a service.

    `inside` is empty for what the image is built from: no container sees it. `variables` are those
    of the owner's containers, as far as the project sets them; `has_more_variables`: there may be
    others, which nobody can name.
    """

    path: str
    inside: str
    owner: str
    variables: tuple[Variable, ...] = ()
    has_more_variables: bool = False


class Container:
    """The files of one container, as far as the project gives them; the image has more."""

    def __init__(self, given: Sequence[Given]) -> None:
        # What is mounted deeper hides what lies there otherwise.
        seen = (one for one in given if one.inside)
        self._given = sorted(seen, key=lambda one: len(one.inside), reverse=True)
        self._recipes = [one.path for one in given if not one.inside]
        self.variables = given[0].variables if given else ()
        self.has_more_variables = bool(given) and given[0].has_more_variables

    @property
    def paths(self) -> list[str]:
        """The files and folders that the project gives, and what the image is built from."""
        return [*(one.path for one in self._given), *self._recipes]

    def insides(self) -> list[str]:
        """Return at which paths the container has them."""
        return [one.inside for one in self._given]

    def has(self, path: str) -> bool:
        """Tell whether the project's file at `path` is in the container, or makes its image."""
        return self.inside_of(path) != "" or path in self._recipes

    def inside_of(self, path: str) -> str:
        """Return the path in the container of the project's file at `path`, or nothing."""
        for one in self._given:
            if _is_below(path, one.path):
                return _moved(path, one.path, one.inside)
        return ""

    def path_of(self, inside: str) -> str:
        """Return the project's file that stands at the path `inside`, or nothing."""
        for one in self._given:
            if _is_below(inside, one.inside):
                return _moved(inside, one.inside, one.path)
        return ""

    def is_whole(self, inside: str) -> bool:
        """Tell whether all that lies in a folder of the container is the project's."""
        return any(_is_below(inside, one.inside) for one in self._given)

    def matching(self, pattern: str, names_in: Callable[[str], Iterable[str]]) -> list[str]:
        """Return the project's files whose paths inside match `pattern`, a glob in one folder.

        `names_in` returns the names in a folder of the project.
        """
        folder, last = _split(pattern)
        found = {
            one.inside: one.path
            for one in self._given
            if one.inside.startswith(folder) and posixpath.dirname(one.inside) == folder
        }
        above = self.path_of(folder)
        if not found and not above:
            return []
        for name in names_in(above) if above else ():
            found.setdefault(posixpath.join(folder, name), posixpath.join(above, name))
        return [
            found[inside]
            for inside in sorted(found)
            if fnmatchcase(name := posixpath.basename(inside), last)
            and (name[:1] != "." or last[:1] == ".")
        ]


class Containers:
    """Many containers, by what they are given."""

    def __init__(self, every: Iterable[Container]) -> None:
        self._by_path: dict[str, Container] = {}
        for container in every:
            for path in container.paths:
                self._by_path.setdefault(path, container)

    def of(self, path: str) -> Container | None:
        """Return the container that the project's file at `path` is given to."""
        while path:
            found = self._by_path.get(path)
            if found is not None:
                return found
            above = posixpath.dirname(path)
            if above == path:
                break
            path = above
        return None


def common_variables(containers: Iterable[Container]) -> dict[str, Variable]:
    """Return by name the variables whose values are known, and the same in all `containers`."""
    found: dict[str, Variable] | None = None
    for container in containers:
        here = {each.name: each for each in container.variables if each.value}
        if found is None:
            found = here
            continue
        same = [name for name in found if name in here and here[name].value == found[name].value]
        found = {name: found[name] for name in same}
    return found or {}


def containers(given: Iterable[Given]) -> list[Container]:
    """Return a container for each service that is given something."""
    by_owner: dict[str, list[Given]] = {}
    for one in given:
        by_owner.setdefault(one.owner, []).append(one)
    return [Container(of_owner) for of_owner in by_owner.values()]


_split = lru_cache(256)(posixpath.split)  # thousands of containers are asked for the same few


def _is_below(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _moved(path: str, folder: str, to: str) -> str:
    return posixpath.normpath(posixpath.join(to, path[len(folder) :].lstrip("/")))
