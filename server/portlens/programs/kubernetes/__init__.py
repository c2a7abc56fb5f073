"""Kubernetes and its manifests."""
