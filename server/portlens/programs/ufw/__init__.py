"""ufw and its application profiles."""
