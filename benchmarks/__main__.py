"""Runs every benchmark, or those named on the command line, and prints its figures."""

from __future__ import annotations

import sys

from benchmarks import (
    hints,
    intake,
    intake_memory,
    intake_window,
    ledger,
    ledger_pdf,
    print_batch,
    reading_returns,
    search,
    start,
)

ALL = {
    "intake": intake.run,
    "memory": intake_memory.run,
    "window": intake_window.run,
    "reading": reading_returns.run,
    "hints": hints.run,
    "ledger": ledger.run,
    "ledger_pdf": ledger_pdf.run,
    "print_batch": print_batch.run,
    "search": search.run,
    "start": start.run,
}


def main() -> None:
    """Run what is asked for."""
    for name in sys.argv[1:] or ALL:
        print(f"== {name}")
        for line in ALL[name]():
            print(f"   {line}")


if __name__ == "__main__":
    main()
