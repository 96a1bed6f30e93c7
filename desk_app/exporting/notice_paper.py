"""报送通知: the letter that goes out with the blanks: what, until when, how to name the files and fill the forms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from desk_app.campaign.period import Rhythm
from desk_app.exporting.form_paper import chinese_date
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow, Passage, PassageKind
from desk_app.forms.definition import Column, ColumnKind, FormDefinition

OPEN_DUE = "时限待定，另行通知"
_ONCE = "一次性报送"
_NUMBERS = "一二三四五六七八九十"
_FEW = 3
_MIDNIGHT = time.max


@dataclass(frozen=True, slots=True)
class NoticeForm:
    """One form that goes out: its definition, its period in words, until when, and a file's name as an example."""

    form: FormDefinition
    period: str
    due_at: datetime | None
    example: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything that a notice says; ``units`` are addressed by name while they are few."""

    campaign: str
    period: str
    units: tuple[str, ...]
    forms: tuple[NoticeForm, ...]
    made_on: date
    contact: str = ""
    bureau: str = ""
    everybody: bool = True


def notice_paper(notice: Notice) -> Paper:
    """The notice: address and purpose, the table of forms with their deadlines, then how to fill and send them."""
    columns = (
        PaperColumn("序号", 12.0, is_whole=True),
        PaperColumn("报表", 54.0, align=Align.LEFT),
        PaperColumn("期次", 32.0),
        PaperColumn("报送时限", 58.0),
    )
    rows = tuple(
        PaperRow((str(number), _label(one.form), one.period, due_words(one.due_at)))
        for number, one in enumerate(notice.forms, start=1)
    )
    return Paper(
        title=f"关于报送“{notice.campaign}”专项{notice.period}报表的通知",
        columns=columns,
        rows=rows,
        landscape=False,
        page_of=False,
        opening=tuple(_opening(notice)),
        closing=tuple(_closing(notice)),
    )


def due_words(due_at: datetime | None) -> str:
    """A deadline as a notice says it; the whole day is in time where no hour is set."""
    if due_at is None:
        return OPEN_DUE
    day, clock = chinese_date(due_at.date()), due_at.time()
    if clock == _MIDNIGHT:
        return f"{day}前（含当日）"
    return f"{day}{clock.hour}时{f'{clock.minute}分' if clock.minute else ''}前"


def _label(form: FormDefinition) -> str:
    return f"{form.annex} {form.name}".strip()


def _opening(notice: Notice) -> Iterator[Passage]:
    few = 0 < len(notice.units) <= _FEW and not notice.everybody
    yield Passage(f"{'、'.join(notice.units) if few else '各单位'}：", PassageKind.ADDRESS)
    yield Passage(f"现将“{notice.campaign}”专项{notice.period}报表的空表发给你们，请按下列时限填报。")


def _closing(notice: Notice) -> Iterator[Passage]:
    forms = [one.form for one in notice.forms]
    yield Passage("一、填报和命名", PassageKind.HEADING)
    for number, text in enumerate(_manners(notice, forms), start=1):
        yield Passage(f"（{_NUMBERS[number - 1]}）{text}")
    yield Passage("二、各表填写说明", PassageKind.HEADING)
    for number, one in enumerate(forms, start=1):
        yield Passage(f"{number}.{_label(one)}。{''.join(_hints(one))}")
    if notice.contact:
        yield Passage("三、联系人", PassageKind.HEADING)
        yield Passage(notice.contact)
    if notice.bureau:
        yield Passage(notice.bureau, PassageKind.SIGNED)
    yield Passage(chinese_date(notice.made_on), PassageKind.SIGNED)


def _manners(notice: Notice, forms: Sequence[FormDefinition]) -> Iterator[str]:
    once = all(one.collected is Rhythm.ONCE for one in forms)
    filled_in = "填报单位" if once else "填报单位和期次"
    yield f"空表里已填好{filled_in}。表头不要改动，栏目不要增删；行数不够的，在表内插入行。"
    yield (
        f"电子表填好后不要改文件名，直接发回，如“{notice.forms[0].example}”；"
        f"另存的，按“附件号 表名（单位名称）{'' if once else '期次'}”命名。更正后再报的，在文件名末尾加“重报”。"
    )
    owed = [one for one in forms if one.owed]
    if owed:
        which = "" if len(owed) == len(forms) else f"（{'、'.join(one.name for one in owed)}）"
        yield f"{'' if once else '本期'}没有内容的，也要报送{which}，在表内写明“零报告”。"
    yield from _on_paper(forms)


def _on_paper(forms: Sequence[FormDefinition]) -> Iterator[str]:
    """What must come signed and sealed, as far as the forms themselves say so."""
    signed = [one for one in forms if one.signatures]
    if not signed:
        return
    which = "各表" if len(signed) == len(forms) else "、".join(one.name for one in signed)
    sealed = all(one.sealed for one in signed)
    copies = {one.copies for one in signed}
    many = f"，一式{copies.pop()}份" if len(copies) == 1 and copies != {1} else ""
    yield f"{which}的纸质件打印后由有关人员签字{'、加盖公章' if sealed else ''}，一并报送{many}。"


def _hints(form: FormDefinition) -> Iterator[str]:
    required = [label for label, column in zip(form.labels, form.columns, strict=True) if column.required]
    if required:
        yield f"{''.join(f'“{label}”' for label in required)}必填。"
    if any(column.kind in {ColumnKind.DATE, ColumnKind.DUE} for column in form.columns):
        yield "日期写全年月日，如2023年3月5日。"
    for label, column in zip(form.labels, form.columns, strict=True):
        if column.choices and not all(choice in form.note for choice in column.choices):
            yield _choices(label, column)
    if form.quota is not None and (said := _quota(form.quota.least, form.quota.most)):
        yield f"每家单位{'' if form.collected is Rhythm.ONCE else '每期'}报{said}。"
    note = form.note.removeprefix("备注：").removeprefix("备注:").rstrip("。")
    if note:
        yield f"{note}。"


def _choices(label: str, column: Column) -> str:
    words = "、".join(column.choices)
    if column.closed:
        return f"“{label}”只填{words}之一。"
    return f"“{label}”一般填{words}，确属其他情形的照实填写。"


def _quota(least: int | None, most: int | None) -> str:
    if least is not None and most is not None:
        return f"{least}项" if least == most else f"{least}至{most}项"
    if least is not None:
        return f"至少{least}项"
    return f"至多{most}项" if most is not None else ""
