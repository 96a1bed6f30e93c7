"""The quick pairing of changed rows finds what comparing every row with every other would find."""

from __future__ import annotations

import hypothesis.strategies as st
from hypothesis import given, settings

from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.locations import shipped
from desk_app.services.likeness import EarlierRows
from desk_app.services.resubmission import compare

FORMS = [form for form in load_catalogue([shipped().forms]).forms if 3 <= len(form.columns) <= 9]
TALKS = next(form for form in FORMS if form.name == "大谈话统计表")
Row = dict[str, str | int]


def keys_of(form: FormDefinition) -> list[str]:
    return [column.key for column in form.columns if column.kind is not ColumnKind.SERIAL]


@st.composite
def returns(draw: st.DrawFn) -> tuple[FormDefinition, list[Row], list[Row]]:
    form = draw(st.sampled_from([TALKS, *FORMS]))
    cells: st.SearchStrategy[str | int] = st.sampled_from(["", "甲", "乙", "丙", 1])
    row = st.fixed_dictionaries(dict.fromkeys(keys_of(form), cells))
    before = draw(st.lists(row, max_size=8))
    kept = [dict(one) for one in draw(st.permutations(before))]
    for one in kept:
        for key in draw(st.lists(st.sampled_from(keys_of(form)), max_size=3)):
            one[key] = draw(cells)
    return form, before, kept + draw(st.lists(row, max_size=3))


def one_by_one(form: FormDefinition, left: dict[int, Row], row: Row) -> int | None:
    """The most alike of all that are left, by comparing with each."""
    telling = [key for key in ("talkee", "talked_on") if form.name == TALKS.name]
    best, most = None, 0.0
    for place in sorted(left):
        other = left[place]
        filled = [key for key in keys_of(form) if row[key] != "" or other[key] != ""]
        score = sum(row[key] == other[key] for key in filled) / len(filled) if filled else 1.0
        if score > most and (not telling or any(row[key] == other[key] for key in telling)):
            best, most = place, score
    return best if most >= 0.5 else None


@given(returns())
@settings(max_examples=400, deadline=None)
def test_each_row_takes_the_one_that_comparing_with_all_would_take(
    made: tuple[FormDefinition, list[Row], list[Row]],
) -> None:
    form, before, after = made
    left = dict(enumerate(before))
    quick = EarlierRows(form, left)
    for row in after:
        wanted = one_by_one(form, left, row)
        assert quick.take(row) == wanted
        if wanted is not None:
            del left[wanted]
    assert quick.left == sorted(left)


def test_fifteen_hundred_rows_each_changed_in_a_cell_are_all_recognised() -> None:
    before: list[Row] = [{**dict.fromkeys(keys_of(TALKS), f"甲{number}"), "place": "会议室"} for number in range(1500)]
    after: list[Row] = [row | {"place": "办公室"} for row in before]
    found = compare(TALKS, before, after)
    assert (found.changed_rows, found.added, found.removed) == (1500, 0, 0)
