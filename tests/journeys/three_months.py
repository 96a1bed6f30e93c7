"""The story of three months: who sends what of 附件2 in which month, and who does it how."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.journeys import clerks

TALKS, TOPICS, ADVICE, DEEDS = "大谈话统计表", "大调研课题申报表", "提建议清单", "办实事征集表"
FORMS = (TALKS, TOPICS, ADVICE, DEEDS)
MONTHS = ("2023-01", "2023-02", "2023-03")
IN_WORD = frozenset({"机关党委", "土壤环境科", "监测站"})
NIL = {"2023-01": "人事科", "2023-02": "东城分局", "2023-03": "环评科"}
SILENT = {"2023-01": "应急中心", "2023-02": "监测科", "2023-03": "西城分局"}
LATE, WRONG, TWICE, AGAIN, CUMULATIVE = "宣教科", "法规科", "大气环境科", "水生态环境科", "执法支队"
IMPOSSIBLE = "2023年1月32日"
_KINDS = ("谈心谈话", "任前谈话", "提醒谈话", "廉政谈话")
_SIGNS = "子丑寅卯辰巳午未申酉戌亥甲乙丙丁"


def units_of(roster: Path) -> list[str]:
    """The bureau's units in its own order."""
    with roster.open(encoding="utf-8-sig", newline="") as file:
        return [line["name"] for line in csv.DictReader(file)]


def talks(units: list[str], unit: str, month: str) -> list[clerks.Line]:
    """What a unit had to tell of a month: between one and four talks, none like another."""
    place, number = units.index(unit), int(month[-2:])
    return [
        (f"王{_SIGNS[place]}", f"{unit}负责人", f"李{_SIGNS[place]}{_SIGNS[talk + number * 4]}", f"{unit}科员",
         f"赵{_SIGNS[place]}", f"2023年{number}月{5 + place + talk}日", "会议室", _KINDS[(place + talk) % 4])
        for talk in range((place + number) % 4 + 1)
    ]  # fmt: skip


def blank_of(folder: Path, unit: str, form: str, *, in_word: bool = False) -> Path:
    """The blank that a unit got for a form."""
    suffix = ".docx" if in_word else ".xlsx"
    return next(path for path in (folder / unit).iterdir() if form in path.name and path.suffix == suffix)


def fill_month(units: list[str], blanks: Path, stick: Path, month: str) -> None:
    """All that comes until the day: one is silent, one is late, one wrong, one nil, one sends the same file twice."""
    for unit in units:
        if unit == SILENT[month] or (unit, month) == (LATE, MONTHS[0]):
            continue
        blank = blank_of(blanks, unit, TALKS, in_word=unit in IN_WORD)
        lines = talks(units, unit, month)
        if unit == NIL[month]:
            clerks.say_nothing(blank, stick)
            continue
        if unit == CUMULATIVE:
            lines = [line for one in MONTHS[: MONTHS.index(month) + 1] for line in talks(units, unit, one)]
        if (unit, month) == (WRONG, MONTHS[0]):
            lines = [*lines[:-1], (*lines[-1][:5], IMPOSSIBLE, *lines[-1][6:])]
        sent = clerks.fill(blank, lines, stick)
        if (unit, month) == (TWICE, MONTHS[0]):
            clerks.send_again(sent, stick, f"{unit}再发一次.xlsx")


def fill_once(units: list[str], blanks: Path, stick: Path) -> None:
    """附件3, 附件4 and 附件5, sent once: a topic each, advice of every second unit, deeds of all but one."""
    for place, unit in enumerate(units):
        in_word = unit in IN_WORD
        topic = (f"{unit}工作机制研究", "摸清底数", "3至6月走访座谈", f"王{_SIGNS[place]}")
        clerks.fill(blank_of(blanks, unit, TOPICS, in_word=in_word), [topic], stick)
        if place % 2 == 0:
            clerks.fill(blank_of(blanks, unit, ADVICE, in_word=in_word), [(f"{unit}建议增设服务窗口",)], stick)
        if place:
            deed = (f"{unit}便民实事", "为群众办一件具体的事", f"{unit}", f"王{_SIGNS[place]}")
            clerks.fill(blank_of(blanks, unit, DEEDS, in_word=in_word), [deed], stick)
