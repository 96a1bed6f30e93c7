"""A return as it stood in its file, and beside the one that it replaces."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.period import parse_period
from desk_app.forms.catalogue import load_catalogue
from desk_app.locations import shipped
from desk_app.problems import DeskError, Level
from desk_app.services.compare_returns import RowKind, compare_returns
from desk_app.services.correct_record import CellEdit, correct_cells
from desk_app.services.leader_figures import leader_figures, received_of
from desk_app.services.original_table import original_table
from desk_app.services.resubmission import compare, pair_rows
from desk_app.services.send_back import send_back
from desk_app.services.standing import standing_of
from desk_app.services.type_records import TypedRow, type_rows
from desk_app.services.unit_page import unit_page
from desk_app.storage import campaigns
from tests.services.returns_office import TALKS, ReturnsOffice
from tests.ui.awkward_stick import HEADINGS, WRONG_DAY, good_rows, talk

FORM = next(form for form in load_catalogue([shipped().forms]).forms if form.name == "办实事征集表")
MARCH = parse_period("2023-03")
REORDERED = (HEADINGS[0], "手机", *HEADINGS[5:8], *HEADINGS[1:5], HEADINGS[8])


@pytest.fixture
def office(tmp_path: Path) -> Iterator[ReturnsOffice]:
    made = ReturnsOffice(tmp_path)
    yield made
    made.desk.store.close()


def test_every_cell_of_a_reordered_table_leads_to_the_value_that_it_became(office: ReturnsOffice) -> None:
    rows = [("139", "记", "2023年3月2日", "室", "甲", "职一", "乙", "职二", "谈心谈话"),
            ("138", "录", "2023年3月40日", "厅", "丙", "职三", "丁", "职四", "廉政谈话")]  # fmt: skip
    one = office.send("办公室", rows, heads=REORDERED)
    opened = office.open(one)
    sheet = original_table(office.desk, office.campaign, one).sheets[0]
    values = {row.id: row.values for row in opened.rows}
    seen = {link: sheet.rows[line][column] for (line, column), link in sheet.links.items()}
    assert len(seen) == len(opened.rows) * 9
    for (record_id, key), text in seen.items():
        expected = {"2023年3月2日": "2023-03-02"}.get(text, text)
        assert str(values[record_id][key]) == expected
    wrong = next(spot for spot, said in sheet.marks.items() if any(one.level is Level.ERROR for one in said))
    assert sheet.rows[wrong[0]][wrong[1]] == "2023年3月40日"
    assert sheet.spot_of(opened.rows[1].id, "talked_on") == wrong


def test_a_mended_cell_shows_both_what_the_file_says_and_what_it_says_now(office: ReturnsOffice) -> None:
    one = office.send("办公室", [WRONG_DAY])
    correct_cells(office.desk, office.campaign, [CellEdit(office.open(one).rows[0].id, "talked_on", "3月2日")])
    sheet = original_table(office.desk, office.campaign, one).sheets[0]
    spot, now = next(iter(sheet.changed.items()))
    assert (sheet.rows[spot[0]][spot[1]], now) == ("2023年3月32日", "2023年3月2日")
    assert sheet.marks == {}


def test_rows_that_are_equal_inside_a_file_are_said_at_the_later_row_and_both_count(office: ReturnsOffice) -> None:
    one = office.send("办公室", [talk("甲", "乙", "2023年3月2日"), talk("甲", "乙", "2023年3月2日")])
    said = office.problem(one, "equal_rows")
    assert said.record_id == office.open(one).rows[1].id
    sheet = original_table(office.desk, office.campaign, one).sheets[0]
    marked = [spot for spot, problems in sheet.marks.items() if said.problem in problems]
    assert [sheet.rows[line][column] for line, column in marked] == ["甲"]
    assert office.figures("办公室") == (2, 2)


def test_a_file_without_a_table_says_why_there_is_none_to_see(office: ReturnsOffice) -> None:
    path = office.root / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 broken")
    found = original_table(office.desk, office.campaign, office.take(path)[0])
    assert (found.sheets, "原件里没有可看的表格" in found.why) == ((), True)


def test_a_resubmission_shows_each_row_and_cell_against_what_it_replaces(office: ReturnsOffice) -> None:
    first = office.send("办公室", good_rows("办"))
    changed = talk("办长", "办员2", "2023年3月3日", place="三楼")
    second = office.send("办公室", [good_rows("办")[0], changed, talk("新", "人", "2023年3月9日")], said="重报")
    opened = office.open(second)
    assert opened.replaces == first
    assert [(one.id, one.state.value) for one in opened.earlier] == [(first, "superseded")]
    found = compare_returns(office.desk, second, first)
    assert {kind: found.count(kind) for kind in RowKind} == {
        RowKind.SAME: 1, RowKind.CHANGED: 1, RowKind.ADDED: 1, RowKind.REMOVED: 1,
    }  # fmt: skip
    cells = [cell for row in found.rows if row.kind is RowKind.CHANGED for cell in row.cells if cell.changed]
    assert [(cell.before, cell.after) for cell in cells] == [("会议室", "三楼")]
    assert office.open(first).rows, "the old one can still be opened"


def test_returns_of_different_forms_are_not_compared(office: ReturnsOffice) -> None:
    path = shipped().sample / "来表/2023年2月/附件4 提建议清单（办公室）.xlsx"
    one, other = office.send("办公室", good_rows("办")), office.take(path)[0]
    with pytest.raises(DeskError, match="不是同一张表"):
        compare_returns(office.desk, one, other)


small = st.lists(
    st.fixed_dictionaries({"matter": st.sampled_from("甲乙丙"), "content": st.sampled_from("修建"),
                           "departments": st.just("办"), "leader": st.sampled_from("张王")}),
    max_size=7,
)  # fmt: skip


@given(small, small)
def test_pairing_names_every_row_of_both_sides_once_in_the_later_ones_order(
    before: list[dict[str, str]], after: list[dict[str, str]]
) -> None:
    pairs = pair_rows(FORM, before, after)
    assert sorted(pair.before for pair in pairs if pair.before is not None) == list(range(len(before)))
    assert [pair.after for pair in pairs if pair.after is not None] == list(range(len(after)))
    said = compare(FORM, before, after)
    assert said.added == sum(pair.before is None for pair in pairs)
    assert said.removed == sum(pair.after is None for pair in pairs)
    for pair in pairs:
        if pair.equal:
            assert before[pair.before or 0] == after[pair.after or 0]


def test_a_sent_back_return_is_neither_in_nor_missing_and_all_states_add_up(office: ReturnsOffice) -> None:
    one = office.send("办公室", good_rows("办"))
    send_back(office.desk, office.campaign, [one], "请补盖章")
    form = next(each for each in standing_of(office.desk, office.campaign, MARCH) if each.form.name == TALKS)
    counted = received_of(form)
    assert counted.sent_back == ("办公室",)
    assert "办公室" not in counted.missing
    assert counted.owed == counted.received + counted.nil + counted.waiting + 1 + len(counted.missing)
    sentence = next(each.sentence for each in leader_figures(office.desk, office.campaign, MARCH) if each.form == TALKS)
    assert f"退回修改1家（办公室），未报{len(counted.missing)}家（" in sentence
    assert f"退回修改1　未报{len(counted.missing)}" in counted.line


def test_a_units_page_shows_its_file_and_not_the_rows_typed_beside_it(office: ReturnsOffice) -> None:
    one = office.send("办公室", good_rows("办"))
    with office.desk.store.read() as reader:
        form = campaigns.find_form(reader, office.campaign.id, TALKS)
    texts = dict(zip(form.definition.keys[1:], talk("手", "工", "2023年3月30日"), strict=True))
    type_rows(office.desk, office.campaign, form.id, [TypedRow("办公室", MARCH, texts)])
    page = unit_page(office.desk, office.campaign, "办公室")
    assert page is not None
    mine = next(each for each in page.returns if (each.form, each.period) == (TALKS, MARCH))
    assert mine.file == office.open(one).submission.file
