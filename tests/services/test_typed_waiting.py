"""手工录入 with an error counts nowhere until it is mended; what was typed rightly beside it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import parse_period
from desk_app.forms.rules import CheckRule, Relation, RuleLevel
from desk_app.locations import shipped
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Cancellable
from desk_app.services import type_records
from desk_app.services.accept import accept
from desk_app.services.check_context import context_of
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.desk import Desk
from desk_app.services.form_versions import revise_form
from desk_app.services.home_page import home_page
from desk_app.services.keep_roster import import_roster
from desk_app.services.ledger_problems import Grade, cross_problems, explain
from desk_app.services.ledger_rows import LedgerFilter, LedgerForm, ledger_head, ledger_rows, ledger_view
from desk_app.services.open_campaign import open_from_template
from desk_app.services.overview import undo
from desk_app.services.placing import place_problems
from desk_app.services.preview import preview
from desk_app.services.print_choice import PaperKind, PrintChoice
from desk_app.services.ready_forms import take_ready_form
from desk_app.services.standing import standing_of
from desk_app.services.tally import tally_of
from desk_app.services.type_records import TypedRow, delete_rows, type_rows
from desk_app.services.values import Campaign
from desk_app.storage import campaigns, history, records, roster, submissions
from desk_app.storage.states import SubmissionState

MARCH = parse_period("2023-03")
TALK = {"talker": "林嘉禾", "talkee": "许映雪", "talked_on": "3月5日", "type": "谈心谈话"}
WRONG = {**TALK, "talkee": "周明远", "talked_on": "2月30日"}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "data", clock=lambda: datetime(2023, 3, 25, 9), own_fonts=False)  # noqa: DTZ001  the office's own wall clock
    open_from_template(opened, "学习宣传贯彻党的二十大精神")
    import_roster(opened, shipped().sample / "单位名册.csv")
    yield opened
    opened.store.close()


@pytest.fixture
def campaign(desk: Desk) -> Campaign:
    return desk.campaign(None)


def form(desk: Desk, campaign: Campaign, name: str = "大谈话统计表") -> LedgerForm:
    return next(one for one in ledger_head(desk, campaign).forms if one.definition.name == name)


def typed(desk: Desk, campaign: Campaign, *rows: dict[str, str], name: str = "大谈话统计表") -> tuple[int, ...]:
    given = [TypedRow("办公室", MARCH, one) for one in rows]
    return type_rows(desk, campaign, form(desk, campaign, name).id, given)[1]


def counted(desk: Desk, campaign: Campaign, name: str = "大谈话统计表") -> int:
    return sum(one.total for one in tally_of(desk, campaign, MARCH) if one.form.name == name)


def state(desk: Desk, campaign: Campaign, name: str = "大谈话统计表") -> str:
    found = next(one for one in standing_of(desk, campaign, MARCH) if one.form.name == name)
    return next(one.electronic for one in found.units if one.unit == "办公室")


def states(desk: Desk, ids: tuple[int, ...]) -> list[str]:
    return [one.state for one in ledger_rows(desk, ids)]


def test_a_wrong_row_waits_and_the_right_one_beside_it_counts(desk: Desk, campaign: Campaign) -> None:
    ids = typed(desk, campaign, TALK, WRONG)
    assert states(desk, ids) == ["", "待核"]
    assert (counted(desk, campaign), state(desk, campaign)) == (1, "已收")
    view = ledger_view(desk, campaign, form(desk, campaign), LedgerFilter("办公室", "2023-03"))
    assert list(view.ids) == list(ids)
    assert [(one.record_id, one.grade, one.waits) for one in view.problems] == [(ids[1], Grade.ERROR, True)]


def test_the_address_of_what_is_wrong_in_a_typed_row_says_the_same_as_checking_the_row_again(
    desk: Desk, campaign: Campaign
) -> None:
    typed(desk, campaign, WRONG, {**TALK, "talker": "", "talkee": "", "type": "闲谈"}, {**WRONG, "talkee": "林嘉禾"})
    with desk.store.read() as reader:
        (one,) = [each for each in submissions.select_by(reader, campaign.id) if each.problems]
        rows = records.of_submission(reader, one.id)
        own, context = campaigns.get_form(reader, one.form_id or 0).definition, context_of(reader, campaign, one)
    found = place_problems(own, rows, one.problems, context, typed=True)
    assert found == place_problems(own, rows, one.problems, context)
    assert len({(each.record_id, each.key) for each in found}) >= 4


def test_a_long_block_is_kept_piece_by_piece_as_one_step_and_a_stopped_one_not_at_all(
    desk: Desk, campaign: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(type_records, "_PIECE", 2)
    ids = typed(desk, campaign, TALK, WRONG, TALK, TALK, WRONG)
    rows = ledger_rows(desk, ids)
    assert [row.values["serial"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert states(desk, ids) == ["", "待核", "", "", "待核"]
    with desk.store.read() as reader:
        last = history.operations(reader)[0]
        came = reader.driver_rows(
            "SELECT row_id, last_id FROM change WHERE operation_id = ? AND table_name = 'record' AND before IS NULL",
            (last.id,),
        )
    assert [tuple(one) for one in came] == [(ids[0], ids[-1])]
    stopped = Cancellable()
    given = [TypedRow("办公室", MARCH, one) for one in (TALK, TALK, TALK)]
    step = Watched(stopped)
    with pytest.raises(Cancelled):
        type_rows(desk, campaign, form(desk, campaign).id, given, progress=step)
    assert step.seen == [0, 2]
    view = ledger_view(desk, campaign, form(desk, campaign), LedgerFilter("办公室", "2023-03"))
    assert list(view.ids) == list(ids)
    undo(desk, last.id)
    assert counted(desk, campaign) == 0


class Watched:
    """Stops at the second piece."""

    def __init__(self, inner: Cancellable) -> None:
        self.inner, self.seen = inner, list[int]()

    def step(self, done: int, total: int, text: str) -> None:
        self.seen.append(done)
        if done:
            self.inner.cancel()
        self.inner.step(done, total, text)


def test_the_preview_says_which_typed_rows_are_not_on_the_paper(desk: Desk, campaign: Campaign) -> None:
    _, wrong = typed(desk, campaign, TALK, WRONG)
    choice = PrintChoice(PaperKind.ANNEX, "大谈话统计表", ("办公室",), MARCH)
    told = "手工录入有错误待改的行没有印入：办公室1行"
    assert told in preview(desk, campaign, choice).remarks
    assert told in preview(desk, campaign, replace(choice, kind=PaperKind.SUMMARY, units=())).remarks
    assert told not in preview(desk, campaign, replace(choice, units=("人事科",))).remarks
    correct_cells(desk, campaign, [CellEdit(wrong, "talked_on", "3月6日")])
    assert told not in preview(desk, campaign, choice).remarks


def test_a_mended_row_counts_and_one_made_wrong_counts_no_more(desk: Desk, campaign: Campaign) -> None:
    right, wrong = typed(desk, campaign, TALK, WRONG)
    correct_cells(desk, campaign, [CellEdit(wrong, "talked_on", "3月6日")])
    assert (counted(desk, campaign), states(desk, (right, wrong))) == (2, ["", ""])
    changes = correct_cells(desk, campaign, [CellEdit(right, "talked_on", "3月32日")])
    assert (counted(desk, campaign), states(desk, (right, wrong))) == (1, ["待核", ""])
    undo(desk, changes.operation_id or 0)
    assert (counted(desk, campaign), states(desk, (right, wrong))) == (2, ["", ""])


def test_a_unit_that_has_only_wrong_rows_is_waiting_and_the_first_page_leads_there(
    desk: Desk, campaign: Campaign
) -> None:
    ids = typed(desk, campaign, WRONG)
    assert (counted(desk, campaign), state(desk, campaign)) == (0, "待核")
    todos = home_page(desk, campaign, MARCH).todos
    assert [(one.text, one.room) for one in todos if "手工" in one.text] == [
        ("手工录入有1行有错误，还不计入（办公室）", "ledger")
    ]
    assert not [one for one in todos if "份来表待核" in one.text]
    delete_rows(desk, campaign, ids)
    assert state(desk, campaign) == "未报"
    assert not [one for one in home_page(desk, campaign, MARCH).todos if "手工" in one.text]


def test_what_waits_cannot_be_accepted_as_it_stands(desk: Desk, campaign: Campaign) -> None:
    typed(desk, campaign, WRONG)
    with desk.store.read() as reader:
        waiting = submissions.select_by(reader, campaign.id)[-1]
    with pytest.raises(DeskError, match="改好即自动计入"):
        accept(desk, campaign, [str(waiting.id)])


def order(desk: Desk, campaign: Campaign, words: str = "") -> list[int]:
    return list(ledger_view(desk, campaign, form(desk, campaign), LedgerFilter("办公室", "2023-03", words)).ids)


def test_rows_that_wait_stand_among_the_others_and_stay_where_they_are_when_mended(
    desk: Desk, campaign: Campaign
) -> None:
    first = list(typed(desk, campaign, TALK, WRONG, TALK, WRONG, TALK))
    assert states(desk, tuple(first)) == ["", "待核", "", "待核", ""]
    assert order(desk, campaign) == first
    assert order(desk, campaign, words="林嘉禾") == first
    more = first + list(typed(desk, campaign, WRONG, TALK))
    assert order(desk, campaign) == more
    correct_cells(desk, campaign, [CellEdit(more[3], "talked_on", "3月6日")])
    assert order(desk, campaign) == more
    correct_cells(desk, campaign, [CellEdit(more[0], "talked_on", "3月32日")])
    assert order(desk, campaign) == more == order(desk, campaign, words="林嘉禾")


def test_what_was_typed_before_a_file_came_stays_before_it_though_every_row_waited_for_a_while(
    tmp_path: Path,
) -> None:
    minutes = count()
    start = datetime(2023, 3, 25, 9)  # noqa: DTZ001  the office's own wall clock
    opened = open_desk(tmp_path / "later", clock=lambda: start + timedelta(minutes=next(minutes)), own_fonts=False)
    with opened.store:
        open_from_template(opened, "学习宣传贯彻党的二十大精神")
        import_roster(opened, shipped().sample / "单位名册.csv")
        campaign = opened.campaign(None)
        right, other = typed(opened, campaign, TALK, TALK)
        correct_cells(opened, campaign, [CellEdit(one, "talked_on", "2月30日") for one in (right, other)])
        sent = a_file_comes(opened, campaign)
        correct_cells(opened, campaign, [CellEdit(other, "talked_on", "3月6日")])
        assert states(opened, (right, other)) == ["待核", ""]
        assert order(opened, campaign) == [right, other, *sent] == order(opened, campaign, words="林嘉禾")


def a_file_comes(desk: Desk, campaign: Campaign) -> list[int]:
    """Two rows of 办公室 as a received file leaves them."""
    chosen = form(desk, campaign)
    with desk.store.operation("收表", actor="", at=desk.clock(), campaign_id=campaign.id) as op:
        unit_id = roster.unit_ids(op)["办公室"]
        sent = submissions.NewSubmission(
            campaign_id=campaign.id, file="附件2.xlsx", state=SubmissionState.ACCEPTED,
            received_at=op.at, form_id=chosen.id, unit_id=unit_id, period="2023-03", row_count=2,
        )  # fmt: skip
        rows = [records.NewRecord(row_number=number, values={"talker": "林嘉禾"}) for number in (1, 2)]
        return list(
            records.add_many(op, rows, campaign_id=campaign.id, form_id=chosen.id, unit_id=unit_id,
                             period="2023-03", submission_id=submissions.add(op, sent))
        )  # fmt: skip


def with_rules(desk: Desk, campaign: Campaign, name: str, *checks: CheckRule) -> None:
    with desk.store.read() as reader:
        stored = campaigns.find_form(reader, campaign.id, name)
    revise_form(desk, campaign, stored.id, replace(stored.definition, checks=checks))


@pytest.mark.parametrize(("level", "counts"), [(RuleLevel.ERROR, 0), (RuleLevel.REASON, 1), (RuleLevel.HINT, 1)])
def test_the_three_levels_of_a_rule_between_two_columns(
    desk: Desk, campaign: Campaign, level: RuleLevel, counts: int
) -> None:
    take_ready_form(desk, campaign, "会议学习记录")
    with_rules(desk, campaign, "会议学习记录", CheckRule("present", Relation.MOST, level, ("expected",)))
    row = {"name": "支部党员大会", "held_on": "3月5日", "expected": "30", "present": "32"}
    (row_id,) = typed(desk, campaign, row, name="会议学习记录")
    assert counted(desk, campaign, "会议学习记录") == counts
    there = form(desk, campaign, "会议学习记录")
    found = ledger_view(desk, campaign, there, LedgerFilter()).problems
    assert [(one.key, one.grade.value) for one in found] == [("present", level.label)]
    if level is RuleLevel.REASON:
        explain(desk, campaign, found[0], "另有2名列席人员")
        (said,) = ledger_view(desk, campaign, there, LedgerFilter()).problems
        assert (said.grade, said.reason) == (Grade.HINT, "另有2名列席人员")
    correct_cells(desk, campaign, [CellEdit(row_id, "expected", "40")])
    assert ledger_view(desk, campaign, there, LedgerFilter()).problems == ()
    assert counted(desk, campaign, "会议学习记录") == 1


@pytest.mark.parametrize(("level", "counts"), [(RuleLevel.ERROR, 0), (RuleLevel.REASON, 1), (RuleLevel.HINT, 1)])
def test_a_rule_against_another_form_holds_as_soon_as_that_form_agrees(
    desk: Desk, campaign: Campaign, level: RuleLevel, counts: int
) -> None:
    take_ready_form(desk, campaign, "月报")
    with_rules(desk, campaign, "月报", CheckRule("talks", Relation.EQUAL, level, form="大谈话统计表"))
    typed(desk, campaign, {"talks": "2"}, name="月报")
    assert counted(desk, campaign, "月报") == counts
    there = form(desk, campaign, "月报")
    view = ledger_view(desk, campaign, there, LedgerFilter())
    found = cross_problems(desk, campaign, there.definition, view.ids)
    assert [(one.key, one.grade.value) for one in found] == [("talks", level.label)]
    assert "“大谈话统计表”的行数0" in found[0].message
    typed(desk, campaign, TALK, {**TALK, "talkee": "周明远"})
    assert counted(desk, campaign, "月报") == 1
    assert (
        cross_problems(desk, campaign, there.definition, ledger_view(desk, campaign, there, LedgerFilter()).ids) == ()
    )
