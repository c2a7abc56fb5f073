"""What becomes of each service of a configuration of xinetd."""

from collections.abc import Iterator

from portlens.catalogue.load import catalogue
from portlens.formats.xinetd.judged import UNKNOWN, Identity, Verdict, fate
from portlens.formats.xinetd.reader import port_of
from portlens.formats.xinetd.values import number_of
from portlens.programs.services.names import ServiceNames
from portlens.programs.xinetd.configuration import Configuration, Loaded
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause
from portlens.workspace.workspace import Workspace


class Service(NamedTuple):
    """A service and what becomes of it; `same_as` is the earlier one for which it is dropped."""

    loaded: Loaded
    verdict: Verdict
    same_as: Loaded | None = None


def services(found: Configuration, workspace: Workspace) -> tuple[Service, ...]:
    """Return the services in the order in which xinetd starts them, if it does not crash."""
    every = tuple(_services(found, workspace))
    if not any(each.verdict.problem and each.verdict.problem.reason == "crash" for each in every):
        return every
    dead = (each.verdict._replace(opened=None) for each in every)
    return tuple(each._replace(verdict=verdict) for each, verdict in zip(every, dead, strict=True))


def _services(found: Configuration, workspace: Workspace) -> Iterator[Service]:
    names = ServiceNames(found.main, workspace)
    earlier = _Earlier()
    for loaded in found.services:
        pause()
        verdict = _verdict(loaded, found, names)
        same_as = earlier.find(verdict.identity)
        if same_as is None:
            earlier.add(verdict.identity, loaded)
        yield Service(loaded, verdict, same_as)


def _verdict(loaded: Loaded, found: Configuration, names: ServiceNames) -> Verdict:
    def lookup(name: str, protocol: str) -> int | None:
        number = port_of(name, protocol)
        return names.port(name, protocol) if number is None and protocol in _NAMED else number

    verdict = fate(loaded.section, loaded.taken, found.defaults, lookup)
    problem = verdict.problem
    if problem is None or problem.reason not in ("not-listed", "other-port"):
        return verdict
    name, protocol = str(problem.values["name"]), str(problem.values["protocol"])
    word = loaded.taken.word("port")
    number = number_of(word.text) if word is not None else None
    is_known = names.port(name, protocol) == number
    # A services file that has all of IANA's names is that of another distribution.
    if problem.reason == "not-listed" and catalogue().is_registered(name, protocol):
        is_known = is_known or number in catalogue().ports_named(name, protocol)
    return UNKNOWN if is_known and number is not None else verdict


_NAMED = frozenset({"tcp", "udp"})


class _Earlier:
    """The services so far that a later one may be the same as.

    xinetd compares with those that have an address. One that has none itself is the same as any of
    them that has its port and protocol.
    """

    def __init__(self) -> None:
        self._first: dict[tuple[object, ...], Loaded] = {}

    def find(self, identity: Identity | None) -> Loaded | None:
        return None if identity is None else self._first.get(tuple(identity))

    def add(self, identity: Identity | None, loaded: Loaded) -> None:
        if identity is not None and identity.address is not None:
            self._first.setdefault(tuple(identity), loaded)
            self._first.setdefault(tuple(identity._replace(address=None)), loaded)
