"""``python -m ofprint``: the same as the command."""

import sys

from ofprint.cli import main

sys.exit(main())
