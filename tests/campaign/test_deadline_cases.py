import csv
from datetime import date
from pathlib import Path

import pytest

from desk_app.campaign.deadlines import Kind, State, read_deadline
from desk_app.campaign.holidays import Holidays, load_holidays
from desk_app.locations import shipped

TABLE = load_holidays(shipped().resources / "holidays")
FACTS = ("kind", "start", "end", "recurrence", "min_count", "state")
# Rows without a reference date must come out the same on any day; this one stands for all.
ANY_DAY = "2024-03-04"


def rows() -> list[dict[str, str]]:
    path = Path(__file__).with_name("deadline_cases.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def named(row: dict[str, str]) -> str:
    return f"{row['expression']} {row['reference_date']} {row['within']}"


@pytest.mark.parametrize("row", rows(), ids=named)
def test_an_expression_of_an_office_is_read_as_the_table_says(row: dict[str, str]) -> None:
    on = date.fromisoformat(row["reference_date"] or ANY_DAY)
    first, _, last = row["within"].partition("..")
    within = (date.fromisoformat(first), date.fromisoformat(last)) if last else None
    read = read_deadline(row["expression"], on, within, TABLE).to_json()
    assert {fact: "" if read[fact] is None else str(read[fact]) for fact in FACTS} == {
        fact: row[fact] for fact in FACTS
    }


@pytest.mark.parametrize(
    ("text", "on", "candidates"),
    [
        ("2023年23月底前", date(2022, 12, 15), [date(2023, 2, 28), date(2023, 3, 31)]),
        ("于23月底前", date(2022, 12, 15), [date(2023, 2, 28), date(2023, 3, 31)]),
        ("2023年13月底前", date(2022, 12, 15), [date(2023, 1, 31), date(2023, 3, 31)]),
        ("2023年23月15日底前", date(2022, 12, 15), [date(2023, 2, 15), date(2023, 3, 15)]),
        ("2024年6月31日前", date(2024, 3, 4), [date(2024, 6, 30), date(2024, 6, 1), date(2024, 6, 3)]),
        ("2024年4月8日（周二）前", date(2024, 3, 4), [date(2024, 4, 8), date(2024, 4, 9)]),
        ("6月前", date(2024, 3, 4), [date(2024, 6, 30), date(2024, 5, 31)]),
        ("3月底前自查，6月底前整改", date(2024, 3, 4), [date(2024, 3, 31), date(2024, 6, 30)]),
        ("自印发之日起30日内", date(2024, 3, 4), [date(2024, 4, 3)]),
        ("2024年4月0日前", date(2024, 3, 4), []),
    ],
)
def test_what_may_have_been_meant_is_offered_in_order(text: str, on: date, candidates: list[date]) -> None:
    assert list(read_deadline(text, on, None, TABLE).candidates) == candidates


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("1—2次", 1, 2), ("1至2件", 1, 2), ("不超过3次", None, 3), ("不少于2次，不超过4次", 2, 4), ("3次以内", None, 3)],
)
def test_a_count_keeps_its_least_and_its_most(text: str, least: int | None, most: int | None) -> None:
    read = read_deadline(text, date(2024, 3, 4))
    assert (read.min_count, read.max_count) == (least, most)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("每周对工作情况进行调度", "周五"),
        ("每季度对存在的问题进行通报", "季度最后一日"),
        ("每半年对活动情况进行评估", "6月30日和12月31日"),
        ("每周五17:00前", "17时"),
        ("2023年23月底前", "没有“23月”"),
        ("（7月10前）", "疑漏“日”字"),
        ("2025年4底前", "疑漏“月”字"),
        ("2024年4月8日（周二）前", "4月8日是周一"),
        ("2024年底前，并长期坚持", "长期坚持"),
        ("XX年3月底前", "空着"),
        ("1月15日前", "未写年份"),
    ],
)
def test_the_reason_names_what_was_seen(text: str, part: str) -> None:
    why = read_deadline(text, date(2024, 3, 4), None, TABLE).why
    assert part in why
    assert why.endswith("。")
    assert why.count("。") == 1


@pytest.mark.parametrize(
    "text",
    ["X月底前", "某月底前", "×月×日前", "XX月20日前", "2024年X月底前", "2024年  月底前", "2024年 月20日前", "X月中旬"],
)
def test_a_month_left_open_is_never_taken_for_the_present_one(text: str) -> None:
    read = read_deadline(text, date(2024, 3, 4), None, TABLE)
    assert (read.kind.value, read.end) == ("undated", None)
    assert "空着" in read.why


def test_a_year_that_the_holiday_table_lacks_is_said_aloud() -> None:
    read = read_deadline("印发之日起5个工作日内", date(2031, 3, 3), None, TABLE)
    assert read.state is State.CONFIRM
    assert "节假日表没有2031年的数据" in read.why
    feast = read_deadline("春节前", date(2024, 3, 4), None, Holidays())
    assert (feast.state, feast.end) == (State.CONFIRM, None)
    assert "节假日表没有2024年的春节" in feast.why


def test_the_hour_of_a_rhythm_is_kept_beside_its_rule() -> None:
    read = read_deadline("每周五下午5时前", date(2024, 3, 4))
    assert read.at is not None
    assert read.at.isoformat("minutes") == "17:00"


def test_the_printed_shape_has_exactly_the_agreed_keys() -> None:
    shape = read_deadline("2024年4月8日12时前", date(2024, 3, 4)).to_json()
    assert list(shape) == [
        "text", "kind", "start", "end", "recurrence", "min_count", "max_count", "candidates", "state", "why",
    ]  # fmt: skip
    assert (shape["end"], shape["start"], shape["candidates"]) == ("2024-04-08T12:00", None, [])


def test_what_the_document_says_elsewhere_comes_first_among_the_candidates() -> None:
    wrong = read_deadline("2023年23月底前", date(2022, 12, 15)).offered(date(2023, 3, 31))
    assert wrong.candidates == (date(2023, 3, 31), date(2023, 2, 28))
    assert wrong.end is None


def test_a_sibling_that_disagrees_makes_a_clear_date_doubtful_and_leaves_its_text() -> None:
    read = read_deadline("2023年5月底前", date(2022, 12, 15)).asked("正文与清单不一致，请确认。", date(2023, 7, 31))
    assert (read.state, read.text, read.end) == (State.CONFIRM, "2023年5月底前", date(2023, 5, 31))


def test_a_phase_takes_its_start_from_the_campaign() -> None:
    phase = read_deadline("（2022年1月31日前）", date(2021, 12, 1)).starting(date(2021, 12, 1))
    assert (phase.kind, phase.start, phase.end) == (Kind.WINDOW, date(2021, 12, 1), date(2022, 1, 31))


def test_a_year_comes_from_the_section_where_the_sentence_has_none() -> None:
    read = read_deadline("3月底前", date(2022, 12, 15), earlier=date(2023, 7, 31))
    assert read.end == date(2023, 3, 31)
