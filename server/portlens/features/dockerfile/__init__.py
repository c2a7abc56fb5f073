"""What a Dockerfile has of its own to say in the features."""
