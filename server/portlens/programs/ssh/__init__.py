"""OpenSSH: a main file and its drop-ins."""

NAMING = ("sshd_config", "ssh_config")
