"""OpenSSH: sshd_config of the server, ssh_config of the client."""

from portlens.formats._format import Format, Reading
from portlens.text.regex import regex


def read_server(text: str, path: str) -> Reading:
    """Read an sshd_config; the reader is imported at the first one."""
    from portlens.formats.ssh.server import read

    return read(text, path)


def read_client(text: str, path: str) -> Reading:
    """Read an ssh_config; the reader is imported at the first one."""
    from portlens.formats.ssh.client import read

    return read(text, path)


def _statements(text: str) -> object:
    from portlens.formats.ssh.directive import directives

    found = directives(text, frozenset())
    return [(line.keyword, *(word.text for word in line.words)) for line in found]


# Keywords that only one of the two programs knows, and that stand in nearly every such file.
# Compiled when a text is to be told by them: most runs meet none.
_SERVER = regex(
    r"(?mi)^[ \t]*(?:ListenAddress|HostKey|PermitRootLogin|Subsystem|UsePAM|AllowUsers"
    r"|PasswordAuthentication[ \t]+(?:yes|no)|AllowGroups|Port)[ \t=]"
)
_CLIENT = regex(
    r"(?mi)^[ \t]*(?:Host|HostName|IdentityFile|ProxyJump|ProxyCommand|LocalForward|RemoteForward"
    r"|DynamicForward)[ \t=]"
)


def _is_server(text: str) -> bool:
    return _SERVER.search(text) is not None and _CLIENT.search(text) is None


def _is_client(text: str) -> bool:
    return _CLIENT.search(text) is not None


# Without a name to go by: keywords that hardly any other program has, with a blank behind them
# as OpenSSH's own pages write them. `host = db` and `port 6379` stand in files of all kinds.
_SERVER_ALONE = regex(
    r"(?mi)^[ \t]*(?:ListenAddress|HostKey|PermitRootLogin|UsePAM|AuthorizedKeysFile|Subsystem"
    r"|PasswordAuthentication[ \t]+(?:yes|no)|AllowUsers|AllowGroups|X11Forwarding)[ \t]+[^\s=]"
)
_CLIENT_ALONE = regex(
    r"(?mi)^[ \t]*(?:HostName|IdentityFile|ProxyJump|ProxyCommand|LocalForward|RemoteForward"
    r"|DynamicForward|IdentitiesOnly|ForwardAgent|UserKnownHostsFile|StrictHostKeyChecking)"
    r"[ \t]+[^\s=]"
    r"|^Host[ \t]+[^=\s][^=\n]*\n(?:[ \t]*(?:#.*)?\n)*[ \t]+(?:Port|User)[ \t]+\S+[ \t]*$"
)
# A section, or a line that opens or ends a block or a statement: another program's file.
_FOREIGN = regex(r"(?m)^[ \t]*(?![ \t])(?:\[[^\]\n]*\][ \t]*$|[^#\n]*[{(;][ \t]*$|[\])}]|<\w)")


def _server_stands_out(text: str) -> bool:
    return (
        _SERVER_ALONE.search(text) is not None
        and _CLIENT.search(text) is None
        and _FOREIGN.search(text) is None
    )


def _client_stands_out(text: str) -> bool:
    return _CLIENT_ALONE.search(text) is not None and _FOREIGN.search(text) is None


SERVER = "sshd_config"
CLIENT = "ssh_config"

_FAULTS = frozenset({"invalid-address", "invalid-port", "missing-port", "port-out-of-range"})

FORMATS = (
    Format(
        id=SERVER,
        title="OpenSSH server (sshd_config)",
        protocol="ssh",
        faults=_FAULTS,
        byte_order_mark="refused",
        usual_ports=(22, 2222),
        takes_names="tcp",
        comments_alone=True,  # behind other words it is an error to OpenSSH before 8.5
        read=read_server,
        languages=("sshd_config", "sshdconfig"),
        patterns=("sshd_config", "**/sshd_config.d/*.conf", "sshd_config.j2", "sshd_config.in"),
        shared_patterns=("*sshd_config*", "*sshd*.conf", "*sshd*.conf.j2"),
        statements=_statements,
        installed=("/etc/ssh/sshd_config", "/etc/ssh/sshd_config.d/*.conf"),
        recognises=_is_server,
        stands_out=_server_stands_out,
    ),
    Format(
        id=CLIENT,
        title="OpenSSH client (ssh_config)",
        protocol="ssh",
        faults=_FAULTS,
        byte_order_mark="refused",
        usual_ports=(22, 2222),
        takes_names="tcp",
        comments_alone=True,  # behind other words it is an error to OpenSSH before 8.5
        read=read_client,
        languages=("ssh_config", "sshconfig", "portlens-ssh-config"),
        patterns=(
            "ssh_config",
            "**/.ssh/config",
            "**/ssh_config.d/*.conf",
            "**/.ssh/config.d/*",
            "ssh.config",
            "ssh_config.j2",
            "ssh_config.in",
        ),
        # Collections of dotfiles keep `.ssh` under names that are not hidden.
        shared_patterns=(
            "*ssh_config*",
            "*.sshconfig",
            "**/.ssh/*.conf",
            "*openssh*.conf*",
            "**/ssh/config",
            "**/*dot_ssh/config",
        ),
        statements=_statements,
        installed=(
            "/etc/ssh/ssh_config",
            "/etc/ssh/ssh_config.d/*.conf",
            "/{root,home/*}/.ssh/config",
        ),
        recognises=_is_client,
        stands_out=_client_stands_out,
    ),
)
