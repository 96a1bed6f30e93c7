"""The look of the whole program: type, colours and stylesheet, put on in one place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.ui.colours import DARK, LIGHT, Colours, palette, tick_palette
from desk_app.ui.sheet import stylesheet

BASE_POINTS = 10.5
SMALLEST, LARGEST = 90, 160
_BUNDLED = "Hei-Regular.ttf"
_WITH_TICKS = ("QCheckBox", "QRadioButton")
_FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "WenQuanYi Micro Hei",
    "HarmonyOS Sans SC",
    "PingFang SC",
    "SimHei",
    "SimSun",
)


class Shade(StrEnum):
    """Light, dark, or as the computer is set."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Look:
    """What a person may choose of the look."""

    percent: int = 100
    shade: Shade = Shade.SYSTEM


_ASCII_SHARE = 0.57


def put_on(app: QApplication, look: Look, fonts: Path) -> Colours:
    """Give the program its type, palette and stylesheet; returns the colours in use."""
    font = QFont(text_family(fonts))
    font.setPointSizeF(BASE_POINTS * min(max(look.percent, SMALLEST), LARGEST) / 100)
    app.setFont(font)
    colours = _colours(app, look.shade)
    plain = palette(colours)
    app.setPalette(plain)
    for kind in _WITH_TICKS:
        app.setPalette(tick_palette(plain), kind)  # type: ignore[arg-type]  # PySide takes text, and only text
    app.setStyleSheet(stylesheet(colours, points=font.pointSizeF(), height=QFontMetrics(font).height()))
    return colours


def text_family(fonts: Path) -> str:
    """The computer's own Chinese sans serif; the bundled one only where there is none at all."""
    for family in _FAMILIES:
        if QFontDatabase.hasFamily(family):
            return family
    chinese = QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)
    if chinese:
        return chinese[0]
    added = QFontDatabase.addApplicationFont(str(fonts / _BUNDLED))
    return next(iter(QFontDatabase.applicationFontFamilies(added)), "") if added >= 0 else ""


def _colours(app: QApplication, shade: Shade) -> Colours:
    if shade is Shade.SYSTEM:
        return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if shade is Shade.DARK else LIGHT


def grid(widget: QWidget, steps: float = 1) -> int:
    """``steps`` of the window's eight-pixel rhythm, at the size of the widget's type."""
    return max(1, round(QFontMetrics(widget.font()).height() * 0.42 * steps))


def row_height(widget: QWidget) -> int:
    """The height of a table's row: 30 pixels at 100 %, following the type."""
    return round(QFontMetrics(widget.font()).height() * 1.55)


def chars(widget: QWidget, count: float) -> int:
    """The width of so many Chinese characters of the widget's type."""
    return round(QFontMetrics(widget.font()).horizontalAdvance("国") * count)


def text_width(text: str) -> float:
    """How wide a text is in Chinese characters, its longest line; near enough to lay out a table by."""
    lines = (sum(_ASCII_SHARE if sign.isascii() else 1.0 for sign in line) for line in text.splitlines())
    return max(lines, default=0.0)
