"""Several papers as one file: PDF and Word with their pages numbered as one, Excel with a sheet a paper."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.exporting.paper import Paper
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.font_remarks import joined, remarks_of
from desk_app.services.produce import DOCX, PDF, XLSX, Made

if TYPE_CHECKING:
    from desk_app.exporting.pdf_characters import CharacterReport


def write_together(desk: Desk, papers: Sequence[Paper], out: Path, stem: str, kinds: Sequence[str]) -> Made:
    """The papers as one file a kind; DeskError when the folder cannot be made or a file cannot be written.

    A workbook has no sheet for what is text alone.
    """
    from desk_app.exporting.excel import write_workbook
    from desk_app.exporting.word import write_documents

    make_folder(out)
    files: list[Path] = []
    found: list[CharacterReport] = []
    for kind in kinds:
        path = out / f"{stem}{kind}"
        if kind == PDF:
            found.append(_pdf(desk, papers, path))
        elif kind == DOCX:
            write_documents(papers, path)
        elif kind == XLSX:
            write_workbook([one for one in papers if one.columns], path)
        files.append(path)
    remarks = [text for one in found for text in remarks_of(f"{stem}{PDF}", one)]
    return Made(tuple(files), tuple(remarks), characters=joined(found))


def make_folder(out: Path) -> None:
    """Make a folder to write to; DeskError when that cannot be."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"文件夹“{out}”建不了（{reason_of(error)}），请换一个位置。") from error


def _pdf(desk: Desk, papers: Sequence[Paper], path: Path) -> CharacterReport:
    from desk_app.exporting.pdf import PrintOptions, write_pdfs

    return write_pdfs(papers, path, desk.fonts, PrintOptions(through=True)).characters
