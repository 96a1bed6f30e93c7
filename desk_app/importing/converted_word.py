"""Whether a converted .doc holds what the .doc held: its tables and every piece of its text."""

from __future__ import annotations

from collections.abc import Iterator

from desk_app.importing.grid import Document
from desk_app.importing.raw_doc import RawDoc, words_of
from desk_app.importing.refusal import Refused
from desk_app.problems import Level, Problem

_ANY_CELLS = "\a".encode("utf-16-le") * 2
_SHOWN, _LONGEST = 3, 20


def check_converted(data: bytes, raw: RawDoc | None, document: Document) -> tuple[Problem, ...]:
    """A word on every text that the conversion lost; raises Refused when it lost the tables.

    Where the file's own text cannot be had (formats before Word 97), cell marks anywhere in it stand for tables.
    """
    has_tables = _ANY_CELLS in data if raw is None else raw.cell_marks > 0
    if has_tables and not document.grids:
        raise Refused("not_converted", "文件里的表格在转换时丢失，请用Word或WPS另存为docx后再收。")
    lost = list(dict.fromkeys(_lost(raw, document))) if raw is not None else []
    if not lost:
        return ()
    shown = "、".join(f"“{text[:_LONGEST]}”" for text in lost[:_SHOWN])
    more = f"等{len(lost)}处" if len(lost) > _SHOWN else ""
    message = f"转换后没有找到原文件里的{shown}{more}，请打开原文件核对"
    return (Problem("文件", Level.ERROR, message, "lost_in_conversion"),)


def _lost(raw: RawDoc, document: Document) -> Iterator[str]:
    cells = (cell.text for grid in document.grids for row in grid.rows for cell in row)
    whole = "".join(map(words_of, (*document.heads, *document.lines, *cells)))
    yield from (text for text in raw.texts if text not in whole)
