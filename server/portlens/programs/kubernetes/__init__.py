"""Kubernetes and its manifests."""

# The formats whose documents name files that are read in a format.
NAMING = ("kubernetes",)
