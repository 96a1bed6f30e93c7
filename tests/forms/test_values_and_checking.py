from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.period import parse_period
from desk_app.campaign.roster import Roster, Unit
from desk_app.forms.checking import CheckedRecord, Place, check_record, equal_rows
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.identity import Identity, decode, encode
from desk_app.forms.reading import CheckContext, Raw, Reading
from desk_app.forms.values import read_value
from desk_app.problems import Level

FORM = FormDefinition(
    "谈话",
    "谈话",
    (
        Column("serial", "序号", ColumnKind.SERIAL),
        Column("person", "谈话人", ColumnKind.PERSON, required=True),
        Column("day", "谈话时间", ColumnKind.DATE, required=True, row_date=True),
        Column("count", "人次", ColumnKind.INTEGER),
        Column("type", "类型", ColumnKind.CHOICE, choices=("谈心谈话", "廉政谈话")),
        Column("due", "完成时限", ColumnKind.DUE),
    ),
)
CONTEXT = CheckContext(parse_period("2023-03"), (date(2023, 1, 1), date(2023, 12, 31)))
GOOD = {"person": "林嘉禾", "day": "3月5日"}


def read(kind: ColumnKind, text: str, **more: object) -> Reading:
    return read_value(Column("a", "甲", kind, **more), Raw(text), CONTEXT)  # type: ignore[arg-type]


def check(**cells: str) -> CheckedRecord:
    raws = {key: Raw(text) for key, text in {**GOOD, **cells}.items()}
    return check_record(FORM, raws, CONTEXT, lambda key: Place(f"工作表“1月” {key}", "C7"))


@pytest.mark.parametrize(
    "kind", [ColumnKind.TEXT, ColumnKind.LONG, ColumnKind.PERSON, ColumnKind.SERIAL, ColumnKind.UNIT]
)
@given(text=st.text())
def test_words_are_kept_to_the_code_point_but_for_outer_blanks(kind: ColumnKind, text: str) -> None:
    assert read(kind, text).value == text.replace("\r\n", "\n").strip()


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("12", 12, ""),
        ("１２", 12, ""),
        (" 12 ", 12, ""),
        ("12.0", 12, ""),
        ("1,234", 1234, ""),
        ("12人", 12, "number_with_word"),
        ("12.5", None, "number_unreadable"),
        ("约12", None, "number_unreadable"),
        ("12-15", None, "number_unreadable"),
        ("3万元", None, "number_unreadable"),
        ("1,23", None, "number_unreadable"),
        ("", "", ""),
    ],
)
def test_whole_numbers_are_read_and_what_is_none_is_asked(text: str, value: object, code: str) -> None:
    reading = read(ColumnKind.INTEGER, text)
    assert reading.value == value
    assert (reading.trouble.code if reading.trouble else "") == code


def test_a_word_outside_an_open_list_is_no_problem_and_a_slip_of_the_pen_a_warning() -> None:
    words = ("谈心谈话", "廉政谈话")
    assert read(ColumnKind.CHOICE, "家访", choices=words).trouble is None
    near = read(ColumnKind.CHOICE, "谈心淡话", choices=words)
    assert near.value == "谈心淡话"
    assert near.trouble is not None
    assert near.trouble.level is Level.WARNING
    closed = read(ColumnKind.CHOICE, "家访", choices=words, closed=True)
    assert closed.trouble is not None
    assert closed.trouble.level is Level.ERROR


@pytest.mark.parametrize(
    "text", ["2023年6月底前", "长期坚持", "立行立改", "2023年6月30日前", "6月", "2023年年底前", "每月5日前", "2月29日"]
)
def test_a_deadline_in_words_is_kept_as_it_stands(text: str) -> None:
    assert read(ColumnKind.DUE, text) == Reading(text)


@pytest.mark.parametrize("text", ["2023.6.30", "2023年6月30日", "20230630", "2023/06/30", "二〇二三年六月三十日"])
def test_a_deadline_that_is_one_whole_date_is_kept_in_iso(text: str) -> None:
    assert read(ColumnKind.DUE, text) == Reading("2023-06-30")


def test_a_deadline_without_a_year_is_a_date_where_only_one_can_be_meant() -> None:
    found = read(ColumnKind.DUE, "6月30日")
    assert (found.value, found.trouble.code if found.trouble else "") == ("2023-06-30", "due_no_year")
    assert read(ColumnKind.DUE, "1月15日") == Reading("1月15日")
    two_years = CheckContext(parse_period("2023-03"), (date(2023, 1, 1), date(2024, 12, 31)))
    assert read_value(Column("a", "甲", ColumnKind.DUE), Raw("6月30日"), two_years) == Reading("6月30日")


def test_a_unit_that_the_roster_does_not_know_is_a_warning_and_a_class_of_units_is_none() -> None:
    context = CheckContext(roster=Roster((Unit("办公室"), Unit("人事科"))))

    def trouble(text: str) -> str:
        found = read_value(Column("a", "责任单位", ColumnKind.UNIT), Raw(text), context).trouble
        return found.code if found else ""

    assert trouble("外星站") == "unit_unknown"
    assert [trouble(text) for text in ("各科室", "办公室牵头", "人事科、办公室", "局领导班子")] == [""] * 4


@pytest.mark.parametrize("text", ["2023年23月底前", "2月30日前", "2023年2月29日", "2023.13.1"])
def test_a_deadline_that_cannot_be_is_kept_and_asked(text: str) -> None:
    reading = read(ColumnKind.DUE, text)
    assert reading.value == text
    assert reading.trouble is not None
    assert reading.trouble.level is Level.ERROR


def test_a_unit_near_to_one_of_the_roster_is_told_and_a_list_of_units_is_taken_apart() -> None:
    context = CheckContext(roster=Roster((Unit("东城分局"), Unit("执法支队"))))
    column = Column("unit", "责任单位", ColumnKind.UNIT)
    assert read_value(column, Raw("执法支队、东城分局"), context).trouble is None
    assert read_value(column, Raw("各科室"), context).trouble is None
    near = read_value(column, Raw("东诚分局"), context)
    assert near.trouble is not None
    assert (near.value, near.trouble.level) == ("东诚分局", Level.WARNING)


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = check(day="2月30日").problems[0]
    assert (
        f"{problem.where} {problem.message}" == "工作表“1月” day 谈话时间“2月30日”：2月没有30日，无此日期，请核对后改正"
    )
    assert (problem.level, problem.cell, problem.code) == (Level.ERROR, "C7", "date_impossible")


def test_what_could_not_be_read_stays_as_it_stood() -> None:
    record = check(day=" 2月30日 ", count="十来个")
    assert (record.values["day"], record.values["count"]) == ("2月30日", "十来个")
    assert record.raw["day"] == " 2月30日 "
    assert record.occurred_on is None
    assert not record.sound


def test_an_empty_required_cell_is_an_error_and_an_empty_optional_one_is_not() -> None:
    record = check(person=" ")
    assert [(problem.code, problem.message) for problem in record.problems] == [
        ("required", "谈话人必填，不能为空，请补填")
    ]
    assert check().problems == ()


def test_a_date_outside_the_period_is_a_warning() -> None:
    record = check(day="2023.2.5")
    assert [(problem.code, problem.level) for problem in record.problems] == [("date_outside", Level.WARNING)]
    assert record.occurred_on == date(2023, 2, 5)


def test_equal_rows_are_found_whatever_their_serial_number() -> None:
    rows = [check(serial="1").values, check(serial="2").values, check(person="许映雪").values]
    assert equal_rows(FORM, rows) == [(1, 0)]


@given(st.builds(Identity, st.text(), st.text(), st.text(), st.text(), st.integers(0, 999)))
def test_an_identity_comes_back_from_its_line_and_a_changed_line_is_none(identity: Identity) -> None:
    line = encode(identity)
    assert decode(line) == identity
    assert decode(f'="{line}"') == identity
    assert not set('"\r\n') & set(line)
    assert decode(line[:-1] + ("0" if line[-1] != "0" else "1")) is None
