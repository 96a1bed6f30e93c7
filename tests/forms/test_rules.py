"""核对规则: one column against another, a sum, a value, a condition; three levels, each with its sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.forms.checking import Place, check_record
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.links import Link
from desk_app.forms.loader import DefinitionError, load_form
from desk_app.forms.reading import CheckContext, Raw
from desk_app.forms.rules import CheckRule, Relation, RuleLevel, broken_across, rule_words
from desk_app.forms.writing import form_toml
from desk_app.problems import Level
from desk_app.storage.definitions import from_structure, to_structure

COLUMNS = (
    Column("name", "名称"),
    Column("expected", "应到", ColumnKind.INTEGER),
    Column("present", "实到", ColumnKind.INTEGER),
    Column("absent", "缺席", ColumnKind.INTEGER),
    Column("begun", "开始", ColumnKind.DATE),
    Column("ended", "结束", ColumnKind.DATE),
    Column("state", "状态", ColumnKind.CHOICE, choices=("已办结", "推进中")),
)


def form(*checks: CheckRule) -> FormDefinition:
    return FormDefinition("会议记录", "会议记录", COLUMNS, checks=checks)


def said(rule: CheckRule, **cells: str) -> list[tuple[Level, str, str]]:
    checked = check_record(form(rule), {key: Raw(text) for key, text in cells.items()}, CheckContext(), Place)
    return [(one.level, one.code, one.message) for one in checked.problems if one.code.startswith("rule_")]


@pytest.mark.parametrize(
    ("level", "grade", "code", "end"),
    [
        (RuleLevel.ERROR, Level.ERROR, "rule_error", "请改正"),
        (RuleLevel.REASON, Level.WARNING, "rule_reason", "请改正或说明原因"),
        (RuleLevel.HINT, Level.WARNING, "rule_hint", "请核对"),
    ],
)
def test_each_level_says_what_stands_there_and_what_to_do(level: RuleLevel, grade: Level, code: str, end: str) -> None:
    rule = CheckRule("present", Relation.MOST, level, ("expected",))
    assert said(rule, expected="10", present="12") == [(grade, code, f"实到“12”应不大于应到“10”，{end}")]
    assert said(rule, expected="12", present="12") == []


def test_only_an_error_keeps_a_row_from_counting() -> None:
    for level in RuleLevel:
        rule = CheckRule("present", Relation.MOST, level, ("expected",))
        cells = {"expected": Raw("1"), "present": Raw("2")}
        assert check_record(form(rule), cells, CheckContext(), Place).sound is (level is not RuleLevel.ERROR)


def test_a_sum_of_columns_is_held_against_the_whole() -> None:
    rule = CheckRule("expected", Relation.EQUAL, RuleLevel.ERROR, ("present", "absent"))
    assert said(rule, expected="10", present="7", absent="2")[0][2] == "应到10应等于实到、缺席之和9，请改正"
    assert said(rule, expected="10", present="10") == []


def test_days_are_compared_as_days_however_they_were_written() -> None:
    rule = CheckRule("ended", Relation.LEAST, RuleLevel.ERROR, ("begun",))
    assert said(rule, begun="2023年3月10日", ended="2023-3-9")
    assert said(rule, begun="2023年3月9日", ended="2023.3.10") == []


def test_a_condition_decides_whether_a_column_must_be_filled() -> None:
    rule = CheckRule("ended", Relation.FILLED, RuleLevel.ERROR, when="state", when_is="已办结")
    assert said(rule, state="已办结")[0][2] == "状态为“已办结”时，结束必须填写，请改正"
    assert said(rule, state="推进中") == []


@pytest.mark.parametrize("cells", [{"present": "12"}, {"expected": "10"}, {"present": "十几", "expected": "10"}])
def test_what_is_empty_or_unreadable_breaks_no_rule(cells: dict[str, str]) -> None:
    assert said(CheckRule("present", Relation.MOST, RuleLevel.ERROR, ("expected",)), **cells) == []


def test_an_own_sentence_is_said_instead() -> None:
    rule = CheckRule("present", Relation.MORE, RuleLevel.REASON, value="0", message="没有人到会")
    assert said(rule, present="0")[0][2] == "没有人到会，请改正或说明原因"


def test_a_rule_across_forms_holds_a_figure_against_the_rows_there() -> None:
    rule = CheckRule("present", Relation.EQUAL, RuleLevel.REASON, form="签到表")
    assert broken_across(form(rule), rule, {"present": 3}, 5) == "实到3应等于“签到表”的行数5，请改正或说明原因"
    assert broken_across(form(rule), rule, {"present": 5}, 5) == ""
    assert broken_across(form(rule), rule, {"present": ""}, 5) == ""
    assert said(rule, present="3") == []
    assert rule_words(form(rule), rule) == "实到等于“签到表”的行数"


def test_rules_and_links_are_written_and_read_back_equal(tmp_path: Path) -> None:
    whole = FormDefinition(
        "会议记录",
        "会议记录",
        COLUMNS,
        checks=(
            CheckRule("present", Relation.MOST, RuleLevel.ERROR, ("expected",)),
            CheckRule("present", Relation.EQUAL, RuleLevel.REASON, form="签到表", message="与签到不符"),
            CheckRule("ended", Relation.FILLED, RuleLevel.HINT, when="state", when_is="已办结"),
        ),
        links=(Link("办实事征集表", "name", "matter", ("ended",)),),
    )
    path = tmp_path / "会议记录.toml"
    path.write_text(form_toml(whole), encoding="utf-8")
    assert load_form(path) == whole
    assert from_structure(to_structure(whole)) == whole


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ('column = "nobody"\nrelation = "="\nvalue = "1"', "check[1].column：本表没有代号为“nobody”的栏目"),
        ('column = "a"\nrelation = "="', "check[1].others：要与哪一栏"),
        ('column = "a"\nvalue = "1"', "check[1].relation：必须填写"),
        ('column = "a"\nrelation = "≈"\nvalue = "1"', "check[1].relation：“≈”不在可选范围"),
        ('column = "a"\nrelation = "="\nvalue = "1"\nlevel = "fatal"', "check[1].level：“fatal”不在可选范围"),
    ],
)
def test_a_wrong_rule_is_told_with_file_and_place(tmp_path: Path, text: str, mistake: str) -> None:
    path = tmp_path / "表.toml"
    path.write_text(f'name = "表"\ntitle = "表"\n[[column]]\nkey = "a"\nheading = "甲"\n[[check]]\n{text}\n', "utf-8")
    with pytest.raises(DefinitionError) as caught:
        load_form(path)
    assert any(one.startswith(f"表.toml {mistake}") for one in caught.value.mistakes)
