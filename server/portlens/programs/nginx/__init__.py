"""nginx: one main file and what it includes."""

NAMING = ("nginx",)
