"""Which sockets exclude each other: the quick answer is the plain definition's."""

import random
from collections.abc import Callable, Iterator, Sequence

import pytest

from portlens.model.address import Address, parse_ip
from portlens.model.socket import ALONE, Place, PortSpace, Sharing, Socket, exclude
from portlens.network.overlap import refused
from portlens.text.span import Span
from tests._steps import steps

HERE = Place("/a", Span(0, 0))
MACHINE = PortSpace("machine", "/")


def socket(host: str, first: int, last: int = 0, sharing: Sharing = ALONE) -> Socket:
    text, _, option = host.partition(" ")
    address = parse_ip(text) or Address("unix" if "/" in text else "name", text)
    address = address._replace(dual_stack=option == "ipv6only=off")
    return Socket(MACHINE, address, "tcp", first, last or first, "", HERE, sharing=sharing)


def pairs(sockets: Sequence[Socket], *, goes_on: bool = False) -> list[tuple[int, int]]:
    index = {id(one): place for place, one in enumerate(sockets)}
    return [(index[id(a)], index[id(b)]) for a, b in refused(sockets, goes_on=goes_on)]


def by_definition(sockets: Sequence[Socket], *, goes_on: bool) -> Iterator[tuple[int, int]]:
    """Yield what `refused` says of itself, by asking of every pair."""
    is_open: list[int] = []
    for index, one in enumerate(sockets):
        rivals = [before for before in is_open if exclude(sockets[before], one)]
        if rivals and not any(_lets_in(sockets[before], one) for before in is_open):
            rival = min(
                rivals,
                key=lambda i: (sockets[i].certainty != "certain", bool(sockets[i].when), i),
            )
            yield index, rival
            other = sockets[rival]
            always = not other.when or (one.when and set(one.when) <= set(other.when))
            if goes_on and other.certainty == "certain" and always:
                continue
        is_open.append(index)


def _lets_in(before: Socket, one: Socket) -> bool:
    """Tell whether Linux may look at `before` alone when `one` is bound."""
    return (
        (before.space, before.transport, one.transport) == (one.space, "tcp", "tcp")
        and one.address.dual_stack
        and before.address.is_wildcard
        and before.sharing.reuse_port
        and one.sharing.reuse_port
        and before.first <= one.last
        and one.first <= before.last
    )


HOSTS = (
    "0.0.0.0",
    "127.0.0.1",
    "10.0.0.5",
    "::",
    ":: ipv6only=off",
    "::1",
    "::1 ipv6only=off",
    "web.test",
    "/run/x.sock",
)


def _random_socket(chance: random.Random) -> Socket:
    first = chance.choice((80, 81, 82, 8080, 1, 65000))
    last = first + chance.choice((0, 0, 0, 1, 5, 500))
    made = socket(chance.choice(HOSTS), first, last)
    return made._replace(
        space=chance.choice((MACHINE, MACHINE, MACHINE, PortSpace("container", "web"))),
        transport=chance.choice(("tcp", "tcp", "udp")),
        certainty=chance.choice(("certain", "certain", "default")),
        when=chance.choice(((), (), ("a",), ("b",), ("a", "b"))),
        sharing=Sharing(
            chance.random() < 0.3, chance.random() < 0.3, chance.choice(("", "http", "stream"))
        ),
    )


@pytest.mark.parametrize("goes_on", [False, True])
def test_it_is_the_definition_for_thousands_of_random_sets(goes_on: bool) -> None:
    chance = random.Random(1)
    found = 0
    for _ in range(4000):
        sockets = [_random_socket(chance) for _ in range(chance.randrange(2, 14))]
        expected = list(by_definition(sockets, goes_on=goes_on))
        assert pairs(sockets, goes_on=goes_on) == expected, sockets
        found += len(expected)
    assert found > 2500


def test_every_rival_counts_not_one_of_a_family() -> None:
    share = Sharing(reuse_port=True, group="http")
    alone = Sharing(group="http")
    sockets = [
        socket("127.0.0.2", 8080, sharing=share),
        socket("10.0.0.5", 8080, sharing=alone),
        socket(":: ipv6only=off", 8080, sharing=share),
    ]
    assert pairs(sockets) == [(2, 1)]


def test_a_certain_rival_is_named_before_one_that_a_default_makes() -> None:
    certain, other = socket("0.0.0.0", 80), socket("0.0.0.0", 80)
    assert pairs([certain, other._replace(certainty="default"), other]) == [(1, 0), (2, 0)]


def test_one_that_cannot_be_had_is_in_nobodys_way_where_the_program_goes_on() -> None:
    sockets = [socket("127.0.0.1", 80), socket("0.0.0.0", 80), socket("10.0.0.5", 80)]
    assert pairs(sockets) == [(1, 0), (2, 1)]
    assert pairs(sockets, goes_on=True) == [(1, 0)]


def _ranges(count: int) -> list[Socket]:
    return [socket(f"10.0.{n // 250}.{n % 250}", 1, 65535) for n in range(count)]


def _equal(count: int) -> list[Socket]:
    return [socket("0.0.0.0", 80) for _ in range(count)]


def _shared(count: int) -> list[Socket]:
    kinds = ("http", "stream")
    return [socket("0.0.0.0", 80, sharing=Sharing(group=kinds[n % 2])) for n in range(count)]


def _steps_of_ports(count: int) -> list[Socket]:
    return [socket("0.0.0.0", 1 + n, 1 + 2 * n) for n in range(count)]


def _profiles(count: int) -> list[Socket]:
    return [socket("0.0.0.0", 80)._replace(when=(f"p{n}",)) for n in range(count)]


@pytest.mark.parametrize("make", [_ranges, _equal, _shared, _steps_of_ports, _profiles])
def test_twice_as_many_sockets_cost_twice_as_much(make: Callable[[int], list[Socket]]) -> None:
    one, two = make(400), make(800)
    assert steps(lambda: list(refused(two))) <= 2.3 * steps(lambda: list(refused(one)))
