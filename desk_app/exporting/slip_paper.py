"""退回修改单: a letter to one unit that names every wrong cell of the returns it gets back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desk_app.exporting.form_paper import chinese_date
from desk_app.exporting.paper import Align, Paper, PaperColumn, PaperRow, Passage, PassageKind

BLANK_DAY = "　　　　年　　月　　日"


@dataclass(frozen=True, slots=True)
class SlipLine:
    """One wrong cell: where it is, its column's heading, what stands there, what is wrong, what to do."""

    place: str
    heading: str
    stands: str
    wrong: str
    remedy: str


@dataclass(frozen=True, slots=True)
class SlipPart:
    """One return on the slip: its form with annex mark, its period in words, its file, and its lines.

    ``again`` says what became of a former slip's lines (上次指出3处，已改2处，仍有1处未改), empty the first time.
    """

    form: str
    period: str
    file: str
    lines: tuple[SlipLine, ...]
    again: str = ""


@dataclass(frozen=True, slots=True)
class SlipLetter:
    """One unit's slip. ``due`` is until when to send again, in words; empty leaves room for a date by hand."""

    campaign: str
    unit: str
    parts: tuple[SlipPart, ...]
    made_on: date
    due: str = ""
    contact: str = ""
    bureau: str = ""
    marked: bool = False

    @property
    def count(self) -> int:
        """How many things are to be mended."""
        return sum(len(part.lines) for part in self.parts)


def slip_paper(letter: SlipLetter) -> Paper:
    """The letter on paper: a table of all lines, a column for the form where there are several."""
    several = len(letter.parts) > 1
    columns = (
        PaperColumn("序号", 10.0, is_whole=True),
        *((PaperColumn("表和文件", 32.0, align=Align.LEFT),) if several else ()),
        PaperColumn("位置", 16.0),
        PaperColumn("栏目", 29.0),
        PaperColumn("现填内容", 26.0),
        PaperColumn("问题", 33.0, align=Align.LEFT),
        PaperColumn("修改要求", 28.0, align=Align.LEFT),
    )
    return Paper(
        title="退回修改单",
        columns=columns,
        rows=tuple(_rows(letter.parts, several=several)),
        landscape=False,
        page_of=False,
        opening=tuple(_opening(letter)),
        closing=tuple(_closing(letter)),
    )


def _rows(parts: Sequence[SlipPart], *, several: bool) -> Iterator[PaperRow]:
    number = 0
    for part in parts:
        label = f"{part.form}{_bracketed(part.period)}\n文件：{part.file}"
        for place, line in enumerate(part.lines):
            number += 1
            cells = (line.place, line.heading, line.stands, line.wrong, line.remedy)
            head = ((label if place == 0 else None),) if several else ()
            yield PaperRow((str(number), *head, *cells))


def _opening(letter: SlipLetter) -> Iterator[Passage]:
    yield Passage(f"{letter.unit}：", PassageKind.ADDRESS)
    until = f"于{letter.due.removesuffix('前')}前" if letter.due else f"于{BLANK_DAY}前"
    if len(letter.parts) == 1:
        part = letter.parts[0]
        what = f"{part.period}{part.form}（文件“{part.file}”）有{letter.count}处需要修改"
    else:
        what = f"下列{len(letter.parts)}份表共有{letter.count}处需要修改"
    yield Passage(
        f"“{letter.campaign}”专项中，你单位报送的{what}，现予退回。请对照下表逐处改正，{until}重报；未列出的内容不必改动。"
    )
    for part in letter.parts:
        if part.again:
            yield Passage(f"{part.form}{part.again}。" if len(letter.parts) > 1 else f"本表{part.again}。")
    if letter.marked:
        yield Passage("随附的文件里已把有问题的格涂红并加了批注，可直接在上面改好，原样发回。")


def _closing(letter: SlipLetter) -> Iterator[Passage]:
    if letter.contact:
        yield Passage(f"联系人：{letter.contact}")
    if letter.bureau:
        yield Passage(letter.bureau, PassageKind.SIGNED)
    yield Passage(chinese_date(letter.made_on), PassageKind.SIGNED)


def slip_text(letter: SlipLetter) -> str:
    """The same to be pasted into an office message: one paragraph a unit."""
    until = f"请于{letter.due.removesuffix('前')}前改好重报。" if letter.due else "请改好后尽快重报。"
    said = []
    for part in letter.parts:
        lines = [f"{place}.{_one_line(line)}" for place, line in enumerate(part.lines, start=1)]
        again = f"（{part.again}）" if part.again else ""
        said.append(
            f"你单位{part.form}{_bracketed(part.period)}有{len(part.lines)}处需修改{again}：{'；'.join(lines)}。"
        )
    contact = f"联系人：{letter.contact}。" if letter.contact else ""
    return f"{letter.unit}：{''.join(said)}{until}{contact}"


def _bracketed(text: str) -> str:
    return f"（{text}）" if text else ""


def _one_line(line: SlipLine) -> str:
    place = line.place.replace("\n", "，")
    where = f"{place}“{line.heading}”" if line.heading else f"{place}："
    stands = f"现为“{line.stands}”，" if line.stands and line.stands != "（空）" else ""
    return " ".join(f"{where}{stands}{line.wrong}，{line.remedy}".split())
