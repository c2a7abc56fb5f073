"""The settings that a user, a project or a command line chooses."""

from collections.abc import Mapping

from portlens.formats._glob import matches
from portlens.model.finding import Severity
from portlens.text.named_tuple import NamedTuple
from portlens.text.typed import Literal

Level = Literal["error", "warning", "information", "hint", "off"]

LEVELS: tuple[Level, ...] = ("error", "warning", "information", "hint", "off")

# What an editor asks for and may get from another server, too: a YAML server's outline, say.
FEATURES = (
    "hover",
    "completion",
    "signatureHelp",
    "definition",
    "references",
    "highlights",
    "callHierarchy",
    "symbols",
    "codeActions",
    "codeLens",
    "links",
    "rename",
    "inlayHints",
)


class HostGroup(NamedTuple):
    """Files that configure one machine and so share its ports.

    `folder` is where the patterns count from; empty where an editor sent them without one.
    """

    name: str
    include: tuple[str, ...]
    folder: str = ""

    def has(self, path: str) -> bool:
        """Tell whether a file is one of them."""
        folder = self.folder.rstrip("/") + "/"
        if self.folder and not path.startswith(folder):
            return False
        below = path.removeprefix(folder) if self.folder else path.lstrip("/")
        return any(matches(below, glob if self.folder else f"**/{glob}") for glob in self.include)


class Settings(NamedTuple):
    """Every setting with its default. The keys' meaning is documented in docs/settings.md."""

    severity: Mapping[str, Level] = {}
    allowed_ports: tuple[tuple[int, int], ...] = ()
    inlay_hints: Literal["off", "unknown", "all"] = "unknown"
    code_lens: bool = False
    disabled_features: tuple[str, ...] = ()
    language: Literal["auto", "en", "ja"] = "auto"
    nginx_version: tuple[int, int, int] | None = None  # None: the newest
    openssh_version: tuple[int, int, int] | None = None  # None: nobody says which
    diagnostic_mode: Literal["openFiles", "workspace"] = "openFiles"
    force_push_diagnostics: bool = False
    hosts: tuple[HostGroup, ...] = ()
    exclude: tuple[str, ...] = ()

    def allows(self, port: int) -> bool:
        """Tell whether the user declared `port` to be known."""
        return any(first <= port <= last for first, last in self.allowed_ports)

    def group_of(self, path: str) -> HostGroup | None:
        """Return the machine that `hosts` gives a file to."""
        return next((group for group in self.hosts if group.has(path)), None)

    def level(self, rule: str, default: Severity) -> Level:
        """Return how loudly `rule` is reported."""
        return self.severity.get(rule, default)
