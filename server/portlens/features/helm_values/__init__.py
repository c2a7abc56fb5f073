"""What features say of Helm values alone."""
