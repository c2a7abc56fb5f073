"""OpenSSH: sshd_config of the server, ssh_config of the client."""

import re

from portlens.formats._format import Format, Reading


def read_server(text: str, path: str) -> Reading:
    """Read an sshd_config; the reader is imported at the first one."""
    from portlens.formats.ssh.server import read

    return read(text, path)


def read_client(text: str, path: str) -> Reading:
    """Read an ssh_config; the reader is imported at the first one."""
    from portlens.formats.ssh.client import read

    return read(text, path)


# Keywords that only one of the two programs knows, and that stand in nearly every such file.
_SERVER = re.compile(
    r"^[ \t]*(?:ListenAddress|HostKey|PermitRootLogin|Subsystem|UsePAM|PasswordAuthentication[ \t]"
    r"+(?:yes|no)|AllowUsers|AllowGroups|Port)[ \t=]",
    re.MULTILINE | re.IGNORECASE,
)
_CLIENT = re.compile(
    r"^[ \t]*(?:Host|HostName|IdentityFile|ProxyJump|ProxyCommand|LocalForward|RemoteForward"
    r"|DynamicForward)[ \t=]",
    re.MULTILINE | re.IGNORECASE,
)


def _is_server(text: str) -> bool:
    return _SERVER.search(text) is not None and _CLIENT.search(text) is None


def _is_client(text: str) -> bool:
    return _CLIENT.search(text) is not None


FORMATS = (
    Format(
        id="sshd_config",
        title="OpenSSH server (sshd_config)",
        read=read_server,
        languages=("sshd_config", "sshdconfig"),
        patterns=("sshd_config", "**/sshd_config.d/*.conf", "sshd_config.j2", "sshd_config.in"),
        shared_patterns=("*sshd_config*", "*sshd*.conf", "*sshd*.conf.j2"),
        recognises=_is_server,
    ),
    Format(
        id="ssh_config",
        title="OpenSSH client (ssh_config)",
        read=read_client,
        languages=("ssh_config", "sshconfig"),
        patterns=(
            "ssh_config",
            "**/.ssh/config",
            "**/ssh_config.d/*.conf",
            "**/.ssh/config.d/*",
            "ssh.config",
            "ssh_config.j2",
            "ssh_config.in",
        ),
        shared_patterns=("*ssh_config*", "*.sshconfig", "**/.ssh/*.conf", "*openssh*.conf*"),
        recognises=_is_client,
    ),
)
