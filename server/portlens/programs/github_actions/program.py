"""A workflow as a program: each job has a runner of its own, and containers beside it.

A job on the runner reaches a service at `localhost` by what is published there; a job in a
container by the service's name and the port of its container. Which machine the runner is nobody
knows, so it opens no port that could be in the way of others here.
"""

from collections.abc import Iterator

from portlens.formats.github_actions.workflow import Entry, Job, Service, Workflow
from portlens.model.address import ANY_IPV4, ANY_IPV6, Address
from portlens.model.port_use import PortRange, PortUse
from portlens.model.socket import Connection, Place, PortSpace, Sharing, Socket, Target
from portlens.programs.facts import Facts
from portlens.programs.node import Name, Node
from portlens.programs.program import Program, Topology
from portlens.text.pause import pausing
from portlens.text.span import Span
from portlens.workspace.document import Document
from portlens.workspace.memo import Memo
from portlens.workspace.workspace import Workspace

CONNECTING = ("github-actions",)
SEALED = CONNECTING


def program_of(document: Document, workspace: Workspace) -> Program:
    """Return what the jobs of `document` start."""
    subject = document.source

    def make() -> Program:
        jobs = _Jobs(subject)
        return Program(
            {subject.path: subject},
            tuple(jobs.sockets()),
            lambda: Topology(tuple(jobs.nodes()), tuple(jobs.inner()), tuple(jobs.connections())),
            Facts(starts=True),
        )

    return _PROGRAMS.of_parts(workspace, subject.path, make, (subject,))


_PROGRAMS: Memo[Program] = Memo(128)


def opened(document: Document, workspace: Workspace) -> Iterator[tuple[Document, PortUse]]:  # noqa: ARG001
    """Yield each port of a runner that leads to a container of its job, in the order of the file.

    It is what `docker ps` shows there while the job runs: an entry without an address is two, and
    Docker picks the runner's port where none is written.
    """
    for job in _Jobs(document).jobs:
        for service in job.containers:
            for use in service.published:
                picked = use.port is None or use.port.is_empty
                for address in _addresses(use):
                    yield document, use._replace(address=address, port=None if picked else use.port)


def _addresses(use: PortUse) -> tuple[Address, ...]:
    return (ANY_IPV4, ANY_IPV6) if use.address is None else (use.address,)


class _Jobs:
    """The jobs of one workflow."""

    def __init__(self, document: Document) -> None:
        tree = document.reading.tree
        self.path = document.path
        self.text = document.text
        self.jobs = tree.jobs if isinstance(tree, Workflow) else ()

    def sockets(self) -> Iterator[Socket]:
        for job in pausing(self.jobs):
            for service in pausing(job.containers):
                for use in pausing(service.published):
                    yield from self._published(job, service, use)

    def inner(self) -> Iterator[Socket]:
        """Yield the containers' sides of what is published."""
        for job in pausing(self.jobs):
            for service in pausing(job.containers):
                for use in pausing(service.published):
                    if use.target is not None and use.target.numbers:
                        yield self._inside(job, service, use, use.target)

    def nodes(self) -> Iterator[Node]:
        for job in pausing(self.jobs):
            networks = (f"{self.path}#{job.name}",)
            if job.where == "container" and job.containers:
                image = job.container.image if job.container is not None else ""
                place = Place(self.path, job.place)
                # A step may start more containers, and put them beside these.
                is_seen = "docker" not in job.runs
                yield Node(
                    self._of(job), job.owner, place, (), networks, is_seen=is_seen, image=image
                )
            for service in pausing(job.services):
                names = (Name(service.name, *networks),)
                place = Place(self.path, service.place)
                space, owner = self._space(job, service), _owner(job, service)
                yield Node(space, owner, place, names, networks, image=service.image)

    def connections(self) -> Iterator[Connection]:
        for job in pausing(self.jobs):
            services = {service.name: self._space(job, service) for service in job.services}
            for use in pausing(job.connections):
                entry, port = use.detail, use.port
                if port is None or port.first is None or use.address is None:
                    continue
                space, address = self._of(job), use.address
                host: Span | None = Span(use.span.start, port.span.start - 1)
                if isinstance(entry, Entry) and entry.is_expression:
                    # It speaks of the inside of the container, wherever the job runs.
                    if entry.service not in services:
                        continue
                    space, address, host = services[entry.service], ITSELF, None
                elif use.span == port.span:
                    host = None  # it stands in a variable of its own
                number, place = port.first, Place(self.path, port.span)
                yield Connection(
                    *(space, address, "tcp", number, number, job.owner, place, host, use),
                    caller=self._of(job),
                )

    def _inside(self, job: Job, service: Service, use: PortUse, target: PortRange) -> Socket:
        return Socket(
            self._space(job, service),
            ANY_IPV4,
            use.transport,
            target.numbers[0],
            target.numbers[-1],
            _owner(job, service),
            Place(self.path, target.span),
            "usual",
        )

    def _published(self, job: Job, service: Service, use: PortUse) -> Iterator[Socket]:
        port, target = use.port, use.target
        if port is None or port.first is None or port.last is None or target is None:
            return
        if len(port.numbers) > 1 and len(target.numbers) < len(port.numbers):
            return  # Docker takes whichever of these is free
        place = Place(self.path, port.span)
        leads = None
        if target.first is not None:
            leads = Target(self._space(job, service), target.first, Place(self.path, target.span))
        for address in _addresses(use):
            yield Socket(
                PortSpace("machine", f"{self.path}#{job.name}", is_far=True),
                address,
                use.transport,
                port.first,
                port.last,
                _owner(job, service),
                place,
                "certain" if service.is_certain else "conditional",
                # The runner hands the same word over once.
                Sharing(group=f"{_owner(job, service)} {use.span.of(self.text)}"),
                target=leads,
            )

    def _space(self, job: Job, service: Service) -> PortSpace:
        return PortSpace("container", f"{self.path}#{job.name} {service.name}")

    def _of(self, job: Job) -> PortSpace:
        """Return the port space that the steps of a job run in."""
        if job.where == "container":
            return PortSpace("container", f"{self.path}#{job.name}")
        return PortSpace("machine", f"{self.path}#{job.name}", is_far=True)


ITSELF = Address("name", "")


def _owner(job: Job, service: Service) -> str:
    return f"{job.owner}.services.{service.name}" if service.name else f"{job.owner}.container"
