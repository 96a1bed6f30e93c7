"""Pages of a PDF one below the other, each painted from pictures that are asked for when it comes into view."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea

from desk_app.services.print_choice import PageImage, PageSize
from desk_app.ui.look import grid

_ASK_AFTER = 40
_KEPT_AROUND = 2
_ZOOMS = (0.35, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
_PIXELS_A_POINT = 96 / 72
_NEAR = 0.01


class PageView(QAbstractScrollArea):
    """``wanted([(page, scale)])`` asks for pictures; ``page_changed(page)`` tells which page is looked at."""

    wanted = Signal(object)
    page_changed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("打印预览")
        self._sizes: tuple[PageSize, ...] = ()
        self._tops: list[float] = []
        self._images: dict[int, tuple[float, QImage]] = {}
        self._zoom = 1.0
        self._fit = "width"
        self._page = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ASK_AFTER)
        self._timer.timeout.connect(self._ask)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)

    @property
    def page(self) -> int:
        """The page looked at, from 0."""
        return self._page

    @property
    def zoom(self) -> float:
        """How large a page is shown; 1 is as large as on paper."""
        return self._zoom

    @property
    def scale(self) -> float:
        """Device pixels a point."""
        return self._zoom * _PIXELS_A_POINT * self.devicePixelRatioF()

    def image(self, page: int) -> QImage | None:
        """The picture of a page at the present size, None while it is not there."""
        known = self._images.get(page)
        return known[1] if known is not None and abs(known[0] - self.scale) < _NEAR else None

    def show_pages(self, sizes: Sequence[PageSize]) -> None:
        """Show another document from its first page."""
        self._sizes = tuple(sizes)
        self._images.clear()
        self._page = 0
        self._arrange()
        self.verticalScrollBar().setValue(0)
        self.page_changed.emit(0)

    def put_image(self, page: int, scale: float, image: PageImage) -> None:
        """Take the picture of a page."""
        picture = QImage(image.pixels, image.width, image.height, image.stride, QImage.Format.Format_RGBX8888).copy()
        self._images[page] = (scale, picture)
        self.viewport().update()

    def go_to(self, page: int) -> None:
        """Bring a page to the top."""
        if self._sizes:
            page = min(max(page, 0), len(self._sizes) - 1)
            self.verticalScrollBar().setValue(round(self._tops[page]) - self._gap())
            self._set_page(page)

    @Slot()
    def next_page(self) -> None:
        """下一页."""
        self.go_to(self._page + 1)

    @Slot()
    def previous_page(self) -> None:
        """上一页."""
        self.go_to(self._page - 1)

    @Slot()
    def larger(self) -> None:
        """放大."""
        self._set_zoom(next((zoom for zoom in _ZOOMS if zoom > self._zoom + _NEAR), _ZOOMS[-1]))

    @Slot()
    def smaller(self) -> None:
        """缩小."""
        self._set_zoom(next((zoom for zoom in reversed(_ZOOMS) if zoom < self._zoom - _NEAR), _ZOOMS[0]))

    @Slot()
    def fit_width(self) -> None:
        """As wide as the view."""
        self._fit = "width"
        self._refit()

    @Slot()
    def fit_page(self) -> None:
        """A whole page at once."""
        self._fit = "page"
        self._refit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """Keep the fit."""
        super().resizeEvent(event)
        self._arrange()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Home and End go to the first and last page, + and - change the size."""
        if event.matches(QKeySequence.StandardKey.MoveToStartOfLine):
            self.go_to(0)
        elif event.matches(QKeySequence.StandardKey.MoveToEndOfLine):
            self.go_to(len(self._sizes) - 1)
        elif event.text() in {"+", "="}:
            self.larger()
        elif event.text() == "-":
            self.smaller()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        """Paint the pages that are in view; white until their picture is there."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(event.rect(), self.palette().color(QPalette.ColorRole.Mid))
        for page in self._in_view():
            rect = self._rect(page)
            painter.fillRect(rect, QColor("white"))
            if page in self._images:
                painter.drawImage(rect, self._images[page][1])
        painter.end()

    def _gap(self) -> int:
        return grid(self, 1.5)

    def _pixels(self, points: float) -> float:
        return points * self._zoom * _PIXELS_A_POINT

    def _rect(self, page: int) -> QRectF:
        size = self._sizes[page]
        width, height = self._pixels(size.width), self._pixels(size.height)
        spare = self.viewport().width() - width
        left = spare / 2 if spare > 0 else -self.horizontalScrollBar().value()
        return QRectF(round(left), round(self._tops[page] - self.verticalScrollBar().value()), width, height)

    def _in_view(self) -> list[int]:
        height = self.viewport().height()
        return [
            page
            for page in range(len(self._sizes))
            if self._rect(page).bottom() >= 0 and self._rect(page).top() <= height
        ]

    def _set_zoom(self, zoom: float) -> None:
        self._fit = ""
        self._change_zoom(zoom)

    def _change_zoom(self, zoom: float) -> None:
        page = self._page
        self._zoom = min(max(zoom, 0.1), _ZOOMS[-1])
        self._arrange()
        self.go_to(page)

    def _refit(self) -> None:
        self._change_zoom(self._fitting_zoom())

    def _fitting_zoom(self) -> float:
        if not self._sizes or not self._fit:
            return self._zoom
        room = self.maximumViewportSize()
        bar = self.verticalScrollBar().sizeHint().width()
        wide = (room.width() - bar - 2 * self._gap()) / max(size.width for size in self._sizes)
        high = (room.height() - 2 * self._gap()) / max(size.height for size in self._sizes)
        return max(0.1, (wide if self._fit == "width" else min(wide, high)) / _PIXELS_A_POINT)

    def _arrange(self) -> None:
        self._zoom = self._fitting_zoom()
        gap = self._gap()
        heights = [self._pixels(size.height) + gap for size in self._sizes]
        self._tops = [gap + top for top in accumulate(heights, initial=0.0)][: len(heights)]
        room = self.viewport().size()
        whole = gap + sum(heights)
        widest = max((self._pixels(size.width) for size in self._sizes), default=0.0)
        for bar, content, shown in (
            (self.verticalScrollBar(), whole, room.height()),
            (self.horizontalScrollBar(), widest, room.width()),
        ):
            bar.setRange(0, max(0, round(content) - shown))
            bar.setPageStep(shown)
            bar.setSingleStep(grid(self, 6))
        self.viewport().update()
        self._timer.start()

    @Slot()
    def _scrolled(self) -> None:
        middle = self.viewport().height() / 3
        seen = [page for page in self._in_view() if self._rect(page).top() <= middle]
        self._set_page(seen[-1] if seen else 0)
        self._timer.start()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  Qt's name
        """Paint anew; the pages stand where the bars say."""
        del dx, dy
        self.viewport().update()

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.page_changed.emit(page)
        self.setAccessibleDescription(f"第{page + 1}页，共{len(self._sizes)}页")

    @Slot()
    def _ask(self) -> None:
        seen = self._in_view()
        if not seen or not self.isVisible():
            return
        for page in tuple(self._images):
            if not seen[0] - _KEPT_AROUND <= page <= seen[-1] + _KEPT_AROUND:
                del self._images[page]
        missing = [(page, self.scale) for page in seen if self.image(page) is None]
        if missing:
            self.wanted.emit(missing)
