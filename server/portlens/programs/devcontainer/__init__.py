"""Development containers and the Compose projects that they are services of."""

# The formats whose documents name files that are read in a format.
NAMING = ("devcontainer",)
