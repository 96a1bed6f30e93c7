"""``python -m desk_app`` and the ``desk-app`` command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; the exit status is the process's."""
    from desk_app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
