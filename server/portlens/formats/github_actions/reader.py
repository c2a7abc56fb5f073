"""A workflow of GitHub Actions to port uses."""

from collections import ChainMap

from portlens.formats._format import Fault, Reading
from portlens.formats._template import has_placeholder
from portlens.formats._yaml.documents import read_documents
from portlens.formats._yaml.nodes import (
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
from portlens.text.regex import regex


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - where the file lies changes nothing
    """Return the ports of a workflow, whatever state its text is in."""
    documents, is_damaged, _ = read_documents(text)
    reading = _Jobs(text)
    for document in documents[:1]:
        for key, node in entries(value_of(document, "jobs")):
            reading.add(key, node)
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


class _Jobs:
    """The jobs of a text while they are read."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.jobs: list[Job] = []
        self.uses: list[PortUse] = []
        self.faults: list[Fault] = []
        self._asking: list[Asking] = []
        self._seen: set[int] = set()

    def add(self, key: Scalar, node: Node) -> None:
        owner = f"jobs.{key.value}"
        services = tuple(
            self._service(name, service, f"{owner}.services.{name.value}")
            for name, service in entries(value_of(node, "services"))
        )
        where, container = self._container(node, owner)
        asking = _asking(node)
        self._asking.append(asking)
        self.jobs.append(Job(key.value, key.span, where, services, container, (), asking.runs))

    def connect(self) -> None:
        """Add what each job connects to, by the names of all: a copied step keeps its own."""
        every = {service.name: service for job in self.jobs for service in job.services}
        for index, (job, asking) in enumerate(zip(self.jobs, self._asking, strict=True)):
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
        published: list[PortUse] = []
        # A list with an anchor belongs to the first that takes it.
        is_known = ports is None or (isinstance(ports, Sequence) and id(ports) not in self._seen)
        if ports is not None and id(ports) not in self._seen:
            self._seen.add(id(ports))
            for item in read_ports(ports, owner, entry, self.text):
                if isinstance(item, Fault):
                    self.faults.append(item)
                else:
                    published.append(item)
        self.uses += published
        options = text_of(value_of(node, "options"))
        is_certain = is_known and bool(entry.image) and not has_placeholder(options)
        is_certain = is_certain and _PUBLISHING.search(options) is None
        is_certain = is_certain and all(_is_read(use) for use in published)
        return Service(name.value, name.span, entry.image, tuple(published), is_certain)


def _asking(job: Node) -> Asking:
    regions = [
        value.span
        for key, value in entries(job)
        if key.value in ("env", "steps") and isinstance(value, Mapping | Sequence)
    ]
    steps = _items(value_of(job, "steps"))
    runs = (text_of(value_of(step, key)) for step in steps for key in ("run", "uses"))
    environments = (value_of(each, "env") for each in (job, *steps))
    found = [each for each in environments if each is not None]
    return Asking(regions, found, "\n".join(filter(None, runs)))


# Options of `docker create` by which more is published than `ports` says.
_PUBLISHING = regex(r"(?<!\S)(?:-[pP]|--publish|--publish-all|--network|--net)(?![\w-])")


def _is_read(use: PortUse) -> bool:
    return all(part.is_known for part in use.parts) and bool(use.parts)


def _items(node: Node | None) -> tuple[Node, ...]:
    found = resolved(node)
    return found.items if isinstance(found, Sequence) else ()
