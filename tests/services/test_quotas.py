"""次数要求 held against what was sent: done, missing, who exactly, or why nobody can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.campaign.duties import Per, Quota
from desk_app.campaign.period import parse_period
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.closing_print import print_quotas
from desk_app.services.desk import Desk
from desk_app.services.figure_rows import figure_rows
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import open_from_template
from desk_app.services.overview import undo
from desk_app.services.people import keep_people, keep_ties
from desk_app.services.quota_roles import name_role, role_choices
from desk_app.services.quota_values import QuotaCheck
from desk_app.services.quotas import quota_checks
from desk_app.services.ready_forms import take_ready_form
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.services.unit_classes import confirm_class
from desk_app.storage import campaigns, submissions
from tests.services.returns_office import ReturnsOffice
from tests.ui.awkward_stick import talk

PEOPLE = (
    ("沈维清", "办公室", "局长", "党组书记", "", "", ""),
    ("蒋赟", "人事科", "科长", "党组成员", "", "", ""),
    ("白晓楠", "宣教科", "科长", "", "", "", ""),
    ("苗青", "法规科", "副科长", "", "", "", ""),
    ("田雨薇", "监测科", "科长", "", "", "", "2026-04-30"),
)
TALK_FORM = "谈心谈话记录表"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "data", clock=lambda: datetime(2026, 7, 10, 9), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
    open_from_template(opened, "树立和践行正确政绩观学习教育")
    import_roster(opened, shipped().sample / "单位名册.csv")
    take_ready_form(opened, opened.campaign(None), TALK_FORM)
    yield opened
    opened.store.close()


def talked(desk: Desk, one: str, other: str, day: str) -> int:
    """A talk typed in; its row."""
    campaign = desk.campaign(None)
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, TALK_FORM)
    texts = {"talker": one, "talkee": other, "talked_on": day, "content": "思想工作", "place": "会议室"}
    _, ids = type_rows(desk, campaign, form.id, [TypedRow("办公室", parse_period(day[:7]), texts)])
    return ids[0]


def check(desk: Desk, who: str) -> QuotaCheck:
    return next(one for one in quota_checks(desk, desk.campaign(None), None) if one.who == who)


def test_without_people_a_quota_of_pairs_says_why_it_cannot_be_checked_and_never_counts_nothing(desk: Desk) -> None:
    found = check(desk, "党组书记—党组成员")
    assert (found.lines, found.done) == ((), 0)
    assert found.why == "无法核对：还没有登记人员和职务"
    assert found.said == found.why
    assert not found.is_met


def test_a_pair_is_done_when_they_talked_within_the_window_whoever_sought_whom(desk: Desk) -> None:
    keep_people(desk, PEOPLE)
    assert [(line.subject, line.state) for line in check(desk, "党组书记—党组成员").lines] == [
        ("沈维清—蒋赟", "未完成")
    ]
    talked(desk, "沈维清", "蒋赟", "2026-02-20")
    assert check(desk, "党组书记—党组成员").lacking
    row = talked(desk, "蒋 赟", "沈维清", "2026-04-02")
    found = check(desk, "党组书记—党组成员")
    assert (found.done, found.lacking, found.is_met) == (1, (), True)
    assert found.lines[0].rows == (row,)
    assert figure_rows(desk, found.lines[0].rows)[0].texts[0] == "蒋 赟"


def test_heads_are_paired_by_the_ties_of_that_day_and_a_unit_without_one_is_named(desk: Desk) -> None:
    keep_people(desk, PEOPLE)
    who = "分管领导—科室负责人"
    assert check(desk, who).why == "无法核对：未登记分管关系（办公室、人事科、宣教科）"
    keep_ties(desk, [("沈维清", "分管", "人事科", "", ""), ("蒋赟", "分管", "宣教科", "2026-03-01", "2026-05-01"),
                     ("沈维清", "分管", "宣教科", "2026-05-02", "")])  # fmt: skip
    found = check(desk, who)
    assert [line.subject for line in found.lines] == ["沈维清—蒋赟", "沈维清—白晓楠"]
    assert found.why == "无法核对：未登记分管关系（办公室）"
    talked(desk, "沈维清", "白晓楠、苗青", "2026-06-02")
    assert [(line.subject, line.state) for line in check(desk, who).lines] == [
        ("沈维清—蒋赟", "未完成"),
        ("沈维清—白晓楠", "完成"),
    ]


def test_a_form_s_own_quota_names_who_sent_too_few_or_too_many_and_goes_to_paper(tmp_path: Path) -> None:
    office = ReturnsOffice(tmp_path)
    campaign = office.desk.campaign(None)
    book = openpyxl.Workbook()
    for row in (["附件3"], ["学习宣传贯彻党的二十大精神·大调研课题申报表"], ["填报单位：宣教科"],
                ["序号", "课题名称", "调研目的", "调研安排", "牵头领导/牵头部门、参与部门"],
                *([str(place), f"课题{place}", "摸清底数", "走访", "宣教科"] for place in (1, 2, 3))):  # fmt: skip
        book.active.append(row)  # type: ignore[union-attr]
    path = tmp_path / "附件3 大调研课题申报表（宣教科）.xlsx"
    book.save(path)
    taken = office.take(path)
    if state_of(office, taken[0]) == "needs_review":
        office.accept(*taken)
    checks = quota_checks(office.desk, campaign, parse_period("2023-03"))
    own = next(one for one in checks if one.title == "附件3大调研课题申报表")
    states = {line.subject: (line.count, line.state) for line in own.lines}
    assert states["宣教科"] == (3, "超出")
    assert states["办公室"] == (0, "未完成")
    assert (own.done, len(own.lacking)) == (0, 15)
    assert own.who == "各报送单位，方案写作各科室、二级机构、分局"
    assert "2023年2月15日底前" in own.window
    assert not [one for one in checks if one.title == "申报调研课题（附件3）"]
    for written in ("各科室", "二级机构", "分局"):
        confirm_class(office.desk, campaign, written, ["宣教科", "办公室"])
    planned = next(one for one in quota_checks(office.desk, campaign, None) if one.title == "申报调研课题（附件3）")
    assert [(line.subject, line.state) for line in planned.lines] == [("办公室", "未完成"), ("宣教科", "超出")]
    assert planned.why == ""
    made = print_quotas(office.desk, campaign, checks, tmp_path / "表")
    sheet = openpyxl.load_workbook(next(one for one in made.files if one.suffix == ".xlsx")).active
    cells = [str(cell.value) for line in sheet.iter_rows() for cell in line if cell.value]  # type: ignore[union-attr]
    assert "超出" in cells
    assert any("无法核对" in text for text in cells)
    office.desk.store.close()


def state_of(office: ReturnsOffice, submission_id: int) -> str:
    with office.desk.store.read() as reader:
        return submissions.get(reader, submission_id).state.value


def test_only_talks_of_the_kind_required_count(tmp_path: Path) -> None:
    office = ReturnsOffice(tmp_path)
    keep_people(office.desk, PEOPLE)
    wanted = Quota("谈心谈话", Per.PAIR, "党组书记—党组成员", 1, start=date(2023, 3, 1), end=date(2023, 3, 31))
    with office.desk.store.operation("试", actor="试", at=office.now) as op:
        campaigns.set_outline(op, office.campaign.id, replace(office.campaign.outline, quotas=(wanted,)))
    campaign = office.desk.campaign(None)
    office.send("办公室", [talk("沈维清", "蒋赟", "2023年3月3日", "廉政谈话")])
    assert [one.state for one in quota_checks(office.desk, campaign, None)[-1].lines] == ["未完成"]
    office.send("人事科", [talk("蒋赟", "沈维清", "2023年3月4日", "谈心谈话")])
    assert [one.state for one in quota_checks(office.desk, campaign, None)[-1].lines] == ["完成"]
    office.desk.store.close()


def test_what_waits_to_be_looked_at_is_said_of_a_unit_and_of_a_pair_and_counts_for_nothing(tmp_path: Path) -> None:
    office = ReturnsOffice(tmp_path)
    keep_people(office.desk, PEOPLE)
    window = {"start": date(2023, 3, 1), "end": date(2023, 3, 31)}
    pairs = Quota("谈心谈话", Per.PAIR, "党组书记—党组成员", 1, **window)
    units = Quota("上报大谈话统计表", Per.UNIT, "人事科、法规科", 1, **window)
    with office.desk.store.operation("试", actor="试", at=office.now) as op:
        campaigns.set_outline(op, office.campaign.id, replace(office.campaign.outline, quotas=(pairs, units)))
    campaign = office.desk.campaign(None)
    waits = office.send("人事科", [talk("沈维清", "蒋赟", "2023年3月4日"), talk("沈维清", "苗青", "2023年3月32日")])
    told = {line.subject: (line.count, line.state, line.said) for one in quota_checks(office.desk, campaign, None)
            for line in one.lines if one.form == "大谈话统计表"}  # fmt: skip
    assert told == {
        "沈维清—蒋赟": (0, "未完成", "未完成（来表待核）"),
        "人事科": (0, "未完成", "未完成（来表待核）"),
        "法规科": (0, "未完成", "未完成"),
    }
    office.accept(waits)
    done = [line.said for one in quota_checks(office.desk, campaign, None) for line in one.lines
            if line.subject in {"沈维清—蒋赟", "人事科"} and one.form == "大谈话统计表"]  # fmt: skip
    assert done == ["完成", "完成"]
    office.desk.store.close()


def test_a_role_that_no_post_tells_is_named_by_hand_and_taken_back(tmp_path: Path) -> None:
    office = ReturnsOffice(tmp_path)
    keep_people(office.desk, PEOPLE)
    window = {"start": date(2023, 3, 1), "end": date(2023, 3, 31)}
    pairs = Quota("谈心谈话", Per.PAIR, "谈心员—青年干部", 1, **window)
    with office.desk.store.operation("试", actor="试", at=office.now) as op:
        campaigns.set_outline(op, office.campaign.id, replace(office.campaign.outline, quotas=(pairs,)))
    campaign = office.desk.campaign(None)
    office.send("人事科", [talk("沈维清", "白晓楠", "2023年3月4日")])

    def stands() -> tuple[list[tuple[str, str]], str, str]:
        one = quota_checks(office.desk, campaign, None)[-1]
        return [(line.subject, line.state) for line in one.lines], one.why, one.by_hand

    nobody = "无法核对：没有登记职务为“谈心员”的人员；没有登记职务为“青年干部”的人员"
    assert stands() == ([], nobody, "")
    roles = quota_checks(office.desk, campaign, None)[-1].roles
    assert roles == ("谈心员", "青年干部")
    assert [(one.by_post, one.named) for one in role_choices(office.desk, campaign, roles).roles] == [((), None)] * 2
    with pytest.raises(DeskError, match="人员名单里没有“不在的人”"):
        name_role(office.desk, campaign, "谈心员", ["不在的人"])
    name_role(office.desk, campaign, "谈心员", ["沈维清"])
    done = name_role(office.desk, campaign, "青年干部", ["苗青", "白晓楠"])
    assert stands() == (
        [("沈维清—白晓楠", "完成"), ("沈维清—苗青", "未完成")], "", "“谈心员”按指定的1人；“青年干部”按指定的2人",
    )  # fmt: skip
    undo(office.desk, done.operation_id)
    assert "没有登记职务为“青年干部”的人员" in stands()[1]
    name_role(office.desk, campaign, "谈心员", [])
    assert stands() == ([], nobody, "")
    office.desk.store.close()


def test_a_plan_that_asks_a_form_twice_or_by_a_doubtful_day_is_told_whole(tmp_path: Path) -> None:
    office = ReturnsOffice(tmp_path)
    campaign = office.desk.campaign(None)
    asked = next(one for one in campaign.outline.quotas if "附件3" in one.content)

    def told(*quotas: Quota) -> list[tuple[str, date | None, date | None, str]]:
        again = replace(campaign, outline=replace(campaign.outline, quotas=quotas))
        found = [one for one in quota_checks(office.desk, again, None) if one.form == "大调研课题申报表"]
        return [(one.title, one.start, one.end, one.why) for one in found]

    first = replace(asked, content="上半年申报调研课题（附件3）", end=date(2023, 6, 30))
    second = replace(asked, content="下半年申报调研课题（附件3）", start=date(2023, 7, 1))
    one, other = told(first, second)
    assert one == ("附件3大调研课题申报表", date(2023, 1, 1), date(2023, 6, 30), "")
    assert other[:3] == ("下半年申报调研课题（附件3）", date(2023, 7, 1), date(2023, 12, 31))
    ((_, _, _, why),) = told(replace(asked, doubt="23月没有这一天"))
    assert why == "时限待定（23月没有这一天），按2023年1月1日至2023年12月31日统计"
    office.desk.store.close()
