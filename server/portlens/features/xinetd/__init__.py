"""What xinetd has of its own to say in the features."""
