"""`.env` files: which of their values are ports, as the projects say that read them."""
