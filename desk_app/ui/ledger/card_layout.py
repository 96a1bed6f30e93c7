"""Fields side by side as on paper: each takes a share of the line, or all of it where there is little width."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_ALMOST = 1e-6
_NEARLY_FULL = 0.7


@dataclass(slots=True)
class _Placed:
    item: QLayoutItem
    share: float
    begins: bool


class ShareLayout(QLayout):
    """``add(widget, share)`` gives a widget a part of a line; a line that is nearly full fills the width."""

    def __init__(self, parent: QWidget, spacing: int) -> None:
        super().__init__(parent)
        self._placed: list[_Placed] = []
        self._next: tuple[float, bool] = (1.0, False)
        self.setSpacing(spacing)
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, share: float = 1.0, *, begins: bool = False) -> None:
        """Take one more, in a line of its own beginning where ``begins``."""
        self._next = (share, begins)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802  Qt's name
        """Take what ``add`` was given."""
        self._placed.append(_Placed(item, *self._next))

    def count(self) -> int:
        """How many there are."""
        return len(self._placed)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802  Qt's name
        """The item at a place, None beyond the end."""
        return self._placed[index].item if 0 <= index < len(self._placed) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # noqa: N802  Qt asks beyond the end
        """Give one away."""
        return self._placed.pop(index).item if 0 <= index < len(self._placed) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802  Qt's name
        """It takes only the height it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802  Qt's name
        """How high all lines are at a width."""
        return self._arrange(QRect(0, 0, width, 0), apply=False)

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802  Qt's name
        """Put everything in its place."""
        super().setGeometry(rect)
        self._arrange(rect, apply=True)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        """At least the widest field."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:  # noqa: N802  Qt's name
        """At least the widest field."""
        return QSize(max((one.item.minimumSize().width() for one in self._placed), default=0), 0)

    def _arrange(self, rect: QRect, *, apply: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            used, free = sum(share for _, share in line), rect.width() + self.spacing()
            whole = used if used > _NEARLY_FULL else 1.0
            widths = [int(free * share / whole) - self.spacing() for _, share in line]
            height = max(_height(item, width) for (item, _), width in zip(line, widths, strict=True))
            x = rect.x()
            for (item, _), width in zip(line, widths, strict=True):
                if apply:
                    item.setGeometry(QRect(QPoint(x, y), QSize(width, _height(item, width))))
                x += width + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, float]]]:
        lines: list[list[tuple[QLayoutItem, float]]] = []
        used = 1.0
        for one in self._placed:
            share = self._share(one, width)
            if one.begins or used + share > 1 + _ALMOST:
                lines.append([])
                used = 0.0
            lines[-1].append((one.item, share))
            used += share
        return lines

    def _share(self, one: _Placed, width: int) -> float:
        """The wished share, or the next larger one in which the field has room."""
        least = one.item.minimumSize().width()
        wider = (
            share for share in (one.share, 1 / 2) if share >= one.share and width * share - self.spacing() >= least
        )
        return next(wider, 1.0)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
