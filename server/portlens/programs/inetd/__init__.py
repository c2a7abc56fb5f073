"""inetd: the sockets on which it listens for the programs that it starts."""
