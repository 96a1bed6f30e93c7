"""What one returned file of the sample is: its identity, its expected state, and the lines that stand in it.

The lines are free of any file format; the writers beside this module put them into workbooks, Word or csv.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from sample_advice import ADVICE, REPAIRS
from sample_forms import ADVICE as ADVICE_FORM
from sample_forms import DEEDS as DEEDS_FORM
from sample_forms import REPAIRS as REPAIRS_FORM
from sample_forms import TALKS, Form
from sample_forms import TOPICS as TOPICS_FORM
from sample_talks import Spelling, Talk, spell, talks
from sample_topics import DEEDS, TOPICS

State = Literal["accepted", "needs_review", "rejected", "duplicate", "nil", "ignored", "scan"]
Making = Literal["form", "copy", "cut", "empty", "lock", "pdf", "jpg"]
Kind = Literal["blank", "annex", "title", "unit", "header", "data", "total", "note", "nil"]
Cell = str | int | date


@dataclass(frozen=True, kw_only=True)
class Look:
    """How people bent the form: everything that may differ from the blank annex.

    ``order`` gives the columns' new places, ``blank_after`` the data rows followed by an empty one,
    ``remarks`` an extra column 备注, ``empty`` a form without a single row, ``box`` the 零报告 tick box
    behind the unit line (Word only).
    """

    annex_line: bool = True
    title: bool = True
    unit_line: bool = True
    above: int = 0
    messy: bool = False
    order: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
    blank_after: tuple[int, ...] = ()
    total: bool = False
    numbered_spares: bool = False
    empty: bool = False
    nil: str = ""
    box: Literal["", "☐", "☑"] = ""
    cover_sheet: bool = False
    mac_dates: bool = False
    wrong_dimension: bool = False
    controls: bool = False


@dataclass(frozen=True, kw_only=True)
class Return:
    """One entry of the ledger, and how its file is made.

    ``file`` is relative to 来表; ``unit`` is the true unit, ``said`` what the 填报单位 line says ('' leaves it
    blank, None writes the unit). ``count`` is the number of talks, ``carry`` earlier months whose talks are sent
    again with as many rows as given. ``edits`` are (row from 1, heading, text) and overwrite single cells.
    ``of`` names the file that is copied, cut or corrected.
    """

    file: str
    unit: str | None
    form: Form | None
    period: str | None
    special: str
    state: State = "accepted"
    making: Making = "form"
    look: Look = Look()
    said: str | None = None
    fill_from: str = ""
    count: int = 3
    carry: tuple[tuple[int, int], ...] = ()
    spelling: Spelling = Spelling.CHINESE
    edits: tuple[tuple[int, str, str], ...] = ()
    encoding: str = "utf-8-sig"
    really: str = ""
    sheet: str = "Sheet1"
    of: str = ""

    @property
    def holds_rows(self) -> bool:
        """Whether any data row stands in the form."""
        return not (self.look.empty or self.look.nil or self.look.box == "☑")

    @property
    def filler(self) -> str:
        """The unit whose people and texts fill the form, also where the file does not say which unit it is."""
        return self.fill_from or self.unit or ""


class Details(TypedDict, total=False):
    """What a table of returns may say about an entry beyond who, what and when; see ``Return``."""

    state: State
    making: Making
    look: Look
    said: str
    fill_from: str
    count: int
    carry: tuple[tuple[int, int], ...]
    spelling: Spelling
    edits: tuple[tuple[int, str, str], ...]
    encoding: str
    really: str
    sheet: str
    of: str


@dataclass(frozen=True)
class Line:
    """One line of a return; title-like lines have a single cell that spans the table."""

    kind: Kind
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """One table of a return, ready for a writer."""

    lines: tuple[Line, ...]
    widths: tuple[int, ...]
    sheet: str

    @property
    def width(self) -> int:
        """How many columns the table has."""
        return len(self.widths)


def talks_of(entry: Return) -> tuple[Talk, ...]:
    """The talks that stand in a 附件2, those of earlier months sent again coming first."""
    if entry.form is not TALKS or entry.period is None or not entry.holds_rows:
        return ()
    months = (*entry.carry, (int(entry.period[-2:]), entry.count))
    return tuple(talk for month, count in months for talk in talks(entry.filler, month, count))


def rows_of(entry: Return) -> list[list[Cell]]:
    """The data rows of a return under the form's own columns, 序号 included, edits applied."""
    form = entry.form
    if form is None or not entry.holds_rows:
        return []
    rows: list[list[Cell]] = [[number, *texts] for number, texts in enumerate(_texts(entry, form), start=1)]
    for row, heading, text in entry.edits:
        rows[row - 1][form.columns.index(heading)] = text
    return rows


def dates_of(entry: Return) -> list[str]:
    """The 谈话时间 of a 附件2 in ISO form, or as it stands where the return writes what is no date."""
    found = [talk.day.isoformat() for talk in talks_of(entry)]
    for row, heading, text in entry.edits:
        if heading == "谈话时间":
            found[row - 1] = text
    return found


def _texts(entry: Return, form: Form) -> list[tuple[Cell, ...]]:
    """The rows of a return without 序号, from the tables of the sample."""
    if form is TALKS:
        return [
            (
                talk.talker, talk.talker_post, talk.partner, talk.partner_post, talk.recorder,
                spell(talk.day, entry.spelling, index), talk.place, talk.kind,
            )
            for index, talk in enumerate(talks_of(entry))
        ]  # fmt: skip
    if form is REPAIRS_FORM:
        return list(REPAIRS[entry.filler, int((entry.period or "")[-2:])])
    source = {TOPICS_FORM.short: TOPICS, ADVICE_FORM.short: ADVICE, DEEDS_FORM.short: DEEDS}[form.short]
    return list(source[entry.filler])


def grid_of(entry: Return, *, spares: bool) -> Grid:
    """All lines of a return from top to bottom; ``spares`` keeps the annex's unused rows."""
    form = entry.form
    if form is None:
        raise ValueError(f"{entry.file} has no form")
    look = entry.look
    lines = [Line("blank", ())] * look.above
    if look.annex_line and form.annex:
        lines.append(Line("annex", (form.annex,)))
    if look.title:
        lines.append(Line("title", (form.title,)))
    if look.unit_line and form.has_unit_line:
        said = (entry.unit or "") if entry.said is None else entry.said
        lines.append(Line("unit", (f"填报单位{':' if look.messy else '：'}{said}",)))
    lines.append(Line("header", (*_arranged(_headings(form, look), look), *(("备注",) if look.remarks else ()))))
    lines += _body(entry, form, spares=spares)
    if form.note:
        lines.append(Line("note", (form.note,)))
    widths = [form.widths[place] for place in look.order] if look.order else list(form.widths)
    return Grid(tuple(lines), tuple([*widths, 14] if look.remarks else widths), entry.sheet)


def _body(entry: Return, form: Form, *, spares: bool) -> list[Line]:
    """The lines below the headings: data, what people put between, the spare rows, 合计."""
    look = entry.look
    rows = rows_of(entry)
    lines: list[Line] = []
    width = len(form.columns) + bool(look.remarks)
    empty: tuple[Cell, ...] = ("",) * width
    if look.nil:
        lines.append(Line("nil", (look.nil,)))
    for number, row in enumerate(rows, start=1):
        remark = [look.remarks[(number - 1) % len(look.remarks)]] if look.remarks else []
        lines.append(Line("data", (*_arranged(tuple(row), look), *remark)))
        if number in look.blank_after:
            lines.append(Line("data", empty))
    unused = range(len(rows) + 1, form.blank_rows + 1 if spares else 0)
    lines += [Line("data", (number if look.numbered_spares else "", *empty[1:])) for number in unused]
    if look.total:
        lines.append(Line("total", ("合计", f"{len(rows)}人次", *empty[2:])))
    return lines


def _arranged(cells: tuple[Cell, ...], look: Look) -> tuple[Cell, ...]:
    """The cells in the order in which this return has its columns."""
    return tuple(cells[place] for place in look.order) if look.order else cells


def _headings(form: Form, look: Look) -> tuple[Cell, ...]:
    """The headings as printed, or with the blanks, breaks and full-width signs that retyping brings."""
    if not look.messy:
        return form.columns
    bent = {
        "序号": "序 号", "谈话人": "谈 话 人", "单位及职务": "单位及\n职务", "谈话对象": "谈话对象 ",
        "记录人": "记　录　人", "谈话时间": " 谈话\n时间", "谈话内容类型": "谈话内容\n类　型",
        "牵头领导\n牵头部门、参与部门": "牵头领导／牵头部门、 参与部门", "建议内容": "建　议　内　容",
        "办实事事项": "办实事\n事项", "主要内容": "主 要 内 容",
    }  # fmt: skip
    return tuple(bent.get(heading, heading) for heading in form.columns)
