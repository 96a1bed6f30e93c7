"""局内排序: units move with what stands below them, and no move loses or doubles a unit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.people import LEADS, PersonLine, check_ties, lines_of, people_of, people_of_lines, title_of
from desk_app.campaign.roster import Person, Post, Relation, Roster, Unit
from desk_app.campaign.roster_order import below, in_tree_order, moved, siblings, stepped
from desk_app.campaign.unit_history import Turn, TurnKind

NAMES = "甲乙丙丁戊己"
TREE = (Unit("甲"), Unit("乙", parent="甲"), Unit("丙"), Unit("丁", parent="丙"), Unit("戊", parent="丁"), Unit("己"))

trees = st.permutations(NAMES).flatmap(
    lambda names: st.tuples(*(st.sampled_from(["", *names[:place]]) for place in range(len(names)))).map(
        lambda parents: tuple(Unit(name, parent=parent) for name, parent in zip(names, parents, strict=True))
    )
)


def names(units: tuple[Unit, ...]) -> str:
    return "".join(unit.name for unit in units)


def test_a_unit_steps_over_its_sibling_and_takes_those_below_along() -> None:
    assert names(stepped(TREE, "丙", -1)) == "丙丁戊甲乙己"
    assert names(stepped(TREE, "甲", 1)) == "丙丁戊甲乙己"
    assert names(stepped(TREE, "丙", 1)) == "甲乙己丙丁戊"
    assert stepped(TREE, "甲", -1) == TREE
    assert stepped(TREE, "乙", 1) == TREE


def test_a_unit_never_comes_below_itself() -> None:
    with pytest.raises(ValueError, match="丙"):
        moved(TREE, "丙", parent="戊", before=None)


@settings(deadline=None)
@given(trees, st.sampled_from(NAMES), st.sampled_from([-1, 1]))
def test_a_step_keeps_every_unit_and_a_step_back_restores_the_order_shown(
    units: tuple[Unit, ...], name: str, step: int
) -> None:
    after = stepped(units, name, step)
    assert sorted(names(after)) == sorted(names(units))
    assert {unit.name: unit.parent for unit in after} == {unit.name: unit.parent for unit in units}
    if after != units:
        assert siblings(after, name).index(name) == siblings(units, name).index(name) + step
        shown = [unit.name for unit, _ in in_tree_order(stepped(after, name, -step))]
        assert shown == [unit.name for unit, _ in in_tree_order(units)]


@settings(deadline=None)
@given(trees, st.data())
def test_a_move_puts_a_unit_where_it_was_dropped_and_keeps_all_others_in_order(
    units: tuple[Unit, ...], data: st.DataObject
) -> None:
    name = data.draw(st.sampled_from(NAMES))
    free = [other for other in NAMES if other not in below(units, name)]
    if not free:
        return
    before = data.draw(st.sampled_from(free))
    parent = next(unit.parent for unit in units if unit.name == before)
    after = moved(units, name, parent=parent, before=before)
    around = siblings(after, name)
    assert around[around.index(name) + 1] == before
    mine = below(units, name)
    assert [unit.name for unit in after if unit.name not in mine] == [
        unit.name for unit in units if unit.name not in mine
    ]


@given(trees)
def test_the_tree_shows_every_unit_once_behind_the_one_above_it(units: tuple[Unit, ...]) -> None:
    shown = [unit.name for unit, _ in in_tree_order(units)]
    assert sorted(shown) == sorted(names(units))
    for unit in units:
        assert not unit.parent or shown.index(unit.parent) < shown.index(unit.name)


def test_units_whose_parents_run_in_a_ring_are_still_shown() -> None:
    ring = (Unit("甲", parent="乙"), Unit("乙", parent="甲"))
    assert [unit.name for unit, _ in in_tree_order(ring)] == ["甲", "乙"]


def test_a_unit_bears_the_name_of_the_time_and_exists_from_day_to_day() -> None:
    unit = Unit(
        "环评处",
        active_from=date(2020, 1, 1),
        turns=(
            Turn(date(2021, 1, 1), TurnKind.RENAMED, "环评股"),
            Turn(date(2022, 1, 1), TurnKind.STOPPED),
            Turn(date(2022, 6, 1), TurnKind.RESUMED),
            Turn(date(2023, 3, 1), TurnKind.RENAMED, "环评科"),
        ),
    )
    days = [date(2020, 5, 1), date(2021, 1, 1), date(2023, 2, 28), date(2023, 3, 1), None]
    assert [unit.name_on(day) for day in days] == ["环评股", "环评科", "环评科", "环评处", "环评处"]
    days = [date(2019, 12, 31), date(2021, 12, 31), date(2022, 1, 1), date(2022, 6, 1)]
    assert [unit.exists_on(day) for day in days] == [False, True, False, True]
    known = Roster((unit, Unit("环评科技中心")))
    assert known.certain("环评股") == "环评处"


def test_a_name_of_today_goes_before_the_old_name_of_another_unit() -> None:
    old = Unit("一科", turns=(Turn(date(2023, 1, 1), TurnKind.RENAMED, "综合科"),))
    assert Roster((old, Unit("综合科"))).certain("综合科") == "综合科"


def test_units_at_rest_keep_their_place_in_the_order() -> None:
    rest = Unit("丙", active_to=date(2023, 2, 15))
    known = Roster((Unit("甲"), Unit("乙"), Unit("丁")), past=(rest,), past_places=(2,))
    assert names(known.everyone) == "甲乙丙丁"
    assert known.order_of("丙") < known.order_of("丁")


words = st.sampled_from(["甲", "乙", "丙丁"])
posts = st.sampled_from(["", "科长", "书记"])
days = st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 3))
lines = st.lists(st.builds(PersonLine, words, posts, posts, posts, posts, days, days), max_size=8)


@settings(deadline=None)
@given(lines)
def test_no_post_of_a_list_of_persons_is_lost_or_changed_on_its_way_through_the_roster(
    given_lines: list[PersonLine],
) -> None:
    people = people_of_lines(given_lines)
    assert people_of_lines(lines_of(people)) == people
    written = {
        (line.name, line.unit, line.post_unit or line.unit, title, line.start, line.end)
        for line in given_lines
        for title in (line.title, line.party_title)
        if title
    }
    kept = {(one.name, one.unit, post.unit, post.title, post.start, post.end) for one in people for post in one.posts}
    assert kept == written


def test_the_persons_of_a_unit_on_a_day_are_those_who_held_a_post_there_then() -> None:
    known = Roster(
        (Unit("办公室"), Unit("人事科")),
        (
            Person("周明", "", (Post("", "局长"), Post("办公室", "主任", end=date(2022, 12, 31)))),
            Person(
                "赵敏", "办公室", (Post("办公室", "主任", start=date(2023, 1, 1)), Post("支部", "书记", party=True))
            ),
            Person("钱多", "办公室"),
        ),
    )
    on = {
        day: [person.name for person in people_of(known, "办公室", day)] for day in (date(2022, 6, 1), date(2023, 6, 1))
    }
    assert on == {date(2022, 6, 1): ["周明", "钱多"], date(2023, 6, 1): ["赵敏", "钱多"]}
    assert title_of(people_of(known, "办公室", date(2023, 6, 1))[0]) == "主任"


def test_a_requirement_without_registered_ties_cannot_be_checked_and_says_so() -> None:
    known = Roster((Unit("办公室"), Unit("人事科")), (), (Relation(LEADS, "周明", "办公室", end=date(2022, 12, 31)),))
    assert check_ties(known, LEADS, ["办公室"], date(2022, 1, 1)).said == ""
    check = check_ties(known, LEADS, ["办公室", "人事科"], date(2023, 1, 1))
    assert check.said == "无法核对：未登记分管关系（办公室、人事科）"
