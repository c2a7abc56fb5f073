"""What GitHub Actions has of its own to say in the features."""
