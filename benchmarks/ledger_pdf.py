"""A ledger of 10,000 rows to PDF against a bare reportlab canvas and, where installed, LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desk_app.exporting.excel import write_xlsx
from desk_app.exporting.fonts import FontBook
from desk_app.exporting.form_paper import filled_paper
from desk_app.exporting.paper import Paper
from desk_app.exporting.pdf import write_pdf
from desk_app.forms.catalogue import load_catalogue
from desk_app.locations import shipped

ROWS, ROUNDS, ROWS_A_PAGE = 10_000, 3, 15


def ledger() -> Paper:
    """The talk form with 10,000 rows that differ."""
    form = next(form for form in load_catalogue([shipped().forms]).forms if form.name == "大谈话统计表")
    rows = [
        {"talker": "王建国", "talker_post": f"第{number % 40}分局局长", "talkee": f"李小{number}",
         "talkee_post": f"第{number % 40}分局综合科副科长", "recorder": "周晓燕",
         "talked_on": f"2023-03-{number % 28 + 1:02d}", "place": f"办公楼{number % 9 + 1}楼会议室", "type": "谈心谈话"}
        for number in range(ROWS)
    ]  # fmt: skip
    return filled_paper(form, rows, unit="青屏市生态环境局")


def bare_canvas(paper: Paper, target: Path) -> None:
    """The same strings drawn by the canvas alone: no measuring, no breaking, no lines."""
    pdfmetrics.registerFont(TTFont("bare", str(shipped().fonts / "Kai-Regular.ttf")))
    canvas = Canvas(str(target), initialFontName="bare", invariant=1)
    for start in range(0, len(paper.rows), ROWS_A_PAGE):
        canvas.setFont("bare", 12)
        for place, row in enumerate(paper.rows[start : start + ROWS_A_PAGE]):
            for column, text in enumerate(row.cells):
                canvas.drawString(40 + 80 * column, 500 - 30 * place, text or "")
        canvas.showPage()
    canvas.save()


def timed(work: object, *arguments: object) -> float:
    """Seconds of one call."""
    start = time.perf_counter()
    work(*arguments)  # type: ignore[operator]  # any callable
    return time.perf_counter() - start


def libreoffice(paper: Paper, folder: Path) -> float | None:
    """Seconds for LibreOffice to print the same workbook, None where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    write_xlsx(paper, folder / "ledger.xlsx")
    command = [program, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(folder / "ledger.xlsx")]
    return timed(lambda: subprocess.run(command, check=True, capture_output=True))


def run() -> Iterator[str]:
    """Ours and the peers in turn, and the ratios."""
    paper = ledger()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for turn in range(1, ROUNDS + 1):
            mine = timed(write_pdf, paper, folder / "ours.pdf", FontBook.from_folders(shipped().fonts))
            bare = timed(bare_canvas, paper, folder / "bare.pdf")
            line = f"{ROWS} rows: ours {mine:.2f} s, bare canvas {bare:.2f} s, ratio {mine / bare:.2f}"
            office = libreoffice(paper, folder) if turn == 1 else None
            yield line + (f"; LibreOffice {office:.2f} s, ratio {mine / office:.2f}" if office else "")
