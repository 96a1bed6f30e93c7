"""领导要数: what was told is kept with its moment and its rows, and is the same on every later day."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.problems import DeskError
from desk_app.services.completion import Slot
from desk_app.services.completion_work import register_nils
from desk_app.services.desk import Desk
from desk_app.services.leader_answers import (
    answers,
    ids_of,
    keep_answer,
    print_answer,
    since,
    spans_of,
    told_text,
    whole,
)
from desk_app.services.leader_figures import leader_figures
from desk_app.services.send_back import send_back
from desk_app.services.values import Campaign
from desk_app.storage import campaigns, records
from tests.services.sample_office import MARCH, NOW, TALKS, set_clock, stands


def test_an_answer_keeps_its_words_its_moment_every_state_and_every_row(desk: Desk, campaign: Campaign) -> None:
    kept = keep_answer(desk, campaign, MARCH)
    assert kept.told == told_text(leader_figures(desk, campaign, MARCH))
    assert kept.told.startswith(
        "大谈话统计表（2023年3月）：截至4月3日16时，应报16家，已收12家，零报告0家，待核2家，"
        "未报2家（法规科、西城分局），谈话51人次、39人。"
    )
    assert (kept.answered_at, kept.period) == (NOW, "2023-03")
    talks = next(one for one in kept.forms if one.form == TALKS)
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, TALKS)
        counted = records.counted(reader, campaign.id, form_id=form.id, period="2023-03")
    assert set(ids_of(talks.rows)) == {row.id for row in counted}
    assert talks.count == len(counted) == 51
    assert talks.persons == 39
    assert ("法规科", "未报", "") in talks.states


def test_the_page_is_the_same_byte_for_byte_whatever_happened_since(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    kept = keep_answer(desk, campaign, MARCH)
    first = print_answer(desk, campaign, kept, tmp_path / "当时").files[0]
    register_nils(desk, campaign, [Slot("法规科", TALKS, MARCH)])
    send_back(desk, campaign, [stands(desk, campaign, "办公室").submission_id or 0], "时间不对")
    set_clock(desk, NOW + timedelta(days=30))
    again = print_answer(desk, campaign, answers(desk, campaign)[0], tmp_path / "后来").files[0]
    assert again.name == first.name
    assert again.read_bytes() == first.read_bytes()
    assert keep_answer(desk, campaign, MARCH).told != kept.told


def test_what_differs_since_is_told_in_rows(desk: Desk, campaign: Campaign) -> None:
    kept = keep_answer(desk, campaign, MARCH)
    assert since(desk, campaign, kept).said == "此后记录没有变动"
    number = stands(desk, campaign, "办公室").submission_id or 0
    with desk.store.read() as reader:
        rows = len(records.of_submission(reader, number))
    send_back(desk, campaign, [number], "时间不对")
    assert since(desk, campaign, answers(desk, campaign)[0]).said == f"此后不再计入{rows}行"


def test_the_same_answer_within_a_minute_is_kept_once(desk: Desk, campaign: Campaign) -> None:
    first = keep_answer(desk, campaign, MARCH)
    set_clock(desk, NOW + timedelta(seconds=30))
    assert keep_answer(desk, campaign, MARCH).id == first.id
    set_clock(desk, NOW + timedelta(minutes=2))
    assert keep_answer(desk, campaign, MARCH).id != first.id
    assert [one.answered_at for one in answers(desk, campaign)] == [NOW + timedelta(minutes=2), NOW]
    assert whole(desk, answers(desk, campaign)[1]) == first


def test_figures_that_moved_while_they_were_looked_at_are_not_told(desk: Desk, campaign: Campaign) -> None:
    seen = told_text(leader_figures(desk, campaign, MARCH))
    register_nils(desk, campaign, [Slot("法规科", TALKS, MARCH)])
    with pytest.raises(DeskError, match="又有变动"):
        keep_answer(desk, campaign, MARCH, seen)
    assert answers(desk, campaign) == ()


@given(st.sets(st.integers(1, 300)))
def test_ids_kept_as_runs_are_the_same_ids(ids: set[int]) -> None:
    assert set(ids_of(spans_of(ids))) == ids
    assert len(ids_of(spans_of(ids))) == len(ids)


def test_sentences_that_would_fill_the_page_stand_below_the_numbers_and_still_print(desk: Desk, tmp_path: Path) -> None:
    from desk_app.exporting.completion_papers import AnswerRow, answer_paper
    from desk_app.services.produce import write_all

    told = [f"报表{number}：截至4月3日16时，应报60家，未报30家（{'、'.join(['高新技术产业开发区分局'] * 15)}等）。"
            for number in range(8)]  # fmt: skip
    rows = [AnswerRow(f"报表{number}", "2023年3月", "60", "30", "0", "0", "30", "5", "") for number in range(8)]
    paper = answer_paper("报送情况", told, rows, moment="此刻", bureau="某局", by="甲", notes=())
    assert paper.opening == ()
    assert [one.text for one in paper.closing[:8]] == told
    assert write_all(desk, paper, tmp_path, "领导要数", (".pdf", ".docx")).files
