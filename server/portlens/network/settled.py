"""On which ports the program of a well-known image listens, where nothing moves it elsewhere."""

import posixpath
from collections.abc import Collection

from portlens.catalogue.image import Ports
from portlens.model.socket import Place, PortSpace
from portlens.network.context import Context
from portlens.network.network import Network
from portlens.network.usual_ports import usual_ports
from portlens.programs.fixed_images import FixedImage, fixed_image
from portlens.programs.node import Node, Start
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex

_NUMBER = regex(r"[0-9]+")


class Settled(NamedTuple):
    """The image of a container, the port that it was asked for in vain, and those that it has.

    The main one of these comes first.
    """

    image: str
    asked: int
    ports: Ports


def settled(
    network: Network,
    place: tuple[PortSpace, int, str],
    context: Context,
    besides: Collection[Place] = (),
    mentions: int = 0,
) -> Settled | None:
    """Return what an image listens on which surely does not listen at `place`, or None.

    `place` is a container, a port and its transport. The data in a volume may hold another port:
    that is no certainty, but nobody has written it here. In a folder of the project somebody may
    have, and nothing is told of an image with its data or first scripts there. Whatever speaks of
    the port counts, but for what is published or told at `besides`, and for so many `mentions` in
    the settings.
    """
    space, port, transport = place
    nodes = network.nodes.get(space, [])
    if len(nodes) != 1 or space.kind != "container":
        return None
    (node,) = nodes
    start = node.start
    fixed = fixed_image(start.image) if start is not None else None
    if start is None or fixed is None:
        return None
    ports = _ports(node, fixed, start, context)
    if not ports or (port, transport) in ports or port in fixed.more:
        return None
    if any(each.place not in besides for each in network.serving(space, port, transport)):
        return None
    # `memcached -U 11211` opens by UDP what it has by TCP alone as it comes.
    is_spoken = str(port) in start.numbers or str(port) in _NUMBER.findall(node.runs)
    if is_spoken and not fixed.keeps_transport:
        return None
    if any(number == port for number, _ in ports):
        # Who publishes `51820/udp` beside `51820/tcp` has all that is needed.
        other = "udp" if transport == "tcp" else "tcp"
        return (
            None if network.published_as(space, port, other) else Settled(start.image, port, ports)
        )
    if fixed.keeps_transport or network.times_spoken(space, port) > mentions:
        return None
    return Settled(start.image, port, ports)


def own_ports(node: Node, context: Context) -> Ports:
    """Return the ports that the image of a container surely wants, the main one first.

    One that finds another where its own is taken wants none.
    """
    start = node.start
    fixed = fixed_image(start.image) if start is not None else None
    if start is None or fixed is None or fixed.keeps_transport or fixed.finds_free:
        return ()
    return _ports(node, fixed, start, context)


def keeps_data(node: Node) -> bool:
    """Tell whether a container keeps data in which its image's port may be set, wherever they are.

    PostgreSQL has its `postgresql.conf` there, which somebody may have edited in a volume.
    """
    fixed = fixed_image(node.start.image) if node.start is not None else None
    mounts = node.start.mounts if node.start is not None else ()
    return fixed is not None and any(map(fixed.may_be_set_in, mounts))


def has_own_data(network: Network, space: PortSpace, context: Context) -> bool:
    """Tell whether files of the project are where a well-known image has its port in its data."""
    starts = [node.start for node in network.nodes.get(space, ()) if node.start is not None]
    fixed = [(start, fixed_image(start.image)) for start in starts]
    return any(image is not None and _has_data(image, start, context) for start, image in fixed)


def _ports(node: Node, fixed: FixedImage, start: Start, context: Context) -> Ports:
    if node.alters or not fixed.is_left_by(node.runs) or not fixed.is_left_with(start.mounts):
        return ()
    if _has_data(fixed, start, context):
        return ()
    if fixed.keeps_transport:
        return context.catalogue.image(start.image).ports
    if fixed.is_moved_in_part and node.port_variables:
        return ()
    usual = usual_ports(node.image, node.runs, context.catalogue, node.port_variables)
    return usual.ports if usual.is_sure else ()


def _has_data(fixed: FixedImage, start: Start, context: Context) -> bool:
    return any(fixed.may_be_set_in(at) and _is_there(path, context) for path, at in start.filled)


def _is_there(path: str, context: Context) -> bool:
    """Tell whether the project has a file at `path`, or a folder with something in it.

    What lies outside of the workspace is another machine's, or none of the project's.
    """
    if not path:
        return True
    workspace = context.workspace
    if not workspace.may_read(path):
        return False
    if workspace.names_in(path):
        return True
    folder, name = posixpath.split(path)
    return name in workspace.names_in(folder) and name not in (workspace.folders_in(folder) or ())
