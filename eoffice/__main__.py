"""`python -m eoffice` is the command `eoffice`."""

import sys

from eoffice.cli import main

if __name__ == "__main__":
    sys.exit(main())
