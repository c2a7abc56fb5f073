"""A name server that knows nobody: without one the Engine's own waits until its callers give up."""

import socket

ADDRESS = "10.200.0.53"  # what --dns says to the Engine
_NO_SUCH_NAME = b"\x81\x83\x00\x01\x00\x00\x00\x00\x00\x00"


def serve() -> None:
    """Answer "there is no such name" to every question on UDP port 53."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind((ADDRESS, 53))
        while True:
            asked, caller = server.recvfrom(2048)
            # The question is a name that ends with an empty label, its type and its class.
            end = asked.find(b"\x00", 12) + 5
            server.sendto(asked[:2] + _NO_SUCH_NAME + asked[12:end], caller)


if __name__ == "__main__":
    serve()
