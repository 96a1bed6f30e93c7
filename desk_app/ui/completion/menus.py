"""A button that bears a menu, its sign kept clear of the words."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QPushButton

from desk_app.ui.look import grid
from desk_app.ui.pieces import button

SIGN = """QPushButton {{ padding-right: {0}px; }}
QPushButton::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: right center; right: {1}px; }}"""


def menu_button(text: str, menu: QMenu) -> QPushButton:
    """The button."""
    made = button(text)
    made.setMenu(menu)
    made.setStyleSheet(SIGN.format(grid(made, 2.5), grid(made, 0.75)))
    return made
