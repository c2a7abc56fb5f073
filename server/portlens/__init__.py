"""portlens: port numbers and service names in configuration files."""

__version__ = "0.1.0"
