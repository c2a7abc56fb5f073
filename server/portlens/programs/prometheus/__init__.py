"""Prometheus and its configuration."""
