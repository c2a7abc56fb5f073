"""What a workflow says of ports, for all that holds its jobs against their services."""

from portlens.model.port_use import PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.text.typed import Literal

# Where the steps of a job run; `unknown` where an expression decides.
Where = Literal["runner", "container", "unknown"]


class Entry(NamedTuple):
    """A port use beyond its port: its service, and that one's image.

    `is_expression`: it stands in `job.services.redis.ports[6379]`, which comes to the port of the
    runner at which Docker publishes it.
    """

    service: str = ""
    image: str = ""
    is_expression: bool = False


class Service(NamedTuple):
    """A container beside a job; `name` is a label that the job's other containers reach it by.

    `is_certain` tells that nothing but what is written is published: no expression decides, and no
    option publishes more. `published` are its ports. The job's own container has no name.
    """

    name: str
    place: Span
    image: str
    published: tuple[PortUse, ...]
    is_certain: bool

    def leads_to(self, port: int) -> PortUse | None:
        """Return the entry that publishes a port of the container; None where none does."""
        return next(
            (
                each
                for each in self.published
                if each.transport == "tcp"
                and each.target is not None
                and port in each.target.numbers
            ),
            None,
        )

    def host_side(self, port: int) -> PortUse | None:
        """Return the entry that publishes something at a port of the runner; None without one."""
        return next(
            (
                each
                for each in self.published
                if each.transport == "tcp" and each.port is not None and port in each.port.numbers
            ),
            None,
        )


class Job(NamedTuple):
    """A job with its containers, and what it connects to.

    `runs` is all that its steps run, in which other programs may be started.
    """

    name: str
    place: Span
    where: Where
    services: tuple[Service, ...]
    container: Service | None
    connections: tuple[PortUse, ...]
    runs: str

    @property
    def owner(self) -> str:
        """The job as messages and the inventory call it."""
        return f"jobs.{self.name}"

    @property
    def containers(self) -> tuple[Service, ...]:
        """All containers of the job, its own among them."""
        return self.services if self.container is None else (self.container, *self.services)


class Workflow(NamedTuple):
    """The jobs of one file."""

    jobs: tuple[Job, ...] = ()
