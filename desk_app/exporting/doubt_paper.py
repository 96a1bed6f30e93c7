"""疑点核对单: every doubt of a plan with both quotations and their places, what is proposed, room for the leader."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.exporting.form_paper import chinese_date
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """One doubt: what it is about, each quotation with its place, 拟按 and 依据, and what else must be said."""

    number: int
    about: str
    quotes: tuple[str, ...]
    proposed: str = ""
    basis: str = ""
    remark: str = ""


def doubt_paper(title: str, lines: Sequence[DoubtLine], *, bureau: str = "", made_on: date | None = None) -> Paper:
    """疑点核对单 of the plan ``title``; what is open is left empty to be written by hand."""
    columns = (
        PaperColumn("序号", 12.0, is_whole=True),
        PaperColumn("疑点", 28.0),
        PaperColumn("方案原文及出处", 94.0, align=Align.LEFT),
        PaperColumn("拟按", 42.0, align=Align.LEFT),
        PaperColumn("依据", 36.0),
        PaperColumn("领导审定", 30.0),
    )
    rows = tuple(PaperRow((str(one.number), one.about, _quoted(one), one.proposed, one.basis, "")) for one in lines)
    return Paper(
        title="疑点核对单",
        columns=columns,
        rows=rows,
        left_line=f"方案：{title}",
        right_line=f"制表日期：{chinese_date(made_on)}" if made_on else "",
        note="备注：“拟按”为经办人意见，以领导审定为准；审定前照方案原文办理，时限不作认定。",
        signatures=("经办人", "审核人", "领导审定（签字）"),
        date_line=True,
        footnotes=(f"制表单位：{bureau}",) if bureau else (),
    )


def _quoted(line: DoubtLine) -> str:
    signs = "①②③④"
    many = len(line.quotes) > 1
    texts = [f"{signs[place % 4]}{text}" if many else text for place, text in enumerate(line.quotes)]
    return "\n".join((*texts, line.remark) if line.remark else texts)
