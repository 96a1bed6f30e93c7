"""What a reading helper is started with and may cost; apart, so that a door can name it without any reader."""

from __future__ import annotations

from dataclasses import dataclass

_MOST_MEMORY = 2 << 30
_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Helper:
    """How a reading helper is started, how many may run side by side, and what one file may cost at the most."""

    command: tuple[str, ...]
    processes: int = 1
    seconds: float = _SECONDS
    memory: int = _MOST_MEMORY
