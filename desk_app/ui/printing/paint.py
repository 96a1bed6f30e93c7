"""The previewed PDF's own pages drawn on a printer, in the worker's thread, one page in memory at a time."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRectF
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.services.print_choice import PageImage, PageSize, Preview
from desk_app.ui.printing.local import keep_printing_local

_MOST_DOTS = 300
_BAND = 256
_LONGER_THAN_A4 = 900  # points


def new_printer(preview: Preview, name: str = "") -> QPrinter:
    """A printer set as the paper wants it: its name, A4, the whole sheet, on one or both sides, so many copies."""
    keep_printing_local()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setCreator("专班台账")
    prepare_printer(printer, preview, name)
    return printer


def prepare_printer(printer: QPrinter, preview: Preview, name: str) -> None:
    """Set a chosen printer as one paper wants it."""
    printer.setDocName(name)
    printer.setFullPage(True)
    wide = any(max(size.width, size.height) > _LONGER_THAN_A4 for size in preview.sizes)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A3 if wide else QPageSize.PageSizeId.A4))
    printer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    if preview.sizes:
        printer.setPageOrientation(_orientation(preview.sizes[0]))
    if preview.double_sided:
        lying = bool(preview.sizes) and preview.sizes[0].landscape
        printer.setDuplex(QPrinter.DuplexMode.DuplexShortSide if lying else QPrinter.DuplexMode.DuplexLongSide)
    else:
        printer.setDuplex(QPrinter.DuplexMode.DuplexNone)
    printer.setCopyCount(preview.copies)


def chosen_pages(printer: QPrinter, count: int) -> tuple[int, ...]:
    """The pages (from 0) that a person chose in the print dialog."""
    if printer.printRange() != QPrinter.PrintRange.PageRange or not printer.fromPage():
        return tuple(range(count))
    return tuple(range(printer.fromPage() - 1, min(printer.toPage() or count, count)))


def print_pages(preview: Preview, printer: QPrinter, places: Sequence[int], progress: Progress) -> int:
    """Draw pages at the printer's resolution; how many. DeskError when the printer refuses."""
    from desk_app.services.preview import pages_for_paper

    dots = min(printer.resolution(), _MOST_DOTS)
    painter = QPainter()
    try:
        for number, (size, image) in enumerate(pages_for_paper(preview.content, places, dots, progress)):
            printer.setPageOrientation(_orientation(size))
            _turn_over(painter, printer, first=number == 0)
            _draw(painter, printer, image)
    except BaseException:
        if painter.isActive():
            printer.abort()
        raise
    finally:
        if painter.isActive():
            painter.end()
    return len(places)


def _turn_over(painter: QPainter, printer: QPrinter, *, first: bool) -> None:
    if not (painter.begin(printer) if first else printer.newPage()):
        raise DeskError("打印机没有接受，请检查打印机是否开机、联机、有纸，再打印一次。")


def _draw(painter: QPainter, printer: QPrinter, image: PageImage) -> None:
    """In bands, between which the window's thread has its turn; each laps over the next by a line, so no seam shows."""
    sheet = printer.pageLayout().fullRectPixels(printer.resolution())
    high = sheet.height() / image.height
    for top in range(0, image.height, _BAND):
        lines = min(_BAND + 1, image.height - top)
        pixels = image.pixels[top * image.stride : (top + lines) * image.stride]
        picture = QImage(pixels, image.width, lines, image.stride, QImage.Format.Format_RGBX8888)
        if picture.isGrayscale():
            picture = picture.convertToFormat(QImage.Format.Format_Grayscale8)
        painter.drawImage(QRectF(0, top * high, sheet.width(), lines * high), picture)


def _orientation(size: PageSize) -> QPageLayout.Orientation:
    return QPageLayout.Orientation.Landscape if size.landscape else QPageLayout.Orientation.Portrait
