"""表样 in 设置: a form is read, changed with its paper beside it, kept, carried, and taken over as a new version."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desk_app.forms.definition import ColumnKind
from desk_app.forms.links import Link
from desk_app.forms.rules import Relation, RuleLevel
from desk_app.services.own_forms import own_folder
from desk_app.storage import campaigns
from desk_app.ui.forms_editor.columns_model import CHOICES_AT, HEADING, KIND, REQUIRED, ROW_DATE
from desk_app.ui.forms_editor.editor import FormEditor, LeaveDialog
from desk_app.ui.forms_editor.links_model import FORM, OTHER, OWN, SHOW
from desk_app.ui.forms_editor.list_dialog import FormsDialog
from desk_app.ui.forms_editor.rules_model import AGAINST, COLUMN, LEVEL, RELATION, WHEN
from desk_app.ui.forms_editor.table_model import CHOICES
from desk_app.ui.outside import Outside
from desk_app.ui.window import MainWindow
from tests.ui.conftest import Make


def opened(window: MainWindow) -> FormsDialog:
    window.go("settings")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    (button,) = [
        one for one in window.house.room("settings").findChildren(QPushButton) if one.objectName().startswith("edit")
    ]
    button.click()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, FormsDialog) and one.isVisible()]
    assert isinstance(dialog, FormsDialog)
    return dialog


def editing(dialog: FormsDialog, name: str) -> FormEditor:
    (item,) = dialog.forms.findItems(name, Qt.MatchFlag.MatchContains)
    dialog.forms.setCurrentItem(item)
    dialog.act.click()
    assert dialog.editor is not None
    return dialog.editor


def write(editor: FormEditor, row: int, column: int, text: str) -> None:
    model = editor.columns.model
    assert model.setData(model.index(row, column), text)


def looked_at(editor: FormEditor) -> str:
    editor.pane._read()
    assert editor.pane.preview is not None
    return editor.pane.said.text()


def test_the_lines_of_the_editor_are_sound_models(window: MainWindow) -> None:
    editor = editing(opened(window), "会议学习记录")
    testers = [QAbstractItemModelTester(page.model) for page in (editor.columns, editor.rules, editor.links)]
    for page in (editor.columns, editor.rules, editor.links):
        page._add()
        page._up()
        page._take_out()
    assert len(testers) == 3
    editor.leave()


def test_columns_are_changed_and_the_paper_follows(window: MainWindow, qtbot: QtBot) -> None:
    editor = editing(opened(window), "会议学习记录")
    first = editor.pane.preview
    assert first is not None
    assert editor.pane.said.text() == "共1页，单面，一式1份"
    write(editor, 1, HEADING, "会议名称")
    editor.columns._go(3)
    editor.columns._add()
    write(editor, 4, HEADING, "会议类别")
    write(editor, 4, KIND, "选项")
    assert "可选的词" in looked_at(editor)
    write(editor, 4, CHOICES_AT, "支部党员大会、支委会；党小组会")
    model = editor.columns.model
    assert model.setData(model.index(4, REQUIRED), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    assert not model.setData(model.index(4, ROW_DATE), Qt.CheckState.Checked.value, Qt.ItemDataRole.CheckStateRole)
    made = editor.form.columns[4]
    assert (made.kind, made.choices, made.required) == (
        ColumnKind.CHOICE,
        ("支部党员大会", "支委会", "党小组会"),
        True,
    )
    assert "可选的词" not in looked_at(editor)
    second = editor.pane.preview
    assert second is not None
    assert second.content != first.content
    editor.act.click()
    assert window.notices.text.startswith("已存为本局常用表“会议学习记录”")
    desk = window.worker._open_desk()
    assert (own_folder(desk) / "会议学习记录.toml").is_file()
    assert desk.catalogue.ready_form("会议学习记录").labels[1] == "会议名称"


def test_rules_are_written_with_headings_and_kept_with_keys(window: MainWindow) -> None:
    editor = editing(opened(window), "会议学习记录")
    rules = editor.rules.model
    assert rules.data(rules.index(0, AGAINST)) == "应到"
    editor.rules._add()
    for column, text in ((COLUMN, "实到"), (RELATION, "等于"), (AGAINST, "“大谈话统计表”的行数"), (LEVEL, "提示")):
        rules.setData(rules.index(1, column), text)
    editor.rules._add()
    for column, text in ((COLUMN, "议题"), (RELATION, "必须填写"), (LEVEL, "错误"), (WHEN, "名称=支委会")):
        rules.setData(rules.index(2, column), text)
    _, across, only = editor.form.checks
    assert (across.column, across.relation, across.form, across.level) == (
        "present",
        Relation.EQUAL,
        "大谈话统计表",
        RuleLevel.HINT,
    )
    assert (only.column, only.relation, only.when, only.when_is) == ("topic", Relation.FILLED, "name", "支委会")
    assert "规则" not in looked_at(editor)
    editor.leave()


def test_a_ledger_that_follows_another_form_is_made_in_the_editor(window: MainWindow) -> None:
    editor = editing(opened(window), "会议学习记录")
    model = editor.links.model
    assert model.lines == []
    editor.links._add()
    assert model.lines[0].form in {"大谈话统计表", "大调研课题申报表"}
    assert "办实事征集表" in model.index(0, FORM).data(CHOICES)
    assert model.setData(model.index(0, FORM), "办实事征集表")
    assert model.index(0, OTHER).data() == "办实事事项"
    assert not model.setData(model.index(0, OTHER), "没有的栏目")
    assert model.setData(model.index(0, OTHER), "主要内容")
    assert model.setData(model.index(0, OWN), "议题")
    assert model.setData(model.index(0, SHOW), "时间、地点")
    assert not model.setData(model.index(0, SHOW), "时间、没有的栏目")
    assert model.lines == [Link("办实事征集表", "topic", "content", ("held_on", "place"))]
    editor.act.click()
    kept = window.worker._open_desk().catalogue.ready_form("会议学习记录")
    assert kept.links == (Link("办实事征集表", "topic", "content", ("held_on", "place")),)


def test_a_link_whose_column_is_taken_out_is_told_in_words_and_mended(window: MainWindow) -> None:
    editor = editing(opened(window), "办实事调度台账")
    assert editor.links.model.lines[0].form == "办实事征集表"
    place = [one.key for one in editor.columns.model.lines].index("matter")
    editor.columns.model.take_out(place)
    assert "第1条挂接的本表栏目" in looked_at(editor)
    assert editor.links.model.setData(editor.links.model.index(0, OWN), "下步打算")
    assert "挂接" not in looked_at(editor)
    editor.links.model.take_out(0)
    assert editor.form.links == ()
    editor.leave()


def test_a_blank_table_of_the_superior_is_read_and_confirmed(window: MainWindow, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["附件6"],
        ["安全生产检查表"],
        ["填报单位："],
        ["序号", "检查时间", "发现问题", "整改措施"],
        ["1"],
        ["2"],
    ):
        sheet.append(line)
    path = tmp_path / "附件6.xlsx"
    book.save(path)
    dialog = opened(window)
    dialog.read_blank(path)
    editor = dialog.editor
    assert editor is not None
    assert (editor.basic.title.text(), editor.basic.annex.text()) == ("安全生产检查表", "附件6")
    assert [one.kind for one in editor.form.columns][:3] == [ColumnKind.SERIAL, ColumnKind.DATE, ColumnKind.LONG]
    editor.basic.due.setText("次月5日")
    editor.basic.due.textEdited.emit("次月5日")
    due = editor.form.due
    assert due is not None
    assert (due.day, due.months_after) == (5, 1)
    editor.basic.due.setText("五号左右")
    editor.basic.due.textEdited.emit("五号左右")
    assert "报送时限看不懂" in editor.basic.wrong.text()
    assert editor.form.due == due
    editor.act.click()
    assert [item.text() for item in dialog.forms.findItems("安全生产检查表", Qt.MatchFlag.MatchContains)] == [
        "安全生产检查表　（常用表，本局的）"
    ]


def test_a_form_in_use_becomes_a_new_version_that_can_be_taken_back(window: MainWindow) -> None:
    dialog = opened(window)
    editor = editing(dialog, "附件2 大谈话统计表")
    assert editor.act.text() == "用到专项（第2版）"
    assert editor.basic.name.isReadOnly()
    write(editor, 7, HEADING, "谈话地方")
    editor.act.click()
    assert window.notices.text.startswith("“大谈话统计表”已改为新的一版")
    assert dialog.forms.findItems("大谈话统计表　（本专项　第2版）", Qt.MatchFlag.MatchContains)
    desk = window.worker._open_desk()
    with desk.store.read() as reader:
        every = campaigns.forms_of(reader, desk.campaign(None).id, all_versions=True)
    assert [one.definition.columns[7].heading for one in every if one.name == "大谈话统计表"] == [
        "谈话地点",
        "谈话地方",
    ]
    window.notices._ask_undo()
    with desk.store.read() as reader:
        assert campaigns.find_form(reader, desk.campaign(None).id, "附件2").version == 1


def test_what_was_changed_is_not_lost_by_closing(window: MainWindow, qtbot: QtBot) -> None:
    editor = editing(opened(window), "签到表")
    write(editor, 1, HEADING, "姓名（手签）")
    qtbot.keyClick(editor, Qt.Key.Key_Escape)
    assert editor.isVisible()
    (asked,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, LeaveDialog) and one.isVisible()]
    asked.close()
    assert editor.form.columns[1].heading == "姓名（手签）"
    editor.leave()


def test_a_form_is_carried_to_another_computer(window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(window)
    (item,) = dialog.forms.findItems("签到表　", Qt.MatchFlag.MatchContains)
    dialog.forms.setCurrentItem(item)
    dialog.export_to(tmp_path / "签到表.toml")
    text = (tmp_path / "签到表.toml").read_text("utf-8").replace("签到表", "到会签名表")
    (tmp_path / "来.toml").write_text(text, "utf-8")
    dialog.import_from(tmp_path / "来.toml")
    assert dialog.editor is not None
    assert dialog.editor.form.name == "到会签名表"
    dialog.editor.act.click()
    assert dialog.forms.findItems("到会签名表　（常用表，本局的）", Qt.MatchFlag.MatchContains)
    (tmp_path / "错.toml").write_text(text.replace('kind = "serial"', 'kind = "number"'), "utf-8")
    dialog.import_from(tmp_path / "错.toml")
    assert "行 column[1].kind：“number”不在可选范围" in window.notices.text


def test_a_wrong_file_of_the_office_is_told_when_the_window_opens(make_window: Make, outside: Outside) -> None:
    folder = outside.data / "forms" / "常用表"
    folder.mkdir(parents=True)
    (folder / "错表.toml").write_text('name = "错表"\ntitle = "错表"\nlandscap = true\n', "utf-8")
    window = make_window()
    window.session.open(outside.data)
    assert window.notices.text.startswith("表样文件“常用表/错表.toml”第3行 landscap：没有这个项目，请核对拼写")
    assert window.session.overview is not None
