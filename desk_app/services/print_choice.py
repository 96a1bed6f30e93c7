"""What a person wants on paper, and the PDF that came of it: plain values for the screen, nothing heavy to load."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desk_app.campaign.period import Period
from desk_app.exporting.page_image import PageImage, PageSize

__all__ = ["PageImage", "PageSize", "PaperKind", "Preview", "PrintChoice"]


class PaperKind(StrEnum):
    """What can be printed."""

    ANNEX = "各单位附件表"
    SUMMARY = "汇总表"
    TALLY = "统计表"
    MISSING = "未报单位名单"


@dataclass(frozen=True, slots=True)
class PrintChoice:
    """What a person wants on paper; ``units`` counts for annexes, ``form`` for annexes and the summary.

    Without a period the form's current one is meant, or for 统计表 and 名单 every form's own.
    """

    kind: PaperKind
    form: str = ""
    units: tuple[str, ...] = ()
    period: Period | None = None
    with_unit_column: bool = False


@dataclass(frozen=True, slots=True)
class Preview:
    """A PDF with the sizes of its pages, and what must be said of it before it is printed.

    ``prints`` are the 印稿 in it that bear a code, each with the page at which it ends; ``papers`` are all
    papers of forms in it, likewise.
    """

    content: bytes
    sizes: tuple[PageSize, ...]
    remarks: tuple[str, ...] = ()
    double_sided: bool = False
    copies: int = 1
    prints: tuple[tuple[int, object], ...] = ()
    papers: tuple[tuple[int, object], ...] = ()
