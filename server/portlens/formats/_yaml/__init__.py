"""YAML as nodes that know where they stand, for every format that is written in it."""
