"""Which forms name persons, told from names, headings and kinds of column, and from nothing that merely acts."""

from __future__ import annotations

import pytest

from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.secrecy import names_persons, persons_told_by
from desk_app.locations import shipped

TEXT, PERSON, INTEGER = ColumnKind.TEXT, ColumnKind.PERSON, ColumnKind.INTEGER


def form(*columns: tuple[str, ColumnKind], name: str = "统计表") -> FormDefinition:
    made = tuple(Column(f"c{place}", heading, kind) for place, (heading, kind) in enumerate(columns))
    return FormDefinition(name, name, made)


@pytest.mark.parametrize(("heading", "kind"), [
    ("姓名", TEXT), ("学员姓名", TEXT), ("慰问对象", PERSON), ("身份证号", TEXT), ("联系电话", TEXT),
    ("家庭住址", TEXT), ("困难党员", PERSON), ("出生年月", TEXT), ("谈话内容", TEXT),
])  # fmt: skip
def test_a_column_that_lists_persons_or_what_is_theirs_alone_tells_it(heading: str, kind: ColumnKind) -> None:
    assert names_persons(form(("序号", ColumnKind.SERIAL), (heading, kind)))


@pytest.mark.parametrize(("heading", "kind"), [
    ("责任人", PERSON), ("牵头领导", PERSON), ("主持人", PERSON), ("记录人", PERSON), ("授课人", PERSON),
    ("慰问对象", TEXT), ("谈话", INTEGER), ("听课人数", INTEGER), ("责任单位", ColumnKind.UNIT),
])  # fmt: skip
def test_who_acts_for_an_office_and_how_many_there_were_tell_nothing(heading: str, kind: ColumnKind) -> None:
    assert not names_persons(form(("事项", TEXT), (heading, kind)))


def test_what_tells_it_is_said_in_words() -> None:
    assert persons_told_by(form(("姓名", TEXT))) == "有“姓名”一栏"
    assert persons_told_by(form(("事项", TEXT), name="大谈话统计表")) == "名称或栏目里有“谈话”"
    assert persons_told_by(form(("事项", TEXT))) == ""


def test_of_the_shipped_forms_those_are_personal_that_are() -> None:
    catalogue = load_catalogue([shipped().forms])
    told = {one.name for one in (*catalogue.ready, *catalogue.forms) if names_persons(one)}
    assert told == {"谈心谈话记录表", "民主评议表", "单位负面清单", "个人负面清单", "签到表", "大谈话统计表"}
