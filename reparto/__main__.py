"""``python -m reparto``: the command line."""

import sys

from reparto.command import main

if __name__ == "__main__":
    sys.exit(main())
