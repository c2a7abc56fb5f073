"""Stacks of which everything is known by construction: the network says just that."""

import pytest

from portlens.network.network import Network
from tests.network._built import built
from tests.network._stack import name_of, network
from tests.network._truth import BASE, KEY, Made, Published, Truth
from tests.oracle._long import Record, numbers


@pytest.mark.parametrize("seed", numbers(40))
def test_a_stack_is_what_it_was_made_to_be(seed: int, record_property: Record) -> None:
    files, truth = built(seed)
    record_property("stacks", 1)
    assert _seen(network(files, BASE), files) == truth, files


def _seen(found: Network, files: dict[str, str]) -> Truth:
    """Return what the network says, in the terms of the truth."""
    published, listens = set(), set()
    for space in found.spaces:
        for socket in found.sockets(space):
            if socket.target is not None:
                assert socket.first == socket.last
                where, port = name_of(socket.target.space), socket.target.first
                there = Published(socket.address.text, socket.transport, socket.first, where, port)
                published.add(there)
            elif socket.certainty == "certain":
                listens.add((name_of(space), socket.first))
    made, told = set(), set()
    for connection in found.connections:
        caller = name_of(connection.space)
        if connection.host is None:
            told.add((caller, connection.first))
            continue
        path, span = connection.place
        begin = files[path].rfind("\n", 0, span.start) + 1
        line = files[path][begin : files[path].find("\n", span.end)]
        key = KEY.search(line)
        reached = found.reached(connection)
        leads = reached.kind, tuple(sorted(map(name_of, reached.spaces)))
        assert key is not None, line
        made.add(Made(caller, connection.address.text, connection.first, leads, path, key[0]))
    whole = {name_of(space) for space in found.nodes if found.is_whole(space)}
    return Truth(published, listens, told, made, whole)
