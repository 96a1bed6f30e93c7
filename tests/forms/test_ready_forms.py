"""The ready forms bear the columns that offices know, stand apart from the campaigns, and an office adds its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from desk_app.forms.catalogue import READY_FOLDER, load_catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.forms.loader import DefinitionError, load_form
from desk_app.forms.secrecy import names_persons
from desk_app.forms.writing import form_toml
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.blank_annex import known_annexes
from desk_app.storage.definitions import from_structure, to_structure

TABLES = {
    "征求意见表": "序号 征求对象 意见和建议",
    "民主评议表": "序号 评议对象 评议意见",
    "会议学习记录": "序号 名称 时间 地点 应到 实到 主持人 记录人 议题",
    "党课统计表": "序号 授课人 职务 题目 时间 地点 听课人数",
    "签到表": "序号 姓名 单位及职务 签到",
    "废改立清单": "序号 文号 文件名称 出台日期 废/改/立 关联文件",
    "民生实事责任分解表": "序号 实事事项 工作内容 责任单位 责任人 完成时限",
    "单位负面清单": "序号 存在问题 整改措施 完成时限",
    "办实事调度台账": "序号 办实事事项 调度时间 进展情况 办理状态 下步打算",
    "个人负面清单": "序号 姓名 职务 存在问题 整改措施 完成时限",
}

RECORDS = {
    "谈心谈话记录表": "谈话人 职务 谈话对象 职务(2) 谈话时间 谈话地点 谈话内容",
    "月报": "集中学习 研讨 党课 谈话 调研 征求意见 办实事 参加人次 特色做法 存在问题 下月打算",
    "督办单": "督办事项 责任单位 完成时限 办理情况",
}


def ready(name: str) -> FormDefinition:
    return load_catalogue([shipped().forms]).ready_form(name)


@pytest.mark.parametrize("name", [*TABLES, *RECORDS])
def test_a_ready_form_has_the_columns_that_offices_keep_and_no_other(name: str) -> None:
    assert " ".join(ready(name).labels) == (TABLES | RECORDS)[name]
    assert ready(name).record is (name in RECORDS)


def test_every_shipped_ready_form_is_known_here() -> None:
    assert {form.name for form in load_catalogue([shipped().forms]).ready} == {*TABLES, *RECORDS}


def test_a_talk_is_signed_by_both_and_a_monthly_report_by_three_with_a_box_for_nothing_to_report() -> None:
    assert ready("谈心谈话记录表").signatures == ("谈话人（签字）", "谈话对象（签字）")
    assert ready("月报").signatures == ("填报人", "审核人", "负责人（签字）")
    assert (ready("月报").note, ready("月报").sealed) == ("□零报告", True)


@pytest.mark.parametrize("name", RECORDS)
def test_a_form_of_a_page_a_record_is_kept_as_one(tmp_path: Path, name: str) -> None:
    path = tmp_path / "表.toml"
    path.write_text(form_toml(ready(name)), "utf-8")
    assert load_form(path) == ready(name)
    assert from_structure(json.loads(json.dumps(to_structure(ready(name))))) == ready(name)


def test_judgements_and_what_becomes_of_a_document_are_chosen_from_closed_lists() -> None:
    opinion, act = ready("民主评议表").column("opinion"), ready("废改立清单").column("act")
    assert (opinion.choices, opinion.closed) == (("满意", "基本满意", "不满意"), True)
    assert (act.choices, act.closed) == (("废", "改", "立"), True)


def test_ready_forms_are_no_template_and_returns_are_not_recognised_by_them_unasked() -> None:
    catalogue = load_catalogue([shipped().forms])
    assert READY_FOLDER not in {template.name for template in catalogue.templates}
    assert not {id(form) for form in catalogue.ready} & {id(form) for form in catalogue.forms}
    assert {form.name for form in catalogue.forms} & set(TABLES) == {"单位负面清单", "个人负面清单"}


def test_the_ready_forms_that_name_persons_are_kept_out_of_previews() -> None:
    told = {form.name for form in load_catalogue([shipped().forms]).ready if names_persons(form)}
    assert {"谈心谈话记录表", "民主评议表", "单位负面清单", "个人负面清单"} <= told


def test_a_blank_of_a_ready_form_is_offered_before_any_campaign_is_open() -> None:
    known = dict(known_annexes([shipped().forms]))
    assert set(TABLES) <= {form.name for form in known[READY_FOLDER]}


def test_an_office_s_own_ready_form_stands_beside_the_shipped_ones_and_its_mistakes_are_told(tmp_path: Path) -> None:
    folder = tmp_path / READY_FOLDER
    folder.mkdir()
    own = folder / "宣讲统计表.toml"
    own.write_text('name = "宣讲统计表"\ntitle = "宣讲统计表"\n[[column]]\nkey = "a"\nheading = "场次"\n', "utf-8")
    catalogue = load_catalogue([shipped().forms, tmp_path])
    assert catalogue.ready_form("宣讲统计表").labels == ("场次",)
    assert len(catalogue.ready) == len(load_catalogue([shipped().forms]).ready) + 1
    own.write_text('name = "宣讲统计表"\n', "utf-8")
    with pytest.raises(DefinitionError, match=r"常用表/宣讲统计表\.toml title"):
        load_catalogue([shipped().forms, tmp_path])


def test_a_ready_form_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(DeskError, match=r"常用表里没有“花名册”，现有：.*党课统计表"):
        ready("花名册")
