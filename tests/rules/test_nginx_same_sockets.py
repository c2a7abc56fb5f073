"""Which listeners share a socket, beside what their ports and addresses say of each two."""

import random

from portlens.programs.nginx.configuration import configuration
from portlens.programs.nginx.servers import Listener
from portlens.rules.nginx._same_socket import same_sockets
from tests._judge import context, document

_PORTS = ("80", "81", "80-82", "82-90", "8080", "1-65535", "81-81", "88-99")
_HOSTS = ("", "127.0.0.1:", "*:", "[::]:", "localhost:", "name:")
_OTHERS = ("unix:/a", "unix:/b", "80a", "127.0.0.1", "$port")


def _listeners(seed: int) -> list[Listener]:
    chosen = random.Random(seed)
    listens = [
        chosen.choice(_OTHERS)
        if chosen.random() < 0.1
        else chosen.choice(_HOSTS) + chosen.choice(_PORTS[: chosen.choice((2, 8))])
        for _ in range(chosen.randrange(12))
    ]
    modules = (chosen.choice(("http", "stream")) for _ in listens)
    text = "".join(
        f"{module} {{ server {{ listen {listen}; }} }}\n"
        for module, listen in zip(modules, listens, strict=False)
    )
    subject = document("nginx", f"events {{ }}\n{text}")
    return list(configuration(subject, context({subject.path: text}).workspace).listeners)


def _compared_one_by_one(listeners: list[Listener]) -> list[tuple[Listener, Listener]]:
    """Return the same as `same_sockets`: nginx goes on without a `listen` that it cannot have."""
    pairs: list[tuple[Listener, Listener]] = []
    had: list[Listener] = []
    for listener in listeners:
        if listener.ports is None:
            continue
        first = next((other for other in had if _meet(other, listener)), None)
        if first is None:
            had.append(listener)
        else:
            pairs.append((first, listener))
    return pairs


def _meet(one: Listener, other: Listener) -> bool:
    first, last = one.ports or (1, 0)
    return (
        one.socket == other.socket
        and other.ports is not None
        and first <= other.ports[1]
        and other.ports[0] <= last
    )


def test_listeners_on_one_socket_are_those_that_meet_one_by_one() -> None:
    found = 0
    for seed in range(400):
        listeners = _listeners(seed)
        pairs = list(same_sockets(listeners))
        assert pairs == _compared_one_by_one(listeners), seed
        found += len(pairs)
    assert found
