"""HAProxy and its configuration."""
