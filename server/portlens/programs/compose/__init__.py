"""Docker Compose: the files of a project, and what they give to containers."""

NAMING = ("compose",)
