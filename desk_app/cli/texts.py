"""What the commands answer: the documents that other programs rely on, and the same in lines for a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desk_app.campaign.calendar_days import long_day
from desk_app.campaign.period import Period
from desk_app.cli.answer import Answer
from desk_app.forms.definition import FormDefinition, distinct_labels
from desk_app.problems import Level, Problem
from desk_app.services.demo import DemoResult
from desk_app.services.produce import Made
from desk_app.services.standing import (
    NIL,
    NOT_CONCERNED,
    NOT_IN,
    RECEIVED,
    SENT_BACK,
    WAITING,
    FormStanding,
    UnitStanding,
)
from desk_app.services.take_in import IntakeReport, TakenReturn
from desk_app.services.tally import FormTally

STATE_WORDS = {
    "accepted": "已接收",
    "needs_review": "待核",
    "rejected": "打不开或不是来表",
    "duplicate": "重复",
    "nil": "零报告",
    "scan": "盖章扫描件",
    "ignored": "略过",
}
_STANDINGS = (RECEIVED, NIL, WAITING, SENT_BACK, NOT_IN, NOT_CONCERNED)
_SHOWN_FILES = 12
_MOST_SAID = 20


def returns_answer(report: IntakeReport) -> Answer:
    """The document of `returns`, and a line a file that is not faultless."""
    return Answer(
        {"files": [_file(taken) for taken in report.taken], "remarks": list(report.remarks)},
        tuple(_intake_lines(report)),
        report.remarks,
        needs_a_person=report.needs_a_person,
    )


def _file(taken: TakenReturn) -> dict[str, Any]:
    judgement = taken.judgement
    read = judgement.read
    return {
        "file": read.file,
        "id": None if taken.id is None else str(taken.id),
        "sheet": read.sheet or None,
        "unit": read.unit,
        "proposed_unit": read.proposed_unit,
        "form": read.form.name if read.form else None,
        "month": read.month,
        "period": read.period.code if read.period else None,
        "state": str(judgement.state),
        "rows": [_row(read.form, row.values, row.extra) for row in read.rows] if read.form else [],
        "problems": [
            {"where": one.where, "level": one.level.value, "message": one.message} for one in _all_said(taken)
        ],
    }


def _all_said(taken: TakenReturn) -> tuple[Problem, ...]:
    """What is said of a return, the hints that nobody need answer last."""
    return (*taken.judgement.problems, *taken.judgement.hints)


def _row(form: FormDefinition, cells: Mapping[str, str | int], extra: Mapping[str, str]) -> dict[str, Any]:
    """One row keyed by heading, the columns that the form has not behind its own."""
    labels = distinct_labels((*(column.label for column in form.columns), *(_one_line(text) for text in extra)))
    values = [cells.get(key, "") for key in form.keys] + list(extra.values())
    return dict(zip(labels, values, strict=True))


def _one_line(heading: str) -> str:
    return heading.replace("\n", "")


def _intake_lines(report: IntakeReport) -> list[str]:
    counts = Counter(str(taken.judgement.state) for taken in report.taken)
    summary = "，".join(f"{word}{counts[state]}" for state, word in STATE_WORDS.items() if counts[state])
    lines = [f"共{len(report.taken)}份：{summary}。" if report.taken else "没有找到文件。"]
    for taken in report.taken:
        if taken.judgement.state == "accepted" and not _all_said(taken):
            continue
        lines.append(_headline(taken))
        lines.extend(_said(_all_said(taken)))
    return lines


def _said(problems: Sequence[Problem]) -> list[str]:
    """What is to be said of a return; of more than a screenful the first, those that keep it from counting before all.

    ``--json`` tells all of them.
    """
    left = len(problems) - _MOST_SAID
    first = sorted(problems, key=lambda one: one.level is not Level.ERROR)[:_MOST_SAID] if left > 0 else problems
    lines = [f"    {one.where}：{one.message}" for one in first]
    return [*lines, f"    另有{left}处，加 --json 可看全部。"] if left > 0 else lines


def _headline(taken: TakenReturn) -> str:
    read = taken.judgement.read
    known = [
        read.unit or "单位不明",
        read.form.name if read.form else "表不明",
        read.period.label if read.period else "",
    ]
    number = f"〔{taken.id}〕" if taken.id is not None else ""
    what = "，".join(part for part in known if part)
    return f"{number}{read.file}（{what}）：{STATE_WORDS[str(taken.judgement.state)]}"


def missing_answer(standings: list[FormStanding], period: Period | None) -> Answer:
    """The document of `missing`, and who still owes what."""
    document = {
        "period": period.code if period else None,
        "forms": [
            {
                "form": one.form.name,
                "period": one.period.code,
                "due": one.due_at.isoformat(timespec="minutes") if one.due_at else None,
                "units": [
                    {
                        "unit": unit.unit,
                        "electronic": unit.electronic,
                        "paper": unit.paper,
                        "late": bool(unit.late),
                    }
                    for unit in one.units
                ],
            }
            for one in standings
        ],
    }
    return Answer(document, tuple(line for one in standings for line in standing_lines(one)))


def standing_lines(standing: FormStanding) -> list[str]:
    """One form's state in two lines at most: the counts, and who has not reported."""
    counts = Counter(unit.electronic for unit in standing.units)
    said = "，".join(f"{word}{counts[word]}" for word in _STANDINGS if counts[word])
    owed = len(standing.units) - counts[NOT_CONCERNED]
    lines = [f"{standing.form.name}（{standing.period.label}）：应报{owed}家，{said or '无人应报'}"]
    if standing.missing:
        lines.append("    未报：" + "、".join(f"{unit.unit}{_marks(unit)}" for unit in standing.missing))
    return lines


def _marks(unit: UnitStanding) -> str:
    """Whether it was sent back rather than never sent, and whether it is late."""
    said = [SENT_BACK] * (unit.electronic == SENT_BACK) + [unit.late] * bool(unit.late)
    return f"（{'，'.join(said)}）" if said else ""


def tally_answer(tallies: list[FormTally], period: Period | None) -> Answer:
    """The document of `tally`, and a line a form."""
    document = {
        "period": period.code if period else None,
        "forms": [
            {
                "form": one.form.name,
                "period": one.period.code,
                "units": [
                    {"unit": unit.unit, "count": unit.count, "cumulative": unit.cumulative, "state": unit.state}
                    for unit in one.units
                ],
                "total": one.total,
                "cumulative": one.cumulative,
                "late_rule": one.late_rule,
                "closed_at": one.closing.closed_at.isoformat(timespec="seconds") if one.closing else None,
                "check_code": one.closing.code if one.closing else None,
            }
            for one in tallies
        ],
    }
    lines = (
        f"{one.form.name}（{one.period.label}）：本期{one.total}行，累计{one.cumulative}行{_frozen_said(one)}"
        for one in tallies
    )
    return Answer(document, tuple(lines))


def _frozen_said(one: FormTally) -> str:
    if one.closing is None or one.closing.is_quoted:
        return ""
    return f"（{long_day(one.closing.closed_at)}已定稿）"


def made_lines(made: Made) -> tuple[str, ...]:
    """What was written, the first files by name and the rest as a number, and what is to be said of them."""
    lines = [f"已写：{path}" for path in made.files[:_SHOWN_FILES]]
    if len(made.files) > _SHOWN_FILES:
        lines.append(f"……共{len(made.files)}个文件。")
    return (*lines, *made.remarks)


def made_answer(made: Made) -> Answer:
    """The document of a command that writes files."""
    return Answer({"files": [str(path) for path in made.files], "remarks": list(made.remarks)}, made_lines(made))


def demo_answer(result: DemoResult, out: Path) -> Answer:
    """What the demo made and what needs a person."""
    lines = [f"已用自带样例走完一遍：{result.campaign.title}", ""]
    for folder, report in result.batches:
        lines.append(f"〔收表 {folder}〕{_intake_lines(report)[0]}")
    lines.append("")
    for period, tallies in result.tallies:
        figures = "；".join(f"{one.form.name} 本期{one.total} 累计{one.cumulative}" for one in tallies)
        lines.append(f"〔统计 {period.label}〕{figures}")
    lines += [
        "",
        "〔报送情况〕",
        *(line for _, page in result.standings for one in page for line in standing_lines(one)),
    ]
    lines += ["", "〔需要人定〕"]
    waiting = [taken for _, report in result.batches for taken in report.taken if taken.needs_a_person]
    for taken in waiting:
        lines.append(_headline(taken))
        lines.extend(_said([one for one in taken.judgement.problems if one.level == "error"]))
    kinds = Counter(path.suffix.lstrip(".").upper() for path in result.made.files)
    lines += ["", f"〔写出的文件〕都在 {out}：" + "，".join(f"{kind} {count}个" for kind, count in kinds.items())]
    lines += [f"    {folder}" for folder in sorted({str(path.relative_to(out).parts[0]) for path in result.made.files})]
    if result.made.remarks:
        lines.append(f"有{len(result.made.remarks)}个文件里的生僻字由别的字体代替，如 {result.made.remarks[0]}")
    document = {
        "out": str(out),
        "files": [str(path) for path in result.made.files],
        "returns": [_file(taken) for _, report in result.batches for taken in report.taken],
        "tallies": [tally_answer(tallies, period).document for period, tallies in result.tallies],
        "missing": [missing_answer(page, period).document for period, page in result.standings],
    }
    return Answer(document, tuple(lines))
