"""The ready forms bear the columns that offices know, stand apart from the campaigns, and an office adds its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk_app.forms.catalogue import READY_FOLDER, load_catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.forms.loader import DefinitionError
from desk_app.forms.secrecy import names_persons
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.blank_annex import known_annexes

TABLES = {
    "征求意见表": "序号 征求对象 意见和建议",
    "民主评议表": "序号 评议对象 评议意见",
    "会议学习记录": "序号 名称 时间 地点 应到 实到 主持人 记录人 议题",
    "党课统计表": "序号 授课人 职务 题目 时间 地点 听课人数",
    "签到表": "序号 姓名 单位及职务 签到",
    "废改立清单": "序号 文号 文件名称 出台日期 废/改/立 关联文件",
    "民生实事责任分解表": "序号 实事事项 工作内容 责任单位 责任人 完成时限",
    "单位负面清单": "序号 存在问题 整改措施 完成时限",
    "个人负面清单": "序号 姓名 职务 存在问题 整改措施 完成时限",
}


def ready(name: str) -> FormDefinition:
    return load_catalogue([shipped().forms]).ready_form(name)


@pytest.mark.parametrize("name", TABLES)
def test_a_ready_table_has_the_columns_that_offices_keep_and_no_other(name: str) -> None:
    assert " ".join(ready(name).labels) == TABLES[name]


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
    assert {"民主评议表", "单位负面清单", "个人负面清单"} <= told


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
