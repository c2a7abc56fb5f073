"""A set of ports is what a set of numbers would be."""

import random

from portlens.model.port_set import PortSet


def test_it_is_the_set_of_its_numbers() -> None:
    chance = random.Random(2)
    for _ in range(500):
        ranges = _ranges(chance)
        numbers = {port for first, last in ranges for port in range(first, last + 1)}
        ports = PortSet(ranges)
        assert [port for port in range(40) if port in ports] == sorted(numbers)
        low = chance.randrange(40)
        parts = list(ports.outside(low, low + 9))
        outside = [port for first, last in parts for port in range(first, last + 1)]
        assert outside == [port for port in range(low, low + 10) if port not in numbers]
        assert ports.next_outside(low) == next(p for p in range(low, 99) if p not in numbers)


def test_a_part_of_a_union_is_whole_where_it_is() -> None:
    chance = random.Random(3)
    for _ in range(500):
        first, other = _ranges(chance), _ranges(chance)
        one, both = PortSet(first), PortSet(first + other)
        joined = one.joined_with(other)
        for port in range(40):
            assert (port in joined or port in one) == (port in both)
            if port in joined:
                assert joined.next_outside(port) == both.next_outside(port)


def test_nothing_lies_beyond_the_highest_port() -> None:
    assert PortSet([(1, 65535)]).next_outside(1) is None
    assert PortSet([(2, 65535)]).next_outside(1) == 1


def _ranges(chance: random.Random) -> list[tuple[int, int]]:
    firsts = [chance.randrange(35) for _ in range(chance.randrange(6))]
    return [(first, first + chance.randrange(5)) for first in firsts]
