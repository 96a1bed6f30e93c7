"""``python -m desk_app`` and the ``desk-app`` command."""

from __future__ import annotations

import sys

_HELPER = "--reading-helper"


def main() -> int:
    """Run the command line; the exit status is the process's."""
    if sys.argv[1:] == [_HELPER]:
        from desk_app.importing.helper import serve

        return serve()
    from desk_app.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
