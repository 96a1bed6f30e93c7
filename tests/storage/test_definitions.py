from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.period import Rhythm
from desk_app.forms.definition import Column, ColumnKind, Due, FormDefinition, Quota, Rule
from desk_app.storage.columns import to_json
from desk_app.storage.definitions import from_structure, to_structure

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
text_lists = st.lists(texts, max_size=3).map(tuple)
columns = st.builds(
    Column,
    key=texts,
    heading=texts,
    kind=st.sampled_from(ColumnKind),
    group=texts,
    required=st.booleans(),
    width=st.floats(1, 300),
    choices=text_lists,
    closed=st.booleans(),
    rule=st.sampled_from(Rule),
    row_date=st.booleans(),
)
dues = st.builds(
    Due,
    on=st.none() | st.dates(),
    day=st.none() | st.integers(1, 31),
    months_after=st.integers(0, 12),
    clock=st.none() | st.times(),
    basis=texts,
)
quotas = st.builds(Quota, least=st.none() | st.integers(0, 99), most=st.none() | st.integers(0, 99))
definitions = st.builds(
    FormDefinition,
    name=texts,
    title=texts,
    columns=st.lists(columns, max_size=4).map(tuple),
    annex=texts,
    collected=st.none() | st.sampled_from(Rhythm),
    unit_line=st.booleans(),
    blank_rows=st.integers(0, 200),
    note=texts,
    signatures=text_lists,
    sealed=st.booleans(),
    landscape=st.booleans(),
    audience=text_lists,
    aliases=text_lists,
    due=st.none() | dues,
    quota=st.none() | quotas,
    copies=st.integers(1, 99),
    double_sided=st.booleans(),
    page_of=st.booleans(),
    source=texts,
)


@given(definitions)
def test_a_definition_comes_back_equal_to_the_one_that_was_kept(definition: FormDefinition) -> None:
    back = from_structure(json.loads(to_json(to_structure(definition))))
    assert back == definition
    assert back.source == definition.source
