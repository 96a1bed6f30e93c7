from pathlib import Path

import pytest

from desk_app.campaign.period import Rhythm
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.loader import DefinitionError, load_form
from desk_app.locations import shipped
from desk_app.problems import DeskError

ANNEXES = {
    "任务清单": ["序号", "任务事项", "任务事项(2)", "责任单位", "完成时限"],
    "大谈话统计表": [
        "序号", "谈话人", "单位及职务", "谈话对象", "单位及职务(2)", "记录人", "谈话时间", "谈话地点", "谈话内容类型",
    ],
    "大调研课题申报表": ["序号", "课题名称", "调研目的", "调研安排", "牵头领导牵头部门、参与部门"],
    "提建议清单": ["序号", "建议内容"],
    "办实事征集表": ["序号", "办实事事项", "主要内容", "参与部门", "牵头领导"],
    "整改台账": ["序号", "问题来源", "问题表述", "整改目标", "整改措施", "责任单位", "责任人", "完成时限", "进展情况"],
}  # fmt: skip


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def shipped_forms() -> dict[str, FormDefinition]:
    template = load_catalogue([shipped().forms]).template("学习宣传贯彻党的二十大精神")
    return {form.name: form for form in template.forms}


def test_the_shipped_annexes_have_exactly_the_columns_of_the_plan() -> None:
    assert {name: list(form.labels) for name, form in shipped_forms().items()} == ANNEXES


def test_the_shipped_annexes_stand_in_annex_order_with_the_ledger_last() -> None:
    assert list(shipped_forms()) == list(ANNEXES)


def test_annexes_three_to_five_are_collected_once_and_the_talks_monthly() -> None:
    collected = {name: form.collected for name, form in shipped_forms().items()}
    assert collected == {
        "任务清单": None,
        "大谈话统计表": Rhythm.MONTH,
        "大调研课题申报表": Rhythm.ONCE,
        "提建议清单": Rhythm.ONCE,
        "办实事征集表": Rhythm.ONCE,
        "整改台账": Rhythm.MONTH,
    }


@pytest.mark.parametrize(
    "said", ["附件2", "大谈话统计表", "学习宣传贯彻党的二十大精神·大谈话统计表", "附件 2", "附件2 大谈话统计表"]
)
def test_a_form_answers_to_its_annex_and_its_short_and_full_title(said: str) -> None:
    forms = shipped_forms()
    assert [form.name for form in forms.values() if form.answers_to(said)] == ["大谈话统计表"]


def test_every_mistake_of_a_definition_is_reported_at_once_with_file_and_key(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "坏表.toml",
        """
        name = ""
        titel = "写错的键"
        collected = "daily"
        blank_rows = "十"
        [due]
        day = 40
        [[column]]
        key = "a"
        heading = "甲"
        kind = "choice"
        [[column]]
        key = "a"
        heading = ""
        row_date = true
        """,
    )
    with pytest.raises(DefinitionError) as refused:
        load_form(path)
    said = "\n".join(refused.value.mistakes)
    for key in ("name", "titel", "title", "collected", "blank_rows", "due.day", "column[1].choices",
                "column[2].key", "column[2].heading", "column[2].row_date"):  # fmt: skip
        assert f"坏表.toml {key}：" in said
    assert str(refused.value).startswith("表样定义有误")


def test_mistakes_of_several_files_are_reported_together(tmp_path: Path) -> None:
    folder = tmp_path / "专项"
    folder.mkdir()
    write(folder, "campaign.toml", 'title = "专项"\nstart = 2023-12-31\nend = 2023-01-01\n')
    write(folder, "一.toml", "name = ")
    write(folder, "二.toml", 'name = "二"\n')
    with pytest.raises(DefinitionError) as refused:
        load_catalogue([tmp_path])
    said = "\n".join(refused.value.mistakes)
    for file in ("campaign.toml", "一.toml", "二.toml"):
        assert f"专项/{file}" in said


def test_an_office_s_own_form_beside_the_shipped_ones_needs_no_code(tmp_path: Path) -> None:
    folder = tmp_path / "本局专项"
    folder.mkdir()
    write(folder, "campaign.toml", 'title = "本局专项"\nstart = 2023-01-01\nend = 2023-06-30\n')
    write(
        folder,
        "学习记录.toml",
        'name = "学习记录"\ntitle = "学习记录"\ncollected = "week"\n[[column]]\nkey = "n"\nheading = "人数"\n'
        'kind = "integer"\n',
    )
    form = load_catalogue([shipped().forms, tmp_path]).template("本局专项").forms[0]
    assert form.collected is Rhythm.WEEK
    assert form.columns[0].kind is ColumnKind.INTEGER


def test_an_unknown_template_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(DeskError, match="学习宣传贯彻党的二十大精神"):
        load_catalogue([shipped().forms]).template("没有的专项")
