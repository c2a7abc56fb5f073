"""Apache httpd and its configuration."""

NAMING = ("apache",)
