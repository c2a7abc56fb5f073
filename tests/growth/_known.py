"""What is known to grow too fast: input → steps. Whoever mends one takes it out of here."""

KNOWN: dict[str, set[str]] = {}
