"""nftables, the packet filter of Linux."""
