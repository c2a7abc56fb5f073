"""Container images: which software is in them, and which ports it listens on."""

from functools import lru_cache

from portlens.catalogue.table import TRANSPORTS
from portlens.text.named_tuple import NamedTuple

Ports = tuple[tuple[int, str], ...]  # (port, transport), the main one first


class Image(NamedTuple):
    """The software of an image and its ports; of an unknown image neither is known."""

    software: str
    ports: Ports


# By name, as the table has them: a file names few of these hundreds.
Images = dict[str, tuple[str, str]]
ImagesOf = dict[tuple[int, str], list[str]]
UNKNOWN = Image("", ())


def find(images: Images, reference: str) -> Image:
    """Return what is known of the image that `reference` names.

    A word of the tag may make it another: `wordpress:6-fpm-alpine` is the table's `wordpress:fpm`.
    An unknown image is taken for a copy of the official one of the same last name
    (`registry.example.org/team/postgres` → postgres): few people call another thing so.
    """
    for name in _names(reference):
        known = images.get(name)
        if known is not None:
            return _read(*known)
    return UNKNOWN


def _names(reference: str) -> tuple[str, ...]:
    """Return what the table may call the image that `reference` names, the likeliest first."""
    name = name_of(reference)
    names = (name, name.rpartition("/")[2])
    flavours = (f"{each}:{word}" for word in tag_of(reference).split("-") for each in names)
    return tuple(dict.fromkeys((*flavours, *names)))


@lru_cache(maxsize=1024)
def _read(ports: str, software: str) -> Image:
    """Return an image of which the table has its ports, such as `80t 443u`, and its software."""
    return Image(software, tuple((int(port[:-1]), TRANSPORTS[port[-1]]) for port in ports.split()))


def is_base(reference: str) -> bool:
    """Tell whether an image is a language or a system, on which something else is run."""
    name = name_of(reference)
    return name.rpartition("/")[2] in _BASES or "/distroless/" in f"/{name}"


def by_port(images: Images) -> ImagesOf:
    """Return the images of each (port, transport), in the order of `images`."""
    found: ImagesOf = {}
    for name, image in images.items():
        for place in _read(*image).ports:
            found.setdefault(place, []).append(name)
    return found


@lru_cache(maxsize=4096)
def name_of(reference: str) -> str:
    """Return `reference` without registry, tag and digest, as Docker Hub would call it."""
    name = reference.strip().partition("@")[0]
    host, slash, rest = name.partition("/")
    # Only a first part that looks like a host is one: this is Docker's own rule.
    if slash and ("." in host or ":" in host or host == "localhost"):
        name = rest
    name = name.partition(":")[0].casefold()
    return name.removeprefix("library/")


def tag_of(reference: str) -> str:
    """Return the tag of `reference`; empty where it has none."""
    return reference.strip().partition("@")[0].rpartition("/")[2].partition(":")[2].casefold()


_BASES = frozenset({
    "almalinux", "alpine", "amazoncorretto", "amazonlinux", "archlinux", "bun", "busybox",
    "debian", "deno", "eclipse-temurin", "elixir", "erlang", "fedora", "golang", "gradle",
    "haskell", "ibmjava", "jruby", "julia", "maven", "mono", "node", "openjdk", "oraclelinux",
    "perl", "pypy", "python", "rockylinux", "ruby", "rust", "scratch", "swift", "ubuntu",
})  # fmt: skip
