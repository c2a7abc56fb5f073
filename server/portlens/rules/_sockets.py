"""How rules call the sockets of one program."""

from portlens.model.socket import Socket


def name_of(socket: Socket) -> str:
    """Return address and port of a socket as one writes them."""
    host = socket.address.text
    host = f"[{host}]" if socket.address.family == "ipv6" else host
    ports = str(socket.first) if socket.first == socket.last else f"{socket.first}-{socket.last}"
    return f"{host}:{ports}"
