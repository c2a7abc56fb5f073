"""xinetd as a program."""

NAMING = ("xinetd",)
