"""The settings that a user, a project or a command line chooses."""

from collections.abc import Mapping
from typing import Literal

from portlens.model.finding import Severity
from portlens.text.named_tuple import NamedTuple

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

    def level(self, rule: str, default: Severity) -> Level:
        """Return how loudly `rule` is reported."""
        return self.severity.get(rule, default)
