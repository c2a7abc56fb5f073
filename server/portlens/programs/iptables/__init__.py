"""iptables, the older way to Linux's packet filter."""
