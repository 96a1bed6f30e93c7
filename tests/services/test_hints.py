"""提示: what several units report of one thing, and what can hardly be so; never in the way of accepting."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.roster import Person, Roster, Unit
from desk_app.forms.catalogue import load_catalogue
from desk_app.locations import shipped
from desk_app.problems import Cancelled, Level
from desk_app.services.answer_return import keep_spelling
from desk_app.services.double_entries import double_entries, folded
from desk_app.services.hints import all_hints, counted_by_kind
from desk_app.services.implausible import implausible, names_of
from desk_app.storage import roster
from desk_app.storage.hint_rows import HintRow
from tests.services.returns_office import ReturnsOffice
from tests.ui.awkward_stick import TOLD_TWICE, good_rows, talk

FORMS = {form.name: form for form in load_catalogue([shipped().forms]).forms}
TALKS, MATTERS, IDEAS = FORMS["大谈话统计表"], FORMS["办实事征集表"], FORMS["提建议清单"]
SPAN = (date(2023, 1, 1), date(2023, 12, 31))
LONG = "为社区老旧小区加装充电桩并安排专人每周巡查维护，方便群众绿色出行"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    made = ReturnsOffice(tmp_path)
    yield made
    made.desk.store.close()


def test_the_same_talk_of_two_units_is_a_hint_on_both_and_both_still_count(office: ReturnsOffice) -> None:
    one = office.send("机关党委", [TOLD_TWICE])
    swapped = ("同 二", "别的职务", "同一", "写得不同", "另一人", "2023.3.15", "别处", "廉政谈话")
    other = office.send("应急中心", [swapped, *good_rows("应", 1)])
    for mine, units in ((one, "应急中心"), (other, "机关党委")):
        hint = office.problem(mine, "same_over_units")
        assert hint.problem.level is Level.WARNING
        assert f"{units}也报了" in hint.problem.message
        assert office.open(mine).submission.state.value == "accepted"
    found = all_hints(office.desk, office.campaign)
    assert [(each.code, [place.unit for place in each.places]) for each in found] == [
        ("same_over_units", ["机关党委", "应急中心"])
    ]


def test_a_talk_twice_a_day_with_oneself_or_outside_the_campaign_is_said(office: ReturnsOffice) -> None:
    rows = [
        talk("甲", "乙", "2023年3月3日"),
        talk("甲", "乙", "2023年3月3日", place="二楼"),
        talk("丙", "丙 ", "2023年3月4日"),
        talk("丁", "戊", "2022年3月4日"),
    ]
    one = office.send("办公室", rows)
    assert {"pair_twice", "same_person"} <= set(office.codes(one))
    kinds = counted_by_kind(all_hints(office.desk, office.campaign))
    assert kinds == {"same_person": 1, "pair_twice": 1, "outside_span": 1}


def test_a_name_one_sign_off_a_persons_of_the_unit_is_said_until_it_is_kept(office: ReturnsOffice) -> None:
    known = office.desk.roster()
    with office.desk.store.operation("人员", actor="", at=office.now) as op:
        roster.save(op, Roster(known.units, (Person("许映雪", "办公室"), Person("许映云", "人事科"))))
    one = office.send("办公室", [talk("许映雷", "许映雪", "2023年3月3日"), talk("许映云", "许映雪", "2023年3月4日")])
    about = office.problem(one, "person_near")
    assert (about.key, about.problem.proposed) == ("talker", "许映雪")
    keep_spelling(office.desk, office.campaign, one, about.record_id or 0, "talker")
    assert "person_near" not in office.codes(one)


def test_searching_stops_when_a_person_stops_it(office: ReturnsOffice) -> None:
    class Stopped:
        def step(self, done: int, total: int, text: str) -> None:
            raise Cancelled

    with pytest.raises(Cancelled):
        all_hints(office.desk, office.campaign, Stopped())


def matters(*texts: str) -> list[HintRow]:
    return [HintRow(n, n, n, "", 1, {"matter": text, "content": ""}) for n, text in enumerate(texts, 1)]


def test_a_matter_in_nearly_the_same_words_is_found_and_a_different_one_is_not() -> None:
    near, other = LONG.replace("每周", "每月"), "组织干部到社区开展义务植树活动，增加绿化面积"
    assert [one.ids for one in double_entries(MATTERS, matters(LONG, near, other))] == [(1, 2)]
    assert double_entries(MATTERS, matters("修路", "修路")) == [], "short words say nothing"
    same = [HintRow(1, 1, 5, "", 1, {"suggestion": LONG}), HintRow(2, 2, 5, "", 1, {"suggestion": LONG})]
    assert double_entries(IDEAS, same) == [], "within one unit it is no matter of two"


people = st.sampled_from(["张三", "李四", "张 三", "王五"])
entries = st.lists(
    st.tuples(st.integers(1, 3), people, people, st.sampled_from(["2023-03-01", "2023-03-02", ""])), max_size=12
)


@given(entries)
def test_every_pair_told_by_two_units_is_found_and_nothing_else(found: list[tuple[int, str, str, str]]) -> None:
    rows = [
        HintRow(place, place, unit, day, 1, {"talker": one, "talkee": other})
        for place, (unit, one, other, day) in enumerate(found, 1)
    ]
    expected = {
        (one.id, other.id)
        for one, other in combinations(rows, 2)
        if one.day and one.day == other.day and one.unit_id != other.unit_id
        and {folded(one.values["talker"]), folded(one.values["talkee"])}
        == {folded(other.values["talker"]), folded(other.values["talkee"])}
    }  # fmt: skip
    units = {row.id: row.unit_id for row in rows}
    told = {
        pair for double in double_entries(TALKS, rows) for pair in combinations(double.ids, 2)
        if units[pair[0]] != units[pair[1]]
    }  # fmt: skip
    assert told == expected


def test_a_unit_without_known_persons_is_never_told_that_its_names_are_near() -> None:
    known = Roster((Unit("甲科"), Unit("乙科")), (Person("欧阳雪", "甲科"),))
    names = names_of(known, {"甲科": 1, "乙科": 2})
    rows = [HintRow(1, 1, 2, "2023-03-01", 1, {"talker": "欧阳雷", "talkee": "诸葛云"})]
    assert list(implausible(TALKS, rows, SPAN, names)) == []
