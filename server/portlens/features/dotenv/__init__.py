"""What a `.env` file has of its own to say in the features."""
