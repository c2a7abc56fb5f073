"""Container images: which ports the software in them listens on."""

Ports = tuple[tuple[int, str], ...]  # (port, transport), the main one first
Images = dict[str, Ports]
ImagesOf = dict[tuple[int, str], list[str]]


def ports(images: Images, reference: str) -> Ports:
    """Return the usual ports of the image that `reference` names; empty if it is not known.

    An unknown image is taken for a copy of the official one of the same last name
    (`registry.example.org/team/postgres` → postgres): few people call another thing so.
    """
    name = _name(reference)
    known = images.get(name)
    return known if known is not None else images.get(name.rpartition("/")[2], ())


def by_port(images: Images) -> ImagesOf:
    """Return the images of each (port, transport), in the order of `images`."""
    found: ImagesOf = {}
    for name, places in images.items():
        for place in places:
            found.setdefault(place, []).append(name)
    return found


def _name(reference: str) -> str:
    """Return `reference` without registry, tag and digest, as Docker Hub would call it."""
    name = reference.strip().partition("@")[0]
    host, slash, rest = name.partition("/")
    # Only a first part that looks like a host is one: this is Docker's own rule.
    if slash and ("." in host or ":" in host or host == "localhost"):
        name = rest
    name = name.partition(":")[0].casefold()
    return name.removeprefix("library/")
