"""What devcontainer.json has of its own to say in the features."""
