"""GitHub Actions and its jobs."""
