"""Units that write the bureau before themselves are known; a proposal is never the bureau in their stead."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path
from typing import Any

import pytest

from desk_app.campaign.roster import Roster, Unit
from desk_app.cli import run
from desk_app.importing.results import FileState
from desk_app.importing.roster_file import read_roster
from desk_app.services.keep_roster import import_roster
from desk_app.services.open_campaign import name_the_office
from desk_app.services.take_in import Choices, take_in
from tests.importing.making import TALK, TALK_HEAD, TITLE, xlsx
from tests.services.returns_office import ReturnsOffice

BUREAU = "云溪市水务局"
LIST = f"""name,aliases,kind,parent
{BUREAU},,局,
办公室,局办,科室,{BUREAU}
财务审计科,财审科,科室,{BUREAU}
规划建设科,,科室,{BUREAU}
机关党委,,科室,{BUREAU}
东湖分局,,分局,{BUREAU}
培训中心,,二级机构,{BUREAU}
机关第一党支部,机关一支部,党支部,机关党委
"""
WITHOUT_ROW = LIST.replace(f"{BUREAU},,局,\n", "")


def told(root: Path, roster: str, written: str, name: str = "附件2.xlsx") -> dict[str, Any]:
    """What the command line says of one return whose unit line, or file name, is as written."""
    folder = root / "来表" / "2023年3月"
    folder.mkdir(parents=True)
    lines: list[list[Any]] = [[TITLE], *([[f"填报单位：{written}"]] if written else []), TALK_HEAD, TALK]
    (folder / name).write_bytes(xlsx(lines))
    (root / "名册.csv").write_text(roster, encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        run(["returns", str(root / "来表"), "--units", str(root / "名册.csv"), "--dry-run", "--json"])
    found: list[dict[str, Any]] = json.loads(out.getvalue())["files"]
    (entry,) = found
    return entry


KNOWN = [
    ("云溪市水务局规划建设科", "规划建设科"),
    ("水务局财审科", "财务审计科"),
    ("云溪市水务局东湖分局", "东湖分局"),
    ("市水务局办公室", "办公室"),
    ("云溪市水务局 规划建设科（盖章）", "规划建设科"),
    ("机关党委机关第一党支部", "机关第一党支部"),
    ("中共云溪市水务局机关党委机关一支部", "机关第一党支部"),
    ("云溪市水务局", BUREAU),
]


@pytest.mark.parametrize(("written", "unit"), KNOWN)
def test_a_unit_below_a_body_that_is_written_before_it_is_certain(tmp_path: Path, written: str, unit: str) -> None:
    entry = told(tmp_path, LIST, written)
    assert (entry["state"], entry["unit"]) == ("accepted", unit), entry["problems"]


@pytest.mark.parametrize(("written", "unit"), KNOWN[:-1])
def test_so_it_is_where_the_bureau_has_no_row_of_its_own(tmp_path: Path, written: str, unit: str) -> None:
    entry = told(tmp_path, WITHOUT_ROW, written)
    assert (entry["state"], entry["unit"]) == ("accepted", unit), entry["problems"]


@pytest.mark.parametrize(
    "name", ["云溪市水务局培训中心大谈话统计表.xlsx", "水务局培训中心.xlsx", "云溪市水务局 培训中心 大谈话统计表.xlsx"]
)
def test_a_file_name_may_begin_with_the_bureau(tmp_path: Path, name: str) -> None:
    entry = told(tmp_path, LIST, "", name)
    assert (entry["state"], entry["unit"]) == ("accepted", "培训中心"), entry["problems"]


@pytest.mark.parametrize("written", ["云溪市水务局规划建没科", "云溪水务局规划建设科", "水务局规划建设科室"])
def test_what_is_not_written_to_the_letter_proposes_the_unit_and_never_the_bureau(tmp_path: Path, written: str) -> None:
    entry = told(tmp_path, LIST, written)
    assert (entry["state"], entry["unit"], entry["proposed_unit"]) == ("needs_review", None, "规划建设科")


def test_two_units_of_which_neither_stands_below_the_other_are_not_taken_for_one() -> None:
    known = Roster((Unit("水政监察支队", ("支队",)), Unit("办公室"), Unit("培训中心")))
    assert known.certain("支队办公室") is None
    assert known.certain("培训中心办公室") is None


def test_a_list_without_parents_proposes_the_unit_behind_the_body() -> None:
    known = Roster((Unit(BUREAU), Unit("规划建设科")))
    assert (known.certain(f"{BUREAU}规划建设科"), known.match(f"{BUREAU}规划建设科").proposed) == (None, "规划建设科")


def test_very_long_names_are_answered_at_once() -> None:
    known = Roster(tuple(Unit("机" * size, parent="机" * (size - 1) if size > 2 else "") for size in range(2, 30)))
    assert known.certain("机" * 39) in {None, *(unit.name for unit in known.units)}


def test_a_list_whose_units_all_stand_below_a_body_without_a_row_is_read_and_that_is_said() -> None:
    found = read_roster(WITHOUT_ROW.encode())
    assert [unit.parent for unit in found.roster.units][:2] == ["", ""]
    assert found.roster.bureau == BUREAU
    assert any("看作本单位" in said.message for said in found.problems)


def test_a_short_name_of_the_bureau_stands_for_it_as_a_parent() -> None:
    found = read_roster(WITHOUT_ROW.replace(BUREAU, "水务局").encode(), bureau=BUREAU)
    assert {unit.parent for unit in found.roster.units} == {"", "机关党委"}


def test_the_bureaus_own_row_is_not_owed_and_a_body_that_may_be_it_is_asked_about() -> None:
    own = read_roster(LIST.encode(), bureau=BUREAU).roster
    assert [unit.name for unit in own.units if not unit.reports] == [BUREAU]
    asked = read_roster(LIST.encode())
    assert all(unit.reports for unit in asked.roster.units)
    assert any("如果就是本单位" in said.message for said in asked.problems)


def test_a_desk_that_knows_its_bureau_accepts_the_full_name_and_does_not_owe_its_own_row(tmp_path: Path) -> None:
    office = ReturnsOffice(tmp_path)
    name_the_office(office.desk, BUREAU, "王芳")
    (tmp_path / "名册.csv").write_text(LIST, encoding="utf-8")
    import_roster(office.desk, tmp_path / "名册.csv")
    assert BUREAU not in [unit.name for unit in office.desk.roster().reporting]
    path = tmp_path / "2023年3月" / "附件2.xlsx"
    path.parent.mkdir()
    path.write_bytes(xlsx([[TITLE], [f"填报单位：{BUREAU}东湖分局"], TALK_HEAD, TALK]))
    (taken,) = take_in(office.desk, office.campaign, [path], Choices()).taken
    assert (taken.judgement.state, taken.judgement.read.unit) == (FileState.ACCEPTED, "东湖分局")
