"""Docker's own grammar of a published port, which Compose and others have from it."""
