"""firewalld, which sets up the packet filter of Linux by services and zones."""
