"""What nftables has of its own to say in the features."""
