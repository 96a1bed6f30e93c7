"""Which font each style of type is printed with on this computer."""

from __future__ import annotations

from dataclasses import dataclass

from desk_app.services.desk import Desk


@dataclass(frozen=True, slots=True)
class FontFound:
    """A style by its office name, the font that serves it, and whether it is the office's own."""

    style: str
    font: str
    is_own: bool


def fonts_found(desk: Desk) -> tuple[FontFound, ...]:
    """One line a style of type, in the order in which the program knows them."""
    found = []
    for style, chain in desk.fonts.chains.items():
        first = chain[0]
        is_own = first.path.parent != desk.font_folder
        found.append(FontFound(style.value, first.name if is_own else "", is_own))
    return tuple(found)
