"""〔打印疑点核对单〕: the doubts of a document as a paper for the leader, previewed and written as files."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from desk_app.campaign.plan import ConflictKind
from desk_app.exporting.doubt_paper import DoubtLine, doubt_paper
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.page_image import PdfPages
from desk_app.exporting.paper import Paper
from desk_app.exporting.pdf import write_pdf
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.plan_doubts import Doubt, Stage
from desk_app.services.plan_page import PlanPage, plan_page
from desk_app.services.preview import said_of
from desk_app.services.print_choice import Preview
from desk_app.services.produce import DOCX, PDF, XLSX, Made, write_all

_KINDS = (PDF, XLSX, DOCX)
_SHORT = 16


def doubts_as_paper(desk: Desk, page: PlanPage) -> Paper:
    """The paper; DeskError when there is no doubt at all."""
    if not page.doubts:
        raise DeskError("这份文件没有疑点，不用打印疑点核对单。")
    title = page.reading.title or page.head.file
    return doubt_paper(title, [_line(one) for one in page.doubts], bureau=desk.bureau, made_on=desk.clock().date())


def _line(doubt: Doubt) -> DoubtLine:
    answer = doubt.answer
    quotes = tuple(f"{quote.where}：“{' '.join(quote.text.split())}”" for quote in doubt.quotes)
    explained = len(quotes) == 1 or doubt.kind is ConflictKind.NUMBER
    said = f"（{doubt.message.rstrip('。')}）" if explained and doubt.message else ""
    about = f"{doubt.name}\n{doubt.of}" if doubt.name else doubt.of
    return DoubtLine(doubt.number, about, quotes, _proposed(doubt), answer.basis, said)


def _proposed(doubt: Doubt) -> str:
    """What was chosen; while nothing is, the choices as boxes to tick by hand."""
    if doubt.answer.stage is Stage.PUT_OFF:
        return "暂缓"
    offered = [
        choice.label if len(choice.label) <= _SHORT else f"按{'①②③④'[place % 4]}"
        for place, choice in enumerate(doubt.choices)
    ]
    return doubt.answer.said or "\n".join(f"□{text}" for text in (*offered, "另定："))


def preview_doubts(desk: Desk, draft_id: int) -> Preview:
    """The PDF that will be printed."""
    target = BytesIO()
    report = write_pdf(doubts_as_paper(desk, plan_page(desk, draft_id)), target, desk.fonts)
    content = target.getvalue()
    with PdfPages(content) as pages:
        sizes = pages.sizes()
    return Preview(content, sizes, said_of(report), double_sided=False, copies=1)


def write_doubts(desk: Desk, draft_id: int, out: Path, kinds: Sequence[str] = _KINDS) -> Made:
    """Write 疑点核对单 as PDF, Excel and Word into a folder."""
    page = plan_page(desk, draft_id)
    name = page.reading.title or Path(page.head.file).stem
    return write_all(desk, doubts_as_paper(desk, page), out, safe_name(f"疑点核对单（{name}）"), kinds)
