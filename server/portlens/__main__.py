"""`python -m portlens` is the command `portlens`."""

import sys

from portlens.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
