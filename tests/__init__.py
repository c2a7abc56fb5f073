"""What is true of every test, and of every program here that runs for hours."""

import os

from portlens.workspace.guard import UNGUARDED

# Nothing that fails in a test is left out quietly, nor in a process that a test starts.
os.environ[UNGUARDED] = "1"
