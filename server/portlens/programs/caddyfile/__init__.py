"""Caddy: one main Caddyfile and what it imports."""

NAMING = ("caddyfile",)
