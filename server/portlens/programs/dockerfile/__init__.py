"""Dockerfile: what an image says of the container that it becomes."""
