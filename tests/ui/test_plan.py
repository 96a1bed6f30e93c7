"""方案: a plan is read beside its own text, its doubts are ruled, a campaign starts, later papers move it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desk_app import app, locations
from desk_app.campaign.model import CampaignOutline
from desk_app.campaign.period import Rhythm
from desk_app.forms.definition import ColumnKind
from desk_app.services.calendar_items import calendar_items
from desk_app.services.calendar_open import open_items
from desk_app.services.desk import Desk
from desk_app.services.plan_doubts import Doubt, Stage
from desk_app.services.plan_page import TaskView, plan_page
from desk_app.services.task_board import task_board
from desk_app.storage import rulings
from desk_app.ui.opening import sample_clock
from desk_app.ui.outside import Outside
from desk_app.ui.plan.dialogs import DoubtPaperDialog, WhatDialog
from desk_app.ui.plan.form_models import CHOICES_ROLE, ColumnsModel, FormsModel
from desk_app.ui.plan.lines import LinesModel
from desk_app.ui.plan.room import PlanRoom
from desk_app.ui.plan.start_dialog import StartDialog
from desk_app.ui.window import MainWindow
from tests.conftest import call

PLAN = locations.shipped().sample / "方案.docx"
NOTICE = """关于调整有关时限的通知
各科室、二级机构、分局：
一、上党课活动完成时限由2023年5月底前延长至2023年8月底前。
二、课题申报时限推迟到2023年3月10日17时前。
三、任务清单第7项完成时限改为2023年13月底前。
其他事项不变。
中共青屏市生态环境局党组
2023年1月9日
"""


@pytest.fixture
def room(fresh: MainWindow) -> PlanRoom:
    fresh.go("plan")
    found = fresh.house.room("plan")
    assert isinstance(found, PlanRoom)
    return found


@pytest.fixture
def opened(room: PlanRoom) -> PlanRoom:
    room.read_in(PLAN)
    return room


@pytest.fixture
def started(opened: PlanRoom) -> PlanRoom:
    rule(opened, 0, "局党组会议定")
    opened.starting.ask()
    dialog = shown(StartDialog)
    dialog._go()  # type: ignore[attr-defined]
    return opened


def desk_of(room: PlanRoom) -> Desk:
    return room.worker._open_desk()


def shown(kind: type[QDialog]) -> QDialog:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def choose_doubt(room: PlanRoom, row: int) -> Doubt:
    room.view.choose_tab("doubts")
    room.view.table.selectRow(row)
    line = room.view.line
    assert line is not None
    assert isinstance(line.thing, Doubt)
    return line.thing


def rule(room: PlanRoom, choice: int, basis: str) -> None:
    choose_doubt(room, 0)
    room.view.doubt.group.button(choice).click()
    room.view.doubt.basis.setText(basis)
    room.view.doubt.rule.click()


def answers(room: PlanRoom) -> list[tuple[Stage, str, str]]:
    assert room.page is not None
    page = plan_page(desk_of(room), room.page.head.id)
    return [(one.answer.stage, one.answer.said, one.answer.basis) for one in page.doubts]


def test_a_plan_is_read_and_its_doubts_stand_first_with_both_quotations(opened: PlanRoom) -> None:
    assert [one.title for one in opened.view.lists] == ["疑点3", "任务20", "次数要求11", "附表4"]
    doubt = choose_doubt(opened, 0)
    assert [one.text for one in doubt.quotes] == ["2023年5月底前", "2023年6月底前"]
    words = [button.text() for button in opened.view.doubt.group.buttons()]
    assert words == ["2023年5月31日", "2023年6月30日", "另定"]
    assert "疑点3处" in opened.notices.text


def test_choosing_a_thing_marks_its_own_words_in_the_text(opened: PlanRoom) -> None:
    for each in opened.view.lists:
        opened.view.choose_tab(each.name)
        for row, line in enumerate(each.lines):
            opened.view.table.selectRow(row)
            marked = opened.view.text.marked
            if each.name != "forms":
                assert line.sources[0].text in marked, (each.name, row)
            else:
                assert marked.startswith("序号")


def test_a_click_in_the_text_chooses_what_stands_there(opened: PlanRoom, qtbot: QtBot) -> None:
    assert opened.page is not None
    opened.window().resize(1366, 768)
    task = opened.page.tasks[6]
    text = opened.view.text
    text.point_at(text._places.stretches(task.task.source)[0].first + 3)
    line = opened.view.line
    assert line is not None
    assert line.thing == task
    qtbot.waitUntil(lambda: text.verticalScrollBar().maximum() > 0)
    text.mark(opened.page.doubts[1].quotes)
    spot = text.cursorRect().center()
    qtbot.mouseClick(text.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(spot.x() + 4, spot.y()))
    assert opened.view.line is not None
    assert opened.view.line.thing == opened.page.doubts[1]


def test_a_quotation_is_gone_to_from_its_doubt(opened: PlanRoom) -> None:
    choose_doubt(opened, 0)
    second = opened.view.doubt.findChild(object, "quote1")
    assert second is not None
    second.click()  # type: ignore[attr-defined]
    assert opened.view.text.marked == "2023年6月底前"


def test_a_choice_is_kept_as_a_proposal_and_becomes_a_ruling_on_a_basis(opened: PlanRoom) -> None:
    choose_doubt(opened, 0)
    opened.view.doubt.group.button(0).click()
    assert answers(opened)[0] == (Stage.PROPOSED, "2023年5月31日", "")
    opened.view.doubt.rule.click()
    assert "依据" in opened.notices.text
    assert answers(opened)[0][0] is Stage.PROPOSED
    opened.view.doubt.basis.setText("局党组会议定")
    opened.view.doubt.rule.click()
    assert answers(opened)[0] == (Stage.RULED, "2023年5月31日", "局党组会议定")
    assert opened.page is not None
    ruled = [(one.number, one.due, one.basis) for one in opened.page.tasks if one.basis]
    assert ruled == [(str(number), date(2023, 5, 31), "局党组会议定") for number in (4, 5, 6)]
    assert opened.page.tasks[3].task.deadline.text == "2023年6月底前"


def test_another_day_may_be_typed_in_any_spelling_and_a_day_that_is_none_is_refused(opened: PlanRoom) -> None:
    choose_doubt(opened, 0)
    for typed in ("六月十五日", "2023.6.15", "6月15日"):
        opened.view.doubt.other.setText(typed)
        opened.view.doubt.other.editingFinished.emit()
        assert answers(opened)[0][:2] == (Stage.PROPOSED, "2023年6月15日")
        opened.view.doubt.clear.click()
        assert answers(opened)[0][0] is Stage.OPEN
    opened.view.doubt.other.setText("6月31日")
    opened.view.doubt.other.editingFinished.emit()
    assert "6月没有31日" in opened.notices.text
    assert answers(opened)[0][0] is Stage.OPEN


def test_every_answer_can_be_taken_back_from_the_notice(opened: PlanRoom) -> None:
    rule(opened, 1, "局长批示")
    opened.notices._ask_undo()
    assert answers(opened)[0] == (Stage.PROPOSED, "2023年6月30日", "")
    assert opened.notices.text.startswith("已撤销")
    opened.view.doubt.put_off.click()
    assert answers(opened)[0][0] is Stage.PUT_OFF


def test_a_signed_sheet_rules_all_proposals_at_once(opened: PlanRoom) -> None:
    for row in range(2):
        choose_doubt(opened, row)
        opened.view.doubt.group.button(0).click()
    opened.deciding.rule_all("王局长1月5日在疑点核对单上签字")
    assert [one[0] for one in answers(opened)] == [Stage.RULED, Stage.RULED, Stage.OPEN]


def test_corrections_stand_beside_the_reading_and_never_in_it(opened: PlanRoom) -> None:
    opened.view.choose_tab("tasks")
    opened.view.table.selectRow(0)
    item = opened.view.item
    item.units.setText("办公室")
    item.due.setText("2023年4月1日")
    item.keep.click()
    assert "依据" in opened.notices.text
    item.basis.setText("分管局长定")
    item.keep.click()
    assert opened.page is not None
    task = opened.page.tasks[0]
    assert (task.units, task.due, task.basis) == ("办公室", date(2023, 4, 1), "分管局长定")
    assert task.task.deadline.text == "2023年6月底前"
    assert "机关党委" in task.task.unit_names
    item.drop.click()
    assert opened.page.tasks[0].dropped
    assert opened.view.line is not None
    assert opened.view.line.cells[-1] == "－ 不列入"
    item.drop.click()
    assert not opened.page.tasks[0].dropped


PHASED = """关于开展作风建设活动的实施方案
各科室：
一、活动步骤
（一）动员部署阶段（2022年1月31日前）
各科室要召开动员会。
（二）查摆整改阶段（2022年2月1日至7月31日）
各科室要查摆问题。（责任单位：办公室，完成时限：2022年6月30日前）
（三）总结提高阶段（2022年8月1日以后）
各科室要报送总结。（责任单位：办公室，完成时限：2022年12月10日前）
二、有关要求
每周对工作情况进行调度。“七一”前后，党支部书记为支部党员讲1次专题党课。
某市生态环境局
2021年12月1日
"""


@pytest.fixture
def phased(room: PlanRoom, tmp_path: Path) -> PlanRoom:
    path = tmp_path / "作风建设方案.txt"
    path.write_text(PHASED, encoding="utf-8")
    room.read_in(path)
    return room


def choose_line(room: PlanRoom, tab: str, words: str) -> None:
    room.view.choose_tab(tab)
    row = next(place for place, one in enumerate(room.view.model.shown.lines) if words in "".join(one.cells))
    room.view.table.selectRow(row)


def begin(room: PlanRoom) -> CampaignOutline:
    room.starting.ask()
    shown(StartDialog)._go()  # type: ignore[attr-defined]
    assert room.session.campaign is not None
    return room.session.campaign.outline


def test_a_duty_is_set_right_beside_its_sentence_and_can_be_had_back(phased: PlanRoom) -> None:
    choose_line(phased, "duties", "每周对工作情况进行调度")
    fields = phased.view.item.duty
    assert (fields.when.text(), fields.least.text()) == ("每周", "")
    fields.content.setPlainText("调度工作情况")
    fields.who.setText("各科室")
    fields.when.setText("每月20日前")
    fields.least.setText("2次")
    phased.view.item.keep.click()
    assert phased.view.line is not None
    assert phased.view.line.cells == ("调度工作情况", "各科室", "每月20日前，至少2次", "√ 已更正")
    assert phased.view.text.marked.startswith("每周")
    assert phased.page is not None
    assert phased.page.reading.duties[0].content.startswith("每周对工作情况进行调度")
    phased.view.item.drop.click()
    phased.view.item.drop.click()
    assert phased.view.line.cells[0] == "调度工作情况"
    phased.view.item.restore.click()
    assert phased.view.line.cells[0].startswith("每周对工作情况进行调度")
    phased.notices._ask_undo()
    assert phased.view.line.cells[0] == "调度工作情况"
    (duty,) = [one for one in begin(phased).duties if one.content == "调度工作情况"]
    assert (duty.recurrence, duty.min_count, duty.who, duty.doubt) == ("FREQ=MONTHLY;BYMONTHDAY=20", 2, "各科室", "")
    assert duty.deadline.startswith("每周")


@pytest.mark.parametrize(
    ("when", "least", "said"),
    [
        ("6月31日前", "1", "6月31日前"),
        ("适时", "1", "没有具体日期"),
        ("“七一”前后", "1", "请确认"),
        ("每月", "几", "不是1至"),
        ("7月31日前", "", "要写周期"),
        ("8月1日起", "1", "请确认"),
    ],
)
def test_what_is_not_certain_is_refused_and_nothing_changes(phased: PlanRoom, when: str, least: str, said: str) -> None:
    choose_line(phased, "duties", "专题党课")
    assert phased.view.line is not None
    before = phased.view.line.cells
    fields = phased.view.item.duty
    fields.when.setText(when)
    fields.least.setText(least)
    phased.view.item.keep.click()
    assert said in phased.notices.text
    assert phased.view.line.cells == before
    assert fields.when.text() == when


def test_a_window_in_doubt_is_dated_only_after_a_person_confirmed_it_also_once_the_campaign_goes_on(
    phased: PlanRoom,
) -> None:
    (quota,) = begin(phased).quotas
    assert quota.doubt
    campaign = phased.session.campaign
    assert campaign is not None
    desk = desk_of(phased)
    first, last = date(2022, 6, 1), date(2022, 7, 31)
    assert not [one for one in calendar_items(desk, campaign, first, last) if "党课" in one.title]
    assert [one.kind for one in open_items(desk, task_board(desk, campaign)) if "党课" in one.title] == ["次数要求"]
    phased.context.go("plan", "")
    choose_line(phased, "duties", "专题党课")
    assert phased.view.item.duty.when.text() == "2022年6月24日至2022年7月8日"
    phased.view.item.keep.click()
    (item,) = [one for one in calendar_items(desk, campaign, first, last) if "党课" in one.title]
    assert item.day == date(2022, 7, 8)
    assert not open_items(desk, task_board(desk, campaign))
    phased.notices._ask_undo()
    assert not [one for one in calendar_items(desk, campaign, first, last) if "党课" in one.title]


def test_a_stage_is_set_right_by_the_same_grammar(phased: PlanRoom) -> None:
    assert phased.page is not None
    choose_line(phased, "phases", "总结提高")
    fields = phased.view.item.phase
    assert fields.when.text() == "2022年8月1日以后"
    fields.name.setText("总结验收阶段")
    phased.view.item.keep.click()
    last = phased.page.phases[2]
    assert (last.said.name, last.said.start, last.said.open_end) == ("总结验收阶段", date(2022, 8, 1), True)
    fields.when.setText("8月1日至11月31日")
    phased.view.item.keep.click()
    assert "11月" in phased.notices.text
    fields.when.setText("2022年8月1日至11月30日")
    phased.view.item.keep.click()
    outline = begin(phased)
    found = outline.phases[2]
    assert (found.name, found.start, found.end, found.open_end) == (
        "总结验收阶段",
        date(2022, 8, 1),
        date(2022, 11, 30),
        False,
    )
    assert (outline.phases[0].end, outline.phases[0].open_start) == (date(2022, 1, 31), True)
    assert found.text == phased.page.phases[2].phase.text


def test_a_draft_opens_as_it_was_left_even_after_the_program_was_killed(opened: PlanRoom, tmp_path: Path) -> None:
    rule(opened, 0, "局党组会议定")
    assert opened.page is not None
    copy = tmp_path / "copy"
    shutil.copytree(desk_of(opened).store.folder.root, copy, ignore=shutil.ignore_patterns("*lock*"))
    desk = app.open_desk(copy, clock=sample_clock, own_fonts=False)
    with desk.store:
        page = plan_page(desk, opened.page.head.id)
        assert page.reading == opened.page.reading
        assert page.reading.document == opened.page.reading.document
        assert [one.answer for one in page.doubts] == [one.answer for one in opened.page.doubts]
        assert desk.store.originals.read(page.head.original) == PLAN.read_bytes()


def test_the_same_file_read_again_is_the_draft_that_lies_there(opened: PlanRoom) -> None:
    rule(opened, 0, "局党组会议定")
    assert opened.page is not None
    before = opened.page.head.id
    opened.keep_draft()
    assert opened._pages.currentWidget() is opened.begin
    opened.read_in(PLAN)
    assert opened.page is not None
    assert opened.page.head.id == before
    assert answers(opened)[0][0] is Stage.RULED


def test_a_draft_is_deleted_and_can_be_had_back(opened: PlanRoom) -> None:
    assert opened.page is not None
    opened.show_begin()
    opened.deciding.remove(opened.page.head.id if opened.page else 1)
    assert opened._shown.documents == ()
    opened.notices._ask_undo()
    assert len(opened._shown.documents) == 1


def test_news_is_refused_in_one_sentence(room: PlanRoom, tmp_path: Path) -> None:
    path = tmp_path / "新闻.txt"
    path.write_text(
        "我局召开学习教育动员会\n3月5日，我局召开学习教育动员会，局长作动员讲话。会议指出，要提高认识。会议强调，要抓好落实。\n",
        encoding="utf-8",
    )
    room.read_in(path)
    assert "没有布置任务" in room.notices.text
    assert room.page is None


def test_the_sheet_of_doubts_is_written_as_pdf_excel_and_word(opened: PlanRoom, tmp_path: Path) -> None:
    rule(opened, 0, "局党组会议定")
    opened.print_doubts()
    dialog = shown(DoubtPaperDialog)
    assert isinstance(dialog, DoubtPaperDialog)
    dialog.write_to(tmp_path / "纸", (".pdf", ".xlsx", ".docx"))
    dialog.close()
    names = sorted(path.name for path in (tmp_path / "纸").iterdir())
    assert [name[-5:].lstrip("）") for name in names] == [".docx", ".pdf", ".xlsx"]
    import openpyxl

    sheet = openpyxl.load_workbook(tmp_path / "纸" / names[2]).active
    text = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value)  # type: ignore[union-attr]
    for words in ("疑点核对单", "正文第8段：“2023年5月底前”", "附件1第5行第5列：“2023年6月底前”", "2023年5月31日"):
        assert words in text
    assert "局党组会议定" in text
    assert "领导审定（签字）" in text


def test_a_campaign_starts_with_doubts_open_and_is_due_only_where_that_is_clear_or_ruled(started: PlanRoom) -> None:
    campaign = started.session.campaign
    assert campaign is not None
    assert len(campaign.outline.tasks) == 20
    lines = {line.key: line for line in task_board(desk_of(started), campaign).lines}
    assert lines["1"].due == date(2023, 6, 30)
    assert lines["4"].due == date(2023, 5, 31)
    assert lines["4"].ruling is not None
    assert lines["4"].ruling.basis == "局党组会议定"
    assert lines["4"].task.deadline == "2023年6月底前"
    assert (lines["9"].due, lines["9"].said.value) == (None, "时限待定")
    assert "其中3项时限待定" in started.notices.text
    assert [one.recurrence for one in campaign.outline.duties][:1] == ["MONTHLY"]
    assert len(campaign.outline.quotas) == 7
    assert started.page is not None
    assert started.page.head.state.value == "已启动"


def test_a_ruling_after_the_start_reaches_the_tasks_and_can_be_taken_back(started: PlanRoom) -> None:
    campaign = started.session.campaign
    assert campaign is not None
    choose_doubt(started, 1)
    started.view.doubt.group.button(0).click()
    started.view.doubt.basis.setText("局长签批")
    started.view.doubt.rule.click()
    desk = desk_of(started)
    lines = {line.key: line for line in task_board(desk, campaign).lines}
    assert [lines[key].due for key in ("9", "10", "11")] == [date(2023, 3, 31)] * 3
    assert lines["9"].ruling is not None
    assert lines["9"].ruling.basis == "局长签批"
    started.notices._ask_undo()
    lines = {line.key: line for line in task_board(desk, campaign).lines}
    assert lines["9"].due is None


def test_the_forms_are_confirmed_in_a_table_and_load_from_the_offices_folder_next_time(
    opened: PlanRoom, tmp_path: Path
) -> None:
    opened.starting.ask()
    dialog = shown(StartDialog)
    assert isinstance(dialog, StartDialog)
    dialog.name.setText("我局二十大")
    dialog.forms_table.setCurrentIndex(dialog.forms.index(1, 2))
    kinds = [dialog.columns.index(row, 1).data() for row in range(dialog.columns.rowCount())]
    assert kinds[0] == "序号"
    assert dialog.columns.setData(dialog.columns.index(1, 2), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert dialog.columns.setData(dialog.columns.index(2, 1), "文字")
    assert dialog.forms.setData(dialog.forms.index(3, 3), Rhythm.QUARTER.label)
    assert dialog.forms.setData(dialog.forms.index(2, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialog._go()
    desk = desk_of(opened)
    campaign = opened.session.campaign
    assert campaign is not None
    assert campaign.name == "我局二十大"
    forms = desk.forms_of(campaign)
    assert [one.name for one in forms] == ["任务清单", "大谈话统计表", "大调研课题申报表", "办实事征集表"]
    topics = forms[2]
    assert topics.columns[1].required
    assert topics.columns[2].kind is ColumnKind.TEXT
    assert topics.due is not None
    assert topics.due.on == date(2023, 2, 15)
    assert forms[3].collected is Rhythm.QUARTER
    root = desk.store.folder.root
    opened.worker.use_desk(None)
    again = app.open_desk(root, clock=sample_clock, own_fonts=False)
    with again.store:
        template = again.catalogue.template("我局二十大")
        assert template.forms == forms
        assert template.outline == campaign.outline


def test_what_was_typed_for_the_start_is_kept_when_it_is_put_off_or_refused(opened: PlanRoom) -> None:
    opened.starting.ask()
    dialog = shown(StartDialog)
    assert isinstance(dialog, StartDialog)
    dialog.name.setText("我局二十大")
    dialog.end.setText("2023年11月30日")
    dialog._keep()
    opened.starting.ask()
    dialog = shown(StartDialog)
    assert isinstance(dialog, StartDialog)
    assert (dialog.name.text(), dialog.end.text()) == ("我局二十大", "2023年11月30日")
    dialog.end.setText("2022年1月1日")
    dialog._go()
    assert "起始日期在截止日期之后" in opened.notices.text
    assert opened.session.campaign is None


def test_a_later_paper_changes_only_what_it_names_and_what_a_person_confirms(started: PlanRoom, tmp_path: Path) -> None:
    campaign = started.session.campaign
    assert campaign is not None
    desk = desk_of(started)
    before = {line.key: line.due for line in task_board(desk, campaign).lines}
    path = tmp_path / "延期通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    started.read_in(path, later=True)
    lines = started.view.lists[0].lines
    assert [line.cells[1:] for line in lines] == [
        ("任务4 上党课活动·完成时限", "2023年5月31日", "2023年8月31日"),
        ("任务5 上党课活动·完成时限", "2023年5月31日", "2023年8月31日"),
        ("任务6 上党课活动·完成时限", "2023年5月31日", "2023年8月31日"),
        ("大调研课题申报表（一次性报送）·报送时限", "2023年2月15日", "2023年3月10日17:00前"),
        ("任务7 话体会活动·完成时限", "2023年3月31日", "2023年13月底前"),
    ]
    started.deciding.apply_changes()
    assert "还没有确认" in started.notices.text
    started.view.change.take.click()
    started.view.change.leave.click()
    started.view.change.take.click()
    started.view.change.take.click()
    assert [line.cells[0] for line in started.view.lists[0].lines][:4] == ["√ 采用", "－ 不采用", "√ 采用", "√ 采用"]
    assert not started.view.change.take.isEnabled()
    started.deciding.apply_changes()
    assert "已采用3处变动" in started.notices.text
    board = {line.key: line for line in task_board(desk, campaign).lines}
    moved = {key for key, line in board.items() if line.due != before[key]}
    assert moved == {"4", "6"}
    assert board["4"].due == date(2023, 8, 31)
    assert board["4"].ruling is not None
    assert board["4"].ruling.basis == "《关于调整有关时限的通知》"
    with desk.store.read() as reader:
        from sqlalchemy import select

        from desk_app.storage.tables import ruling

        kept = [
            (row.decision["inner"], row.basis)
            for row in reader.rows(select(ruling).where(ruling.c.kind == "task.dates", ruling.c.subject == "4"))
        ]
        assert rulings.standing(reader, "task.dates", campaign_id=campaign.id)["4"].decision["inner"] == "2023-08-31"
    assert kept == [("2023-05-31", "局党组会议定"), ("2023-08-31", "《关于调整有关时限的通知》")]
    started.notices._ask_undo()
    assert {line.key: line.due for line in task_board(desk, campaign).lines} == before


def test_what_waits_stays_waiting_when_the_confirmed_changes_are_taken(started: PlanRoom, tmp_path: Path) -> None:
    path = tmp_path / "延期通知.txt"
    unread = "四、办实事活动中反映的问题由人事科建立台账。\n其他事项"
    path.write_text(NOTICE.replace("其他事项", unread), encoding="utf-8")
    started.read_in(path, later=True)
    started.view.change.take.click()
    started.deciding.apply_changes()
    assert "另有5处待确认" in started.notices.text
    assert started.page is not None
    assert started.page.head.state.value == "草稿"
    marks = [line.cells[0] for line in started.view.lists[0].lines]
    assert marks == ["√ 已采用", "○ 待确认", "○ 待确认", "○ 待确认", "◆ 日期未定", "◆ 未理解"]
    assert started.view.lists[0].lines[5].cells[1] == "四、办实事活动中反映的问题由人事科建立台账"
    started._take_all.click()
    started.deciding.apply_changes()
    assert "已采用3处变动，另有2处待确认" in started.notices.text
    for line in started.view.lists[0].lines[4:]:
        started.view.choose(line.about)
        started.view.change.leave.click()
    marks = [line.cells[0] for line in started.view.lists[0].lines]
    assert marks == [*["√ 已采用"] * 4, "－ 不采用", "√ 已核对"]
    started.deciding.apply_changes()
    assert started.page is not None
    assert started.page.head.state.value != "草稿"


def test_lateness_is_weighed_anew_when_a_later_paper_moves_a_forms_day(window: MainWindow, tmp_path: Path) -> None:
    from desk_app.storage import collections, submissions

    window.go("plan")
    room = window.house.room("plan")
    assert isinstance(room, PlanRoom)
    desk, campaign = desk_of(room), room.session.campaign
    assert campaign is not None
    with desk.store.read() as reader:
        form = next(one for one in collections.of_campaign(reader, campaign.id) if one.form == "提建议清单")
        before = [one.is_late for one in submissions.select_by(reader, campaign.id, form_id=form.form_id)]
    path = tmp_path / "延期通知.txt"
    path.write_text(
        "关于调整时限的通知\n各单位：\n提建议清单（附件4）报送时限提前至2023年1月2日。\n局办公室\n2022年12月20日\n",
        "utf-8",
    )
    room.read_in(path, later=True)
    room.view.change.take.click()
    room.deciding.apply_changes()
    with desk.store.read() as reader:
        after = [one.is_late for one in submissions.select_by(reader, campaign.id, form_id=form.form_id)]
        moved = collections.get(reader, form.id)
    assert (moved.due_on, moved.due_basis) == (date(2023, 1, 2), "《关于调整时限的通知》")
    assert len(after) == len(before) > 0
    assert all(after)
    assert f"迟报原{sum(before)}份，重算后{len(after)}份" in room.notices.text


def test_a_dropped_file_is_asked_for_what_it_is_once_a_campaign_goes_on(started: PlanRoom, tmp_path: Path) -> None:
    path = tmp_path / "延期通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    spot = QPoint(5, 5).toPointF()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    started.dropEvent(QDropEvent(spot, Qt.DropAction.CopyAction, mime, buttons, keys))
    dialog = shown(WhatDialog)
    assert isinstance(dialog, WhatDialog)
    dialog._later()
    assert started.page is not None
    assert started.page.head.later
    started.take_dropped([path, path])
    assert "一次只能" in started.notices.text


def test_a_narrow_window_shows_the_text_as_one_of_the_lists(opened: PlanRoom) -> None:
    window = opened.window()
    window.resize(640, 420)
    names = [opened.view.tabs.tabText(place) for place in range(opened.view.tabs.count())]
    assert names[0] == "原文"
    assert not opened.view.text.isVisible()
    opened.view._show_quote(0)
    assert opened.view.text.isVisible()
    window.resize(1366, 768)
    assert opened.view.tabs.tabText(0) == "疑点3"
    assert opened.view.text.isVisible()


def test_the_models_keep_qts_contract(opened: PlanRoom, qtmodeltester: ModelTester) -> None:
    assert opened.page is not None
    columns = ColumnsModel()
    columns.show_columns(opened.page.forms[0].definition.columns)
    for model in (opened.view.model, LinesModel(), FormsModel(opened.page.forms), columns, ColumnsModel()):
        qtmodeltester.check(model)


def test_a_form_has_one_serial_one_day_of_its_rows_and_a_name_of_its_own(opened: PlanRoom) -> None:
    assert opened.page is not None
    forms, columns = FormsModel(opened.page.forms), ColumnsModel()
    assert not forms.setData(forms.index(0, 2), forms.index(1, 2).data())
    assert not forms.setData(forms.index(0, 2), " ")
    assert not forms.setData(forms.index(0, 4), "很多")
    columns.show_columns(opened.page.forms[0].definition.columns)
    kept: list[object] = []
    columns.changed.connect(kept.append)
    assert columns.setData(columns.index(1, 1), "序号")
    assert [columns.index(row, 1).data() for row in range(2)] == ["文字", "序号"]
    assert columns.setData(columns.index(2, 1), "日期")
    tick = Qt.ItemDataRole.CheckStateRole
    assert columns.setData(columns.index(2, 3), Qt.CheckState.Checked, tick)
    marked = [row for row in range(columns.rowCount()) if columns.index(row, 3).data(tick) == Qt.CheckState.Checked]
    assert marked == [2]
    assert len(kept) == 3
    assert "姓名" in columns.index(0, 1).data(CHOICES_ROLE)


def test_every_cell_is_read_aloud_with_its_heading(opened: PlanRoom) -> None:
    opened.view.choose_tab("tasks")
    spoken = opened.view.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("责任单位：办公室")
    assert isinstance(opened.view.model.line(0).thing, TaskView)  # type: ignore[union-attr]


def test_a_start_that_was_taken_back_leaves_the_draft_and_starts_again_under_the_same_name(started: PlanRoom) -> None:
    window = started.window()
    assert isinstance(window, MainWindow)
    window.undo_last()
    assert window.session.campaign is None
    assert started.page is not None
    assert started.page.head.state.value == "草稿"
    assert answers(started)[0][0] is Stage.RULED
    started.starting.ask()
    shown(StartDialog)._go()  # type: ignore[attr-defined]
    assert window.session.campaign is not None
    folders = [path.name for path in (desk_of(started).store.folder.root / "forms").iterdir()]
    assert folders == [window.session.campaign.name]


def test_a_campaign_that_a_command_started_shows_its_plan_beside_what_was_understood(
    make_window: Callable[[], MainWindow], outside: Outside
) -> None:
    told = call("--data", outside.data, "campaign", "new", "--plan", PLAN, "--name", "二十大")
    assert told.status == 0, told.err
    assert "已存入“方案”" in told.out
    window = make_window()
    window.session.open(outside.data)
    window.go("plan")
    room = window.house.room("plan")
    assert isinstance(room, PlanRoom)
    assert room.page is not None
    assert (room.page.head.state.value, room.page.head.file) == ("已启动", "方案.docx")
    assert [one.title for one in room.view.lists] == ["疑点3", "任务20", "次数要求11", "附表4"]
    assert desk_of(room).store.originals.read(room.page.head.original) == PLAN.read_bytes()
    rule(room, 0, "局党组会议定")
    campaign = room.session.campaign
    assert campaign is not None
    assert campaign.name == "二十大"
    lines = {line.key: line for line in task_board(desk_of(room), campaign).lines}
    assert lines["4"].due == date(2023, 5, 31)


def test_closed_dialogs_are_freed(opened: PlanRoom) -> None:
    import gc
    import weakref

    from PySide6.QtCore import QCoreApplication, QEvent

    seen = []
    for ask, kind in ((opened.starting.ask, StartDialog), (opened.print_doubts, DoubtPaperDialog)):
        ask()
        dialog = shown(kind)
        seen.append(weakref.ref(dialog))
        dialog.close()
        del dialog
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert [one() for one in seen] == [None, None]


def test_a_campaign_named_like_a_bundled_template_does_not_put_that_out(opened: PlanRoom) -> None:
    desk = desk_of(opened)
    bundled = desk.catalogue.templates[0]
    opened.starting.ask()
    dialog = shown(StartDialog)
    assert isinstance(dialog, StartDialog)
    dialog.name.setText(bundled.name)
    dialog._go()
    campaign = opened.session.campaign
    assert campaign is not None
    assert campaign.name == bundled.name
    assert desk.catalogue.template(bundled.name) == bundled
    assert desk.catalogue.template(f"{bundled.name}（2）").forms == desk.forms_of(campaign)
