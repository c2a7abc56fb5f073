"""A workflow of GitHub Actions to port uses."""

from collections import ChainMap

from portlens.formats._format import Fault, Reading
from portlens.formats._template import has_placeholder
from portlens.formats._yaml.documents import read_documents
from portlens.formats._yaml.nodes import (
    MOST_SHARED,
    Mapping,
    Node,
    Scalar,
    Sequence,
    entries,
    resolved,
    text_of,
    value_of,
)
from portlens.formats.github_actions.asked import Asking, connections_of
from portlens.formats.github_actions.entries import read_ports
from portlens.formats.github_actions.workflow import Entry, Job, Service, Where, Workflow
from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.pause import pause, pausing
from portlens.text.regex import regex


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - where the file lies changes nothing
    """Return the ports of a workflow, whatever state its text is in."""
    documents, _, is_damaged, _ = read_documents(text)
    reading = _Jobs(text)
    for document in documents[:1]:
        jobs = entries(value_of(document, "jobs"))
        # Of several jobs nobody can tell which one a variable of the workflow is for.
        common = value_of(document, "env") if len(jobs) == 1 else None
        for key, node in jobs:
            pause()
            reading.add(key, node, common)
    reading.connect()
    uses = sorted(reading.uses, key=lambda use: use.span)
    # Half a list is no list: what shape an entry has is judged once the text is YAML again.
    faults = [
        fault
        for fault in reading.faults
        if not (is_damaged and fault.reason in ("github-mapping", "github-no-list"))
    ]
    faults.sort(key=lambda fault: fault.span)
    return Reading(tuple(uses), tuple(faults), tree=Workflow(tuple(reading.jobs)))


class _Published(NamedTuple):
    """What a list publishes; `is_known`: no expression decides on a port of it."""

    uses: tuple[PortUse, ...] = ()
    is_known: bool = True


class _Jobs:
    """The jobs of a text while they are read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.jobs: list[Job] = []
        self.uses: list[PortUse] = []
        self.faults: list[Fault] = []
        self._asking: list[Asking] = []
        # What stands behind an alias is read once: each is known by the identity of its node.
        self._seen: set[int] = set()
        self._published: dict[int, _Published] = {}
        self._runs: dict[int, str] = {}
        self._shared = 0  # services and ports that jobs have by an alias

    def add(self, key: Scalar, node: Node, common: Node | None) -> None:
        """Read a job; `common` is the environment of a workflow that has no other."""
        if not self._is_first(node):
            return  # the whole job is another one's: it says the same in the same places
        owner = f"jobs.{key.value}"
        named = self._listed(node)
        services = tuple(
            self._service(name, service, f"{owner}.services.{name.value}")
            for name, service in pausing(named or ())
        )
        where, container = self._container(node, owner)
        where = "unknown" if named is None else where
        asking = _with_common(self._asking_of(node), common)
        self._asking.append(asking)
        self.jobs.append(Job(key.value, key.span, where, services, container, (), asking.runs))

    def _listed(self, job: Node) -> list[tuple[Scalar, Node]] | None:
        """Return the services of a job, or None where jobs share more than is read."""
        if self._shared > MOST_SHARED:
            return None
        listed = value_of(job, "services")
        named = entries(listed)
        if listed is not None and not self._is_first(listed):
            self._shared += len(named)
        return named if self._shared <= MOST_SHARED else None

    def connect(self) -> None:
        """Add what each job connects to, by the names of all: a copied step keeps its own."""
        every = {service.name: service for job in self.jobs for service in job.services}
        for index, (job, asking) in enumerate(zip(self.jobs, self._asking, strict=True)):
            pause()
            if every and job.where != "unknown":
                own = {service.name: service for service in job.services}
                known = ChainMap(own, every)  # no copy: there may be many jobs
                made = tuple(connections_of(self.text, asking, known, job.owner))
                self.uses += made
                self.jobs[index] = job._replace(connections=made)

    def _container(self, job: Node, owner: str) -> tuple[Where, Service | None]:
        node = resolved(value_of(job, "container"))
        if node is None or (isinstance(node, Scalar) and not node.value):
            return "runner", None
        image = text_of(node) or text_of(value_of(node, "image"))
        where: Where = "unknown" if not image or has_placeholder(image) else "container"
        if not isinstance(node, Mapping):
            return where, None
        place = Scalar(node.start, node.start, None, "", "")
        return where, self._service(place, node, f"{owner}.container")

    def _service(self, name: Scalar, node: Node, owner: str) -> Service:
        image = text_of(value_of(node, "image"))
        entry = Entry(name.value, "" if has_placeholder(image) else image)
        ports = resolved(value_of(node, "ports"))
        published = self._ports(ports, owner, entry)
        options = text_of(value_of(node, "options"))
        is_known = isinstance(ports, Sequence) or ports is None
        is_certain = is_known and bool(entry.image) and not has_placeholder(options)
        is_certain = is_certain and _PUBLISHING.search(options) is None
        is_certain = is_certain and published.is_known
        return Service(name.value, name.span, entry.image, published.uses, is_certain)

    def _ports(self, ports: Node | None, owner: str, entry: Entry) -> "_Published":
        """Return what a list publishes; its lines belong to the first that takes it."""
        if ports is None:
            return _Published()
        found = self._published.get(id(ports))
        if found is not None:
            self._shared += len(found.uses)
            return found if self._shared <= MOST_SHARED else _Published(is_known=False)
        items = tuple(read_ports(ports, owner, entry, self.text))
        uses = tuple(item for item in items if isinstance(item, PortUse))
        self.faults += (item for item in items if isinstance(item, Fault))
        self.uses += uses
        found = self._published[id(ports)] = _Published(uses, all(map(_is_read, uses)))
        return found

    def _asking_of(self, job: Node) -> Asking:
        """Return where a job speaks; where several do by an alias, the first has the word."""
        spoken = [
            value
            for key, value in entries(job)
            if key.value in ("env", "steps") and self._is_first(value)
        ]
        regions = [node.span for node in map(resolved, spoken) if isinstance(node, _LISTS)]
        steps = resolved(value_of(job, "steps"))
        items = steps.items if isinstance(steps, Sequence) else ()
        environments = [value for value in spoken if not isinstance(resolved(value), Sequence)]
        if id(steps) not in self._runs:
            words = (text_of(value_of(step, key)) for step in items for key in ("run", "uses"))
            self._runs[id(steps)] = "\n".join(filter(None, words))
            found = (value_of(step, "env") for step in items)
            environments += (each for each in found if each is not None and self._is_first(each))
        return Asking(regions, environments, self._runs[id(steps)])

    def _is_first(self, node: Node) -> bool:
        """Tell whether what `node` stands for is met for the first time."""
        found = id(resolved(node))
        is_first = found not in self._seen
        self._seen.add(found)
        return is_first


def _with_common(asking: Asking, common: Node | None) -> Asking:
    """Return where a job speaks with the environment of its workflow, if it replaces none of it."""
    node = resolved(common)
    own = {key.value for each in asking.environments for key, _ in entries(each)}
    if not isinstance(node, Mapping) or any(key.value in own for key, _ in entries(node)):
        return asking
    return asking._replace(
        regions=[node.span, *asking.regions], environments=[*asking.environments, node]
    )


_LISTS = (Mapping, Sequence)
# Options of `docker create` by which more is published than `ports` says.
_PUBLISHING = regex(r"(?<!\S)(?:-[pP]|--(?:publish|publish-all|network|net)(?![\w-]))")


def _is_read(use: PortUse) -> bool:
    return all(part.is_known for part in use.parts) and bool(use.parts)
