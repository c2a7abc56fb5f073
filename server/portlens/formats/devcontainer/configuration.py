"""What a devcontainer.json says beside its ports."""

from portlens.text.named_tuple import NamedTuple
from portlens.text.span import Span
from portlens.text.typed import Literal

# `forward`: in forwardPorts. `attribute`: a key of portsAttributes. `publish`: in appPort.
Kind = Literal["forward", "attribute", "publish"]


class Entry(NamedTuple):
    """A port use beyond its port."""

    kind: Kind
    image: str = ""


class Configuration(NamedTuple):
    """The container: an `image`, or the `service` of a project of the Compose files `files`.

    `place` is where that is written. `has_more_files`: a variable has the names of others.
    """

    image: str = ""
    service: str = ""
    files: tuple[str, ...] = ()
    place: Span = Span(0, 0)
    has_more_files: bool = False
