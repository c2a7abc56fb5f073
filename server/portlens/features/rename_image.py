"""Ports that only the software in an image decides on: no file of the project can change them."""

from portlens.catalogue.image import is_base
from portlens.features.rename_settings import words_for
from portlens.network.context import Context
from portlens.network.places import Places
from portlens.network.spot import Port, Spot
from portlens.network.usual_ports import usual_ports
from portlens.programs.node import Node
from portlens.text.escape import label
from portlens.text.phrase import Phrase


def fixed_by_image(spot: Spot, places: Places, context: Context) -> Phrase | None:
    """Return that a program listens there by itself, where only its image says on which port.

    A language listens nowhere: what is run on `node` has the port that the project gives it.
    """
    for port in places.ports(spot):
        for node in places.network.nodes.get(port.space, ()):
            if _is_usual(port, node, context) and not _is_written(port, places, context):
                return IMAGE.fill(image=label(node.image), port=port.first)
    return None


def _is_usual(port: Port, node: Node, context: Context) -> bool:
    if is_base(node.image):
        return False
    # A command or a variable may have it listen elsewhere.
    now = usual_ports(node.image, node.runs, context.catalogue, node.port_variables).ports
    usual = {*context.catalogue.image(node.image).ports} & {*now}
    return (port.first, port.transport) in usual


def _is_written(port: Port, places: Places, context: Context) -> bool:
    """Tell whether a file of a server's, or a setting (`ENV PORT=1880`), says the port."""
    network = places.network
    serving = network.serving(port.space, port.first, port.transport)
    if any(socket.certainty != "usual" for socket in serving):
        return True
    words = words_for((port,), network, places.known(), context.workspace)
    return any(word.is_port for word in words)


IMAGE = Phrase(
    "the image {image} itself listens on {port}: nothing written here changes that",
    "イメージ {image} が {port} で待ち受けるため、ここを書き換えてもポートは変わりません",
)
