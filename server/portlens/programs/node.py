"""A container as others on its networks see it, and as the programs inside of it do."""

import re
from collections.abc import Mapping

from portlens.model.socket import Place, PortSpace
from portlens.text.named_tuple import NamedTuple
from portlens.text.regex import regex
from portlens.text.typed import TYPE_CHECKING

if TYPE_CHECKING:  # most projects give nothing
    from portlens.programs.given import Container


class Name(NamedTuple):
    """A name by which containers on `network` reach another."""

    text: str
    network: str


class Recipe(NamedTuple):
    """What an image is built from: the file at `path`, up to its stage `target` if any is named.

    `arguments` are values for the build. `is_checked`: the image's own health check is run.
    """

    path: str
    target: str = ""
    arguments: Mapping[str, str] = {}
    is_checked: bool = True


class Start(NamedTuple):
    """How a container of an image is started whose program listens on ports of its own.

    `image` is the one of `programs/fixed_images`, `mounts` are the paths inside at which something
    is mounted, and `numbers` those in the values of its variables. `filled` are files and folders
    of the project, each with where it is mounted; what has no path is surely there.
    """

    image: str
    mounts: tuple[str, ...]
    numbers: frozenset[str]
    filled: tuple[tuple[str, str], ...] = ()


class Node(NamedTuple):
    """One container: its port space, which several may share, and what is known of its insides.

    `owner` is the service, defined at `place`. `hosts` are names that it alone knows, each with
    what it reaches so; None is a machine that is none of the project's. `is_seen` tells that
    all containers on its networks and all its names are known, but for the names `beside` (in lower
    case) that files may bring in which are not always loaded. `runs` is the command that it is
    started with, empty for the image's own, and `alters` are those that were run on the image
    before. `hidden` are the paths inside at which something lies that is none of the project's
    files: a volume, say. `recipe` is what its image is built from, if that is known. `settings`
    are the texts of all its settings but its ports, and `settings_at` where they begin, in each
    file that has some. `has_more_settings`: other files give it variables, whatever these say;
    `variables_in` are those of them that can be read. `port_variables` are the variables that have
    a well-known program listen elsewhere, by name; the value is empty where nobody knows it.
    `start` is there where nothing but that decides on which ports the image's program listens.
    `is_on_bridge`: it is on Docker's default bridge, where no container has a name for others, and
    all that it knows otherwise is seen.
    """

    space: PortSpace
    owner: str
    place: Place
    names: tuple[Name, ...] = ()
    networks: tuple[str, ...] = ()
    hosts: Mapping[str, PortSpace | None] = {}
    is_seen: bool = False
    image: str = ""
    runs: str = ""
    alters: str = ""
    files: "Container | None" = None
    hidden: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    recipe: Recipe | None = None
    has_more_settings: bool = False
    settings_at: tuple[Place, ...] = ()
    variables_in: tuple[str, ...] = ()
    port_variables: Mapping[str, str] = {}
    beside: frozenset[str] = frozenset()
    start: Start | None = None
    is_on_bridge: bool = False

    @property
    def runs_code(self) -> bool:
        """Whether it is started with an interpreter or a tool that is no server by itself.

        It may be given the configuration of another program all the same, to look at or to write.
        """
        return _OTHER.match(self.runs) is not None


# A shell, an init or a script of one's own may start anything, and is none of these.
_OTHER = regex(
    r"(?:/(?:[\w.-]+/)*)?(?:php-fpm|php|node|npm|yarn|pnpm|python|gunicorn|uvicorn|celery|ruby|bundle"
    r"|java|certbot|cron|crond|tail|sleep)[0-9.]*(?=\s|\Z)(?!.*\b(?:nginx|sshd)\b)",
    re.DOTALL,
)
