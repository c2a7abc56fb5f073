"""systemd: a socket unit with its drop-ins."""
