"""Container images: which software is in them, and which ports it listens on."""

from typing import NamedTuple

Ports = tuple[tuple[int, str], ...]  # (port, transport), the main one first


class Image(NamedTuple):
    """The software of an image and its ports; of an unknown image neither is known."""

    software: str
    ports: Ports


Images = dict[str, Image]
ImagesOf = dict[tuple[int, str], list[str]]
UNKNOWN = Image("", ())


def find(images: Images, reference: str) -> Image:
    """Return what is known of the image that `reference` names.

    An unknown image is taken for a copy of the official one of the same last name
    (`registry.example.org/team/postgres` → postgres): few people call another thing so.
    """
    name = name_of(reference)
    return images.get(name) or images.get(name.rpartition("/")[2], UNKNOWN)


def by_port(images: Images) -> ImagesOf:
    """Return the images of each (port, transport), in the order of `images`."""
    found: ImagesOf = {}
    for name, image in images.items():
        for place in image.ports:
            found.setdefault(place, []).append(name)
    return found


def name_of(reference: str) -> str:
    """Return `reference` without registry, tag and digest, as Docker Hub would call it."""
    name = reference.strip().partition("@")[0]
    host, slash, rest = name.partition("/")
    # Only a first part that looks like a host is one: this is Docker's own rule.
    if slash and ("." in host or ":" in host or host == "localhost"):
        name = rest
    name = name.partition(":")[0].casefold()
    return name.removeprefix("library/")
