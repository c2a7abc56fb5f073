"""Apache httpd and its configuration."""
