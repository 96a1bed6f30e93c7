"""提醒单, 催办单: a sheet a unit that says what is owed by when, with a reply stub (回执) to cut off and send back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from desk_app.campaign.calendar_days import long_day
from desk_app.exporting.atomic import replacing
from desk_app.exporting.fonts import FontBook, Style
from desk_app.exporting.form_paper import BLANK_DATE
from desk_app.exporting.page import (
    A4_LONG_MM,
    A4_SHORT_MM,
    BINDING_MM,
    BOTTOM_MM,
    CUT_MM,
    NUMBER_BELOW_MM,
    PAGE_OF_SIZE,
    TITLE_SIZE,
    TOP_MM,
    mm,
)
from desk_app.exporting.pdf_canvas import PaperCanvas
from desk_app.exporting.pdf_characters import CharacterReport
from desk_app.exporting.pdf_chart_pen import ChartPen, characters_of

_WIDTH, _HEIGHT = mm(A4_SHORT_MM), mm(A4_LONG_MM)
_LEFT, _TYPE = mm(BINDING_MM), mm(A4_SHORT_MM - BINDING_MM - CUT_MM)
_TOP, _FOOT = mm(TOP_MM), mm(BOTTOM_MM)
_BODY, _PITCH = 16.0, 28.0
_TABLE, _LINE = 12.0, 17.0
SHARES = (0.08, 0.48, 0.26, 0.18)
HEADS = ("序号", "事项", "完成时限", "目前情况")
CUT = "沿此线裁开"
STUB_ROW = mm(11)
_STUB_HEIGHT = STUB_ROW * 4 + mm(26)
_PAD = 4.0


@dataclass(frozen=True, slots=True)
class OwedThing:
    """One thing that is owed: what, by when in words, and how it stands."""

    matter: str
    due: str
    state: str
    late: bool = False


@dataclass(frozen=True, slots=True)
class Reminder:
    """One sheet. ``urgent`` makes it a 催办单; ``reply_by`` is until when the stub shall be back."""

    campaign: str
    unit: str
    things: tuple[OwedThing, ...]
    made_on: date
    urgent: bool = False
    reply_by: date | None = None
    bureau: str = ""
    contact: str = ""

    @property
    def word(self) -> str:
        """What the sheet is called."""
        return "催办单" if self.urgent else "提醒单"

    @property
    def text(self) -> str:
        """What it says above the table."""
        late = sum(thing.late for thing in self.things)
        told = f"其中{late}项已逾期，" if late else ""
        asked = "请抓紧办理" if self.urgent else "请按时完成"
        until = f"，并于{long_day(self.reply_by)}前送回回执" if self.reply_by else "，并及时送回回执"
        return f"根据“{self.campaign}”安排，你单位承办下列{len(self.things)}项工作，{told}{asked}{until}。"

    @property
    def signed(self) -> list[str]:
        """Who issues it, and when."""
        return [line for line in (self.bureau, long_day(self.made_on)) if line]

    @property
    def told_contact(self) -> str:
        """Whom to ask; empty where nobody is named."""
        return f"联系人：{self.contact}" if self.contact else ""

    @property
    def stub(self) -> tuple[tuple[tuple[str, float], ...], ...]:
        """The rows of the 回执: captions and what stands behind each, with their shares of its width."""
        count = f"《{self.word}》（{long_day(self.made_on)}，{len(self.things)}项）已收到。"
        return (
            (("单位", 0.18), (self.unit, 0.32), ("签收人", 0.18), ("", 0.32)),
            (("收到情况", 0.18), (count, 0.82)),
            (("办理情况", 0.18), ("", 0.82)),
            (("预计完成", 0.18), (BLANK_DATE, 0.32), ("单位盖章", 0.18), ("", 0.32)),
        )


def write_reminders(reminders: Sequence[Reminder], target: Path, fonts: FontBook) -> CharacterReport:
    """Write sheets into one PDF, each from a new page; what is to be told of its characters. Whole or not at all."""
    content = BytesIO()
    canvas = PaperCanvas(content, reminders[0].word if reminders else "提醒单")
    pens = [pen for one in reminders for pen in _Slip(canvas, fonts, one).write()]
    canvas.finish()
    with replacing(target) as part:
        part.write_bytes(content.getbuffer())
    return characters_of(pens, fonts)


class _Slip:
    """One reminder on one page or more; the stub stands at the foot of the last, or on a page of its own."""

    def __init__(self, canvas: PaperCanvas, fonts: FontBook, reminder: Reminder) -> None:
        self._canvas, self._fonts, self._told = canvas, fonts, reminder
        self._pen = ChartPen(fonts, canvas.fonts)
        self._pens = [self._pen]
        self._y = _HEIGHT - _TOP

    def write(self) -> list[ChartPen]:
        told = self._told
        self._pen.centred(told.word, Style.TITLE, TITLE_SIZE, _WIDTH / 2, self._y - TITLE_SIZE / 2)
        self._y -= TITLE_SIZE * 2
        self._paragraph(f"{told.unit}：", indent=False)
        self._paragraph(told.text, indent=True)
        self._y -= _LINE / 2
        self._table()
        self._signature()
        if self._y < _FOOT + _STUB_HEIGHT:
            self._turn()
            self._stub(self._y + mm(11))
        else:
            self._cut_line(_FOOT + _STUB_HEIGHT)
            self._stub(_FOOT + _STUB_HEIGHT)
        self._finish()
        return self._pens

    def _paragraph(self, text: str, *, indent: bool) -> None:
        for line in self._pen.broken(f"{'　　' if indent else ''}{text}", Style.FANG, _BODY, _TYPE):
            self._y -= _PITCH / 2
            self._pen.put(line, Style.FANG, _BODY, _LEFT, self._y)
            self._y -= _PITCH / 2

    def _table(self) -> None:
        self._row(HEADS, Style.HEI)
        last = len(self._told.things)
        for number, thing in enumerate(self._told.things, start=1):
            # The last row goes with the lines that sign, which never stand alone on a page.
            below = self._signature_height if number == last else 0.0
            self._row((str(number), thing.matter, thing.due, thing.state), Style.FANG, below)

    def _row(self, cells: tuple[str, ...], style: Style, below: float = 0.0) -> None:
        widths = [share * _TYPE for share in SHARES]
        broken = [
            self._pen.broken(cell, style, _TABLE, width - 2 * _PAD) for cell, width in zip(cells, widths, strict=True)
        ]
        height = max(map(len, broken)) * _LINE + 2 * _PAD
        if self._y - height - below < _FOOT:
            self._turn()
            if style is not Style.HEI:
                self._row(HEADS, Style.HEI)
        x = _LEFT
        for place, (lines, width) in enumerate(zip(broken, widths, strict=True)):
            self._pen.frame(x, self._y - height, width, height, 0.6)
            self._cell(lines, style, x, width, height, centred=place != 1 or style is Style.HEI)
            x += width
        self._y -= height

    def _cell(self, lines: list[str], style: Style, x: float, width: float, height: float, *, centred: bool) -> None:
        middle = self._y - height / 2
        for place, line in enumerate(lines):
            y = middle + _LINE * ((len(lines) - 1) / 2 - place)
            if centred:
                self._pen.centred(line, style, _TABLE, x + width / 2, y)
            else:
                self._pen.put(line, style, _TABLE, x + _PAD, y)

    @property
    def _signature_height(self) -> float:
        return _PITCH * (len(self._told.signed) + 1)

    def _signature(self) -> None:
        told, pen, lines = self._told, self._pen, self._told.signed
        self._y -= _PITCH / 2
        if told.contact:
            pen.put(told.told_contact, Style.FANG, _TABLE, _LEFT, self._y - _PITCH / 2)
        widest = max(pen.width(line, Style.FANG, _BODY) for line in lines)
        middle = _LEFT + _TYPE - 2 * _BODY - widest / 2
        for line in lines:
            self._y -= _PITCH
            pen.centred(line, Style.FANG, _BODY, middle, self._y)
        self._y -= _PITCH

    def _cut_line(self, y: float) -> None:
        pen, cut = self._pen, CUT
        half = pen.width(cut, Style.KAI, 10) / 2 + 6
        pen.line(_LEFT, y, _WIDTH / 2 - half, y, 0.6, "4 3")
        pen.line(_WIDTH / 2 + half, y, _LEFT + _TYPE, y, 0.6, "4 3")
        pen.centred(cut, Style.KAI, 10, _WIDTH / 2, y)

    def _stub(self, top: float) -> None:
        pen, told = self._pen, self._told
        pen.centred(f"{told.word}回执", Style.TITLE, 18, _WIDTH / 2, top - mm(11))
        y = top - mm(20)
        for row in told.stub:
            x = _LEFT
            for place, (text, share) in enumerate(row):
                pen.frame(x, y - STUB_ROW, share * _TYPE, STUB_ROW, 0.6)
                style = Style.FANG if place % 2 else Style.HEI
                lines = pen.broken(text, style, _TABLE, share * _TYPE - 2 * _PAD, most=2)
                for number, line in enumerate(lines):
                    middle = y - STUB_ROW / 2 + _LINE * 0.85 * ((len(lines) - 1) / 2 - number)
                    pen.centred(line, style, _TABLE, x + share * _TYPE / 2, middle)
                x += share * _TYPE
            y -= STUB_ROW

    def _turn(self) -> None:
        self._pen = ChartPen(self._fonts, self._canvas.fonts)
        self._pens.append(self._pen)
        self._y = _HEIGHT - _TOP

    def _finish(self) -> None:
        """Give the pages out; of several each says which it is."""
        count = len(self._pens)
        for number, pen in enumerate(self._pens, start=1):
            if count > 1:
                said = f"第 {number} 页 共 {count} 页"
                pen.centred(said, Style.SONG, PAGE_OF_SIZE, _LEFT + _TYPE / 2, _FOOT - mm(NUMBER_BELOW_MM))
            self._canvas.add_page((_WIDTH, _HEIGHT), pen.operators())
