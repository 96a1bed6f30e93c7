from __future__ import annotations

import dataclasses
from dataclasses import replace
from datetime import date, datetime, time

import hypothesis
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.period import parse_period
from desk_app.campaign.roster import Person, Post, Relation, Roster, Unit
from desk_app.campaign.unit_history import TurnKind
from desk_app.forms.definition import Column, Due
from desk_app.problems import DeskError, Level, Problem
from desk_app.storage import (
    campaigns,
    collections,
    figures,
    papers,
    records,
    roster,
    rulings,
    settings,
    submissions,
    unit_turns,
)
from desk_app.storage.collections import due_day
from desk_app.storage.figures import Stretch
from desk_app.storage.states import CampaignState, PaperState, RecordState, SubmissionState
from desk_app.storage.store import Store
from desk_app.storage.withdrawing import withdraw_batch
from tests.storage.bureau import ADVICE, AT, BUREAU, LIST, TALKS, TEMPLATE, Desk, dump

MARCH = Stretch(frozenset({"2023-03"}))
words = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
days = st.none() | st.dates()
units = st.lists(
    st.builds(
        Unit,
        name=words,
        aliases=st.lists(words, max_size=3).map(tuple),
        kind=words,
        parent=words,
        contact=words,
        branch=words,
        reports=st.booleans(),
        phone=words,
        active_from=days,
    ),
    max_size=5,
    unique_by=lambda unit: unit.name,
).map(tuple)
posts = st.builds(Post, unit=words, title=words, party=st.booleans(), start=days, end=days)
people = st.lists(
    st.builds(Person, name=words, unit=words, posts=st.lists(posts, max_size=3).map(tuple)), max_size=4
).map(tuple)
relations = st.lists(st.builds(Relation, kind=words, person=words, unit=words, start=days, end=days), max_size=3).map(
    tuple
)
rosters = st.builds(Roster, units=units, people=people, relations=relations)


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory):  # noqa: ANN201  a generator of one store
    with Store.open(tmp_path_factory.mktemp("lasting") / "数据", at=AT) as opened:
        yield opened


@given(first=rosters, second=rosters)
@hypothesis.settings(deadline=None)
def test_any_roster_comes_back_as_it_was_saved_and_undo_brings_the_one_before(
    lasting: Store, first: Roster, second: Roster
) -> None:
    def save(wanted: Roster) -> int | None:
        with lasting.operation("保存名册", actor="经办人", at=AT) as op:
            roster.save(op, wanted)
        return op.changes.operation_id

    def load() -> Roster:
        """The roster without the units at rest, and without what is kept of their resting."""
        with lasting.read() as reader:
            known = roster.load(reader)
        return replace(known, units=tuple(replace(unit, turns=()) for unit in known.units), past=(), past_places=())

    save(first)
    before = dump(lasting)
    assert load() == first
    operation = save(second)
    assert load() == second
    if operation is not None:
        lasting.undo(operation, actor="经办人", at=AT)
    assert load() == first
    assert dump(lasting) == before


def test_units_that_stay_keep_their_ids_when_the_roster_is_reordered(desk: Desk) -> None:
    with desk.store.operation("保存名册", actor="经办人", at=AT) as op:
        roster.save(op, Roster((Unit("新科"), *reversed(BUREAU.units))))
    with desk.store.read() as reader:
        now = roster.unit_ids(reader)
    assert list(now) == ["新科", "东城分局", "法规科", "办公室"]
    assert {name: now[name] for name in desk.units} == desk.units


def test_a_unit_with_returns_rests_when_it_leaves_the_roster_and_comes_back_as_the_same(desk: Desk) -> None:
    desk.receive("法规科")
    smaller = Roster((BUREAU.units[0],))
    with desk.store.operation("保存名册", actor="经办人", at=AT) as op:
        roster.save(op, smaller)
    with desk.store.read() as reader:
        now = roster.load(reader)
        assert now.units == smaller.units
        assert [(unit.name, unit.active_to) for unit in now.past] == [("法规科", AT.date())]
        assert now.certain("法规科") == "法规科"
        assert list(roster.unit_ids(reader)) == ["办公室", "法规科"]
    with desk.store.operation("保存名册", actor="经办人", at=AT) as op:
        roster.save(op, BUREAU)
    with desk.store.read() as reader:
        now = roster.load(reader)
        assert [unit.name for unit in now.units] == [unit.name for unit in BUREAU.units]
        assert now.past == ()
        assert [turn.kind for turn in now.units[1].turns] == [TurnKind.STOPPED, TurnKind.RESUMED]
        assert now.units[1].exists_on(AT.date())
        assert roster.unit_ids(reader)["法规科"] == desk.units["法规科"]


def test_a_roster_that_names_a_unit_twice_is_refused(desk: Desk) -> None:
    with (
        pytest.raises(DeskError, match="法规科”出现不止一次"),
        desk.store.operation("保存名册", actor="经办人", at=AT) as op,
    ):
        roster.save(op, Roster((Unit("法规科"), Unit("法规科"))))


def test_a_confirmed_alias_is_remembered_and_a_unit_is_renamed_everywhere(desk: Desk) -> None:
    with desk.store.operation("认定又称", actor="经办人", at=AT) as op:
        roster.learn_alias(op, desk.units["办公室"], "综合办")
        roster.learn_alias(op, desk.units["办公室"], "综合办")
        unit_turns.rename_unit(op, desk.units["办公室"], "综合处")
        with pytest.raises(DeskError, match="已有单位"):
            unit_turns.rename_unit(op, desk.units["办公室"], "法规科")
    with desk.store.read() as reader:
        now = roster.load(reader)
    assert now.units[0] == Unit("综合处", ("局办", "综合办", "办公室"))
    assert now.units[1].parent == "综合处"


def test_a_campaign_opens_with_its_forms_and_a_collection_for_every_period(desk: Desk) -> None:
    with desk.store.read() as reader:
        campaign = campaigns.find(reader, TEMPLATE.outline.title)
        assert campaign.outline == TEMPLATE.outline
        assert (campaign.state, campaign.opened_at, campaign.template) == (CampaignState.OPEN, AT, TEMPLATE.name)
        assert [form.definition for form in campaigns.forms_of(reader, campaign.id)] == [LIST, TALKS, ADVICE]
        due = [(one.form, one.period.code, one.due_on) for one in collections.of_campaign(reader, campaign.id)]
    assert due == [
        ("提建议清单", "once", date(2023, 6, 30)),
        ("大谈话统计表", "2023-01", date(2023, 1, 31)),
        ("大谈话统计表", "2023-02", date(2023, 2, 28)),
        ("大谈话统计表", "2023-03", date(2023, 3, 31)),
        ("大谈话统计表", "2023-04", date(2023, 4, 30)),
    ]


def test_names_that_are_taken_or_unknown_are_said(desk: Desk) -> None:
    with pytest.raises(DeskError, match="已有名为“二十大”的专项"), desk.store.operation("启动", actor="", at=AT) as op:
        campaigns.open_campaign(op, TEMPLATE)
    with desk.store.read() as reader:
        with pytest.raises(DeskError, match="没有名为“别的”的专项，现有：二十大"):
            campaigns.find(reader, "别的")
        with pytest.raises(DeskError, match="没有“附件9”这张表"):
            campaigns.find_form(reader, desk.campaign, "附件9")


@pytest.mark.parametrize(
    ("due", "period", "day"),
    [
        (None, "2023-02", None),
        (Due(on=date(2023, 6, 30)), "2023-02", date(2023, 6, 30)),
        (Due(day=31), "2023-02", date(2023, 2, 28)),
        (Due(day=5, months_after=1), "2023-12", date(2024, 1, 5)),
        (Due(day=10, months_after=1), "2023-Q1", date(2023, 4, 10)),
        (Due(day=10, months_after=12), "2023", date(2024, 12, 10)),
        (Due(day=10), "once", None),
    ],
)
def test_a_day_of_the_month_follows_the_last_month_of_the_period(
    due: Due | None, period: str, day: date | None
) -> None:
    assert due_day(due, parse_period(period)) == day


def test_a_day_without_an_hour_lasts_to_its_end(desk: Desk) -> None:
    with desk.store.operation("延期", actor="经办人", at=AT) as op:
        collections.set_due(op, 1, date(2023, 2, 3), time(16), "补充通知")
        collections.close(op, 2)
    with desk.store.read() as reader:
        assert collections.get(reader, 1).due_at == datetime(2023, 2, 3, 16)  # noqa: DTZ001
        assert collections.get(reader, 1).due_basis == "补充通知"
        assert collections.get(reader, 2).closed_at == AT
        last = collections.get(reader, 3).due_at
    assert last is not None
    assert last > datetime(2023, 3, 31, 23, 59, 59)  # noqa: DTZ001


def test_a_revised_form_is_a_new_version_for_what_has_not_begun(desk: Desk) -> None:
    desk.receive(period="2023-01")
    revised = dataclasses.replace(TALKS, columns=(*TALKS.columns, Column("place", "地点")))
    with desk.store.operation("改表", actor="经办人", at=AT) as op:
        assert campaigns.revise_form(op, desk.form, TALKS) == desk.form
        new = campaigns.revise_form(op, desk.form, revised)
    with desk.store.read() as reader:
        assert campaigns.get_form(reader, desk.form).definition == TALKS
        assert [form.version for form in campaigns.forms_of(reader, desk.campaign)] == [1, 2, 1]
        every = collections.of_campaign(reader, desk.campaign, form_id=new)
        moved = [one.period.code for one in every if one.form_id == new]
    assert moved == ["2023-02", "2023-03", "2023-04"]


def test_owing_exceptions_are_kept_with_their_reason(desk: Desk) -> None:
    with desk.store.operation("登记不涉及", actor="经办人", at=AT) as op:
        collections.set_owing(op, 1, desk.units["办公室"], owes=True, reason="")
        collections.set_owing(op, 1, desk.units["办公室"], owes=False, reason="无此职能")
        collections.set_owing(op, 1, desk.units["法规科"], owes=False, reason="")
        collections.clear_owing(op, 1, desk.units["法规科"])
    with desk.store.read() as reader:
        assert collections.owing_of(reader, desk.campaign) == (
            collections.Owing(1, desk.units["办公室"], owes=False, reason="无此职能"),
        )


def test_a_submission_comes_back_with_its_problems(desk: Desk) -> None:
    problem = Problem("附件2.xlsx C7", Level.ERROR, "“2月30日”无此日期", "no_such_date", "C7")
    submission, _ = desk.receive()
    with desk.store.operation("核对", actor="经办人", at=AT) as op:
        submissions.set_problems(op, submission, (problem,))
    with desk.store.read() as reader:
        kept = submissions.get(reader, submission)
        assert kept.problems == (problem,)
        assert submissions.with_content(reader, kept.sha256) == (kept,)
        assert submissions.select_by(reader, desk.campaign, period="2023-03", unit_id=desk.units["办公室"]) == (kept,)
        assert submissions.select_by(reader, desk.campaign, states=[SubmissionState.REJECTED]) == ()
        assert desk.store.originals.read(kept.original)


def test_the_latest_return_speaks_for_a_unit_unless_it_still_waits(desk: Desk) -> None:
    first, _ = desk.receive(file="1.xlsx")
    second, _ = desk.receive(file="2.xlsx", rows=5)
    desk.receive(file="3.xlsx", state=SubmissionState.NEEDS_REVIEW)
    desk.receive(file="4.xlsx", state=SubmissionState.REJECTED)
    other, _ = desk.receive("法规科", file="5.xlsx", state=SubmissionState.NEEDS_REVIEW)
    with desk.store.operation("重报", actor="经办人", at=AT) as op:
        submissions.supersede(op, first, second)
    with desk.store.read() as reader:
        assert [one.id for one in submissions.current(reader, desk.campaign)] == [second, other]
        assert submissions.get(reader, second).supersedes_id == first
        assert list(figures.counts(reader, desk.campaign, desk.form, Stretch()).values()) == [5]


def test_only_live_rows_of_accepted_returns_count(desk: Desk) -> None:
    january, _ = desk.receive(period="2023-01", rows=4)
    desk.receive(period="2023-02", rows=3)
    desk.receive("法规科", period="2023-02", rows=2, state=SubmissionState.NEEDS_REVIEW)
    office = desk.units["办公室"]
    with desk.store.operation("重复", actor="经办人", at=AT) as op:
        records.set_state(op, [records.of_submission(op, january)[0].id], RecordState.REPEATED)
    with desk.store.read() as reader:
        for stretch, rows in (
            (Stretch(frozenset({"2023-01"})), 3),
            (Stretch(frozenset({"2023-02"})), 3),
            (Stretch(frozenset({"2023-01", "2023-02"})), 6),
            (Stretch(first=date(2023, 3, 1), last=date(2023, 3, 31)), 6),
        ):
            assert figures.counts(reader, desk.campaign, desk.form, stretch) == {office: rows}


def test_every_figure_leads_to_its_rows_and_every_row_to_its_cells(desk: Desk) -> None:
    desk.receive("东城分局", rows=2)
    desk.receive("办公室", rows=3)
    with desk.store.read() as reader:
        rows = records.counted(reader, desk.campaign, form_id=desk.form, period="2023-03")
        ids = figures.ids(reader, desk.campaign, desk.form, MARCH)
        assert records.get_many(reader, [ids[4], 999, ids[0]]) == (rows[4], rows[0])
        assert len(records.counted(reader, desk.campaign, unit_id=desk.units["东城分局"])) == 2
        both = [desk.units["东城分局"], desk.units["办公室"], 999]
        together = records.counted_of_units(reader, desk.campaign, desk.form, "2023-03", both)
        assert together == {desk.units["办公室"]: rows[:3], desk.units["东城分局"]: rows[3:]}
        assert records.counted_of_units(reader, desk.campaign, desk.form, "2023-03", both[:1]) == {both[0]: rows[3:]}
        assert set(records.digests(reader, desk.form, desk.units["东城分局"])) == {"0001", "0002"}
    assert [row.unit_id for row in rows] == [desk.units["办公室"]] * 3 + [desk.units["东城分局"]] * 2
    assert tuple(row.id for row in rows) == ids
    first = rows[0]
    assert (first.cell, first.sheet, first.month, first.occurred_on) == ("A4:C4", "Sheet1", "2023-03", date(2023, 3, 1))
    assert first.values == {"number": 1, "speaker": "张三", "day": "2023-03-01"}
    assert (first.raw, first.extra) == ({"day": "3.1"}, {"备注": "无"})


def test_a_return_of_nobody_known_counts_once_its_unit_is_settled(desk: Desk) -> None:
    with desk.store.operation("收表", actor="经办人", at=AT) as op:
        new = submissions.NewSubmission(
            campaign_id=desk.campaign,
            file="a.xlsx",
            state=SubmissionState.NEEDS_REVIEW,
            received_at=AT,
            proposed_unit="法规科",
        )
        submission = submissions.add(op, new)
        records.add_many(
            op,
            [records.NewRecord(row_number=1, values={})],
            campaign_id=desk.campaign,
            form_id=desk.form,
            unit_id=None,
            period=None,
            submission_id=submission,
        )
    with desk.store.operation("确认", actor="经办人", at=AT) as op:
        submissions.assign(op, submission, form_id=desk.form, unit_id=desk.units["法规科"], period="2023-02")
        submissions.set_state(op, [submission], SubmissionState.ACCEPTED)
    with desk.store.read() as reader:
        february = Stretch(frozenset({"2023-02"}))
        assert figures.counts(reader, desk.campaign, desk.form, february) == {desk.units["法规科"]: 1}


def test_a_withdrawn_batch_counts_no_more_and_what_it_had_replaced_counts_again(desk: Desk) -> None:
    first, _ = desk.receive(rows=4)
    with desk.store.operation("收表", actor="经办人", at=AT) as op:
        batch = submissions.start_batch(op, source="U盘", name="第一批")
        new = submissions.NewSubmission(
            campaign_id=desk.campaign,
            file="b.xlsx",
            state=SubmissionState.ACCEPTED,
            received_at=AT,
            batch_id=batch,
            form_id=desk.form,
            unit_id=desk.units["办公室"],
            period="2023-03",
        )
        submissions.supersede(op, first, submissions.add(op, new))
    with desk.store.operation("撤回本批", actor="经办人", at=AT) as op:
        withdraw_batch(op, batch)
    with desk.store.read() as reader:
        assert [one.id for one in submissions.current(reader, desk.campaign)] == [first]
        assert list(figures.counts(reader, desk.campaign, desk.form, Stretch()).values()) == [4]
        assert submissions.batches(reader)[0].undone_at == AT


def test_paper_rulings_and_settings_keep_their_latest_word(desk: Desk) -> None:
    office = desk.units["办公室"]
    with desk.store.operation("登记", actor="李四", at=AT) as op:
        for state in (PaperState.UNSEALED, PaperState.RECEIVED):
            papers.note(op, campaign_id=desk.campaign, form_id=desk.form, unit_id=office, period="2023-03", state=state)
        rulings.decide(op, kind="累计报送", subject="1/2", decision=False, campaign_id=desk.campaign)
        rulings.decide(op, kind="累计报送", subject="1/2", decision=True, basis="电话", campaign_id=desk.campaign)
        settings.put(op, "bureau", "某局")
        settings.put(op, "bureau", {"name": "某局", "since": None})
    with desk.store.read() as reader:
        (paper,) = papers.of_campaign(reader, desk.campaign, period="2023-03")
        assert (paper.state, paper.noted_by, paper.noted_at) == (PaperState.RECEIVED, "李四", AT)
        assert rulings.standing(reader, "累计报送", campaign_id=desk.campaign)["1/2"].decision is True
        assert rulings.standing(reader, "累计报送") == {}
        assert settings.get(reader, "bureau") == {"name": "某局", "since": None}
        assert settings.get(reader, "unknown", 3) == 3


def test_an_ended_campaign_is_told_apart(desk: Desk) -> None:
    outline = dataclasses.replace(TEMPLATE.outline, title="新题")
    with desk.store.operation("归档", actor="经办人", at=AT) as op:
        campaigns.set_state(op, desk.campaign, CampaignState.ENDED)
        campaigns.set_outline(op, desk.campaign, outline)
    with desk.store.read() as reader:
        assert campaigns.list_campaigns(reader, CampaignState.OPEN) == ()
        assert [one.title for one in campaigns.list_campaigns(reader)] == ["新题"]
        assert campaigns.get(reader, desk.campaign).outline == outline
