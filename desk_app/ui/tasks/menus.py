"""A button that bears a menu, its sign clear of the words."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from desk_app.ui.look import grid
from desk_app.ui.pieces import button

_SIGN = """QPushButton {{ padding-right: {0}px; }}
QPushButton::menu-indicator {{ subcontrol-origin: padding; subcontrol-position: right center; right: {1}px; }}"""


def menu_button(owner: QWidget, text: str, entries: Iterable[tuple[str, Callable[[], object]] | None]) -> QPushButton:
    """A button with entries of bound methods; None sets a line between them."""
    made = button(text)
    menu = QMenu(made)
    for entry in entries:
        if entry is None:
            menu.addSeparator()
            continue
        action = QAction(entry[0], menu)
        action.triggered.connect(entry[1])
        menu.addAction(action)
    made.setMenu(menu)
    made.setStyleSheet(_SIGN.format(grid(owner, 2.5), grid(owner, 0.75)))
    return made
