"""What a Kubernetes manifest says, for the rules that hold its objects against each other."""

from portlens.model.port_use import PortRange, PortUse
from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span


class Entry(NamedTuple):
    """A port use beyond its port: the image of its container, the Service that it leads to.

    `is_node`: the Service takes it on every node.
    """

    image: str = ""
    service: str = ""
    is_node: bool = False


class Named(NamedTuple):
    """A port that is meant by its name: `is_of` tells which container, where it can be but one."""

    name: str
    span: Span
    container: int | None = None


class ContainerPort(NamedTuple):
    """A port that a container declares; `container` counts the containers of a pod.

    `name` is None where nobody can know it, and stands at `name_span`. `host_port` is that of the
    node, at `host_span`; on the node's own network it is the same.
    """

    name: str | None
    number: int | None
    transport: str
    span: Span
    container: int
    is_init: bool
    host_port: int | None = None
    host_ip: str = ""
    host_span: Span | None = None
    name_span: Span | None = None


class Pod(NamedTuple):
    """A pod, or the template of pods.

    `is_whole`: all of its containers' ports are written here. A patch lacks what the API wants of
    an object, and something else stands where a template fills in. `probes` ask for a port by its
    name, `checks` by its number. `place` is where its name stands. `ends`: it is a Job's, and
    seldom what a Service leads to.
    """

    owner: str
    namespace: str
    labels: dict[str, str] | None
    is_whole: bool
    ports: tuple[ContainerPort, ...]
    probes: tuple[Named, ...]
    checks: tuple[PortUse, ...]
    place: Span
    ends: bool = False


class ServicePort(NamedTuple):
    """A port of a Service; `target` is the name that it leads to, `inner` the number.

    `name` is None where nobody can know it, and stands at `name_span`.
    """

    name: str | None
    number: int | None
    transport: str
    span: Span
    target: Named | None
    node_port: int | None
    node_span: Span | None
    inner: PortRange | None
    name_span: Span | None = None


class Service(NamedTuple):
    """A Service; `selector` is None where none is written or not all of it can be known."""

    name: str
    namespace: str
    selector: dict[str, str] | None
    is_whole: bool
    ports: tuple[ServicePort, ...]
    place: Span

    @property
    def owner(self) -> str:
        """The Service as its users call it."""
        return f"Service {self.name}" if self.name else "Service"


class Backend(NamedTuple):
    """That the route at `place` leads to a port of a Service, by its number or its name.

    `service_span` is where the Service is named, if it is. `says_namespace`: the route says in
    which namespace it is, and no kustomization changes that.
    """

    service: str
    namespace: str
    number: int | None
    name: str
    span: Span
    owner: str
    place: Span
    service_span: Span | None = None
    says_namespace: bool = False


class Permit(NamedTuple):
    """That a network policy lets a port of some pods through, by its number or its name.

    `selectors` are those of the pods whose port it is; none where others may be meant as well.
    """

    selectors: tuple[dict[str, str], ...]
    namespace: str
    number: int | None
    name: str
    span: Span
    transport: str
    owner: str
    place: Span


class Manifest(NamedTuple):
    """The objects of one file.

    `is_certain`: it is read as it will be applied. A template, a patch with directives and a
    text that is no YAML are not. `has_unread_pods`: there are pods of a kind that is not known.
    """

    pods: tuple[Pod, ...] = ()
    services: tuple[Service, ...] = ()
    backends: tuple[Backend, ...] = ()
    permits: tuple[Permit, ...] = ()
    is_certain: bool = False
    has_unread_pods: bool = False
