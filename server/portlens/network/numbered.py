"""The names of containers that Compose makes up, under whatever name of their project."""

from collections.abc import Mapping, Sequence

from portlens.programs.node import Name, Node


def is_numbered(name: str, nodes: Mapping[str, Sequence[tuple[Name, Node]]]) -> bool:
    """Tell whether a container of a service may be called `name`, under some project's name.

    `up --scale web=5` makes a `shop-web-5`; `-p` and the name of the folder call the project
    otherwise, and older versions of Compose and others of its kind write `shop_web_1`. `nodes` are
    those that have a name, by that in small letters.
    """
    stem = name.rstrip("0123456789")
    if stem == name or not stem.endswith(("-", "_")):
        return False
    made_of = stem[:-1]
    services = (made_of[at + 1 :] for at, sign in enumerate(made_of) if sign in "-_")
    # One with a `container_name` has that alone.
    return any(
        each.text.casefold().endswith(f"-{service}-1")
        for service in services
        for _, node in nodes.get(service, ())
        for each in node.names
    )
