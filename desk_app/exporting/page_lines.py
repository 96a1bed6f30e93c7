"""Lines of text with their places, and blocks of them that are not cut: what stands around a table."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.exporting.fonts import Style


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text: where it begins and how far its base line lies below the block's upper edge."""

    text: str
    style: Style
    size: float
    x: float
    down: float


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, and the height they take; ``signs`` where they are signed, dated or say who issues."""

    lines: tuple[TextLine, ...]
    height: float
    signs: bool = False
