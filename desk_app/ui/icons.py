"""Line icons from points on a grid of 24 (``x,y x,y; next line``), in the colour of the text and always sharp."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

_LINES = {
    "home": "3,11 12,4 21,11; 6,9 6,20 18,20 18,9; 10,20 10,14 14,14 14,20",
    "plan": "6,3 15,3 19,7 19,21 6,21 6,3; 15,3 15,7 19,7; 9,12 16,12; 9,16 16,16",
    "tasks": ("4,6 5.5,7.5 8,4.5; 11,6 20,6; 4,12 5.5,13.5 8,10.5; 11,12 20,12; 4,18 5.5,19.5 8,16.5; 11,18 20,18"),
    "intake": (
        "12,3 12,13; 8,9.5 12,13.5 16,9.5; 3,13 3,20 21,20 21,13; 3,15.5 8,15.5 9.5,17.5 14.5,17.5 16,15.5 21,15.5"
    ),
    "ledger": "3,5 21,5 21,20 3,20 3,5; 3,10 21,10; 3,15 21,15; 9,5 9,20",
    "tally": "4,3 4,20 21,20; 8,20 8,13; 12.5,20 12.5,7; 17,20 17,10",
    "print": "7,9 7,3 17,3 17,9; 7,17 3,17 3,9 21,9 21,17 17,17; 7,14 17,14 17,21 7,21 7,14",
    "units": (
        "9,3 15,3 15,8 9,8 9,3; 12,8 12,12; 5.5,16 5.5,12 18.5,12 18.5,16; "
        "2.5,16 8.5,16 8.5,21 2.5,21 2.5,16; 15.5,16 21.5,16 21.5,21 15.5,21 15.5,16"
    ),
    "archive": "3,4 21,4 21,9 3,9 3,4; 5,9 5,20 19,20 19,9; 10,13 14,13",
    "settings": ("4,7 13,7; 17,7 20,7; 15,5 17,7 15,9 13,7 15,5; 4,17 7,17; 11,17 20,17; 9,15 11,17 9,19 7,17 9,15"),
}


def room_icon(name: str, colour: str, side: int) -> QIcon:
    """The icon of a room in one colour, ``side`` pixels wide and twice that; empty for a room without one."""
    icon = QIcon()
    for size in (side, 2 * side) if name in _LINES else ():
        icon.addPixmap(_drawn(_LINES[name], size, QColor(colour)))
    return icon


def _drawn(lines: str, size: int, colour: QColor) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 24, size / 24)
    painter.setPen(QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    for line in lines.split(";"):
        painter.drawPolyline(QPolygonF([QPointF(*map(float, point.split(","))) for point in line.split()]))
    painter.end()
    return picture


def app_icon() -> QIcon:
    """The program's own icon: a ledger with a red spine."""
    icon = QIcon()
    for size in (16, 32, 48, 128):
        icon.addPixmap(app_picture(size))
    return icon


def app_picture(size: int) -> QPixmap:
    """The program's icon at one size."""
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(size / 24, size / 24)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#9e2a2b"))
    painter.drawRoundedRect(QRectF(2, 1.5, 20, 21), 2, 2)
    painter.setBrush(QColor("#ffffff"))
    painter.drawRect(QRectF(7, 4, 12.5, 16))
    painter.setBrush(QColor("#9e2a2b"))
    painter.drawRect(QRectF(9, 6.5, 8.5, 1.6))
    painter.setBrush(QColor("#b9bbbd"))
    for y in (10.5, 13.5, 16.5):
        painter.drawRect(QRectF(9, y, 8.5, 1))
    painter.end()
    return picture
