"""Ready forms that a campaign has taken steal no return from the forms that it had before."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from desk_app.campaign.roster import Roster
from desk_app.forms.catalogue import Catalogue, load_catalogue
from desk_app.importing.results import ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.importing.roster_file import read_roster
from desk_app.locations import shipped
from tests.importing.awkward.kit import ROSTER, Case
from tests.importing.awkward_files import CASES

SAMPLE = shipped().sample
RETURNS = sorted(path for path in (SAMPLE / "来表").rglob("*") if path.is_file())
TEMPLATE = "学习宣传贯彻党的二十大精神"


@cache
def catalogue() -> Catalogue:
    return load_catalogue([shipped().forms])


@cache
def readers(roster_text: bytes, *, template: bool) -> tuple[ReturnReader, ReturnReader]:
    """A reader without the ready forms, and one with all whose names are free."""
    forms = catalogue().template(TEMPLATE).forms if template else catalogue().forms
    held = {form.name for form in forms}
    added = tuple(form for form in catalogue().ready if form.name not in held)
    assert len(added) >= 7
    roster: Roster = read_roster(roster_text).roster
    return ReturnReader(forms, roster), ReturnReader((*forms, *added), roster)


def told(found: list[ReadReturn]) -> list[tuple[object, ...]]:
    return [(one.state, one.form and one.form.name, one.unit, one.period, len(one.rows), one.problems) for one in found]


@pytest.mark.parametrize("path", RETURNS, ids=lambda path: path.name)
def test_a_return_of_the_sample_is_read_alike_with_the_ready_forms_beside(path: Path) -> None:
    source = SourceFile(path.relative_to(SAMPLE / "来表").as_posix(), path.read_bytes())
    before, after = readers((SAMPLE / "单位名册.csv").read_bytes(), template=True)
    assert told(after.read(source, ReadContext(folder="来表"))) == told(before.read(source, ReadContext(folder="来表")))


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.says)
def test_an_awkward_file_is_read_alike_with_the_ready_forms_beside(one: Case) -> None:
    before, after = readers(ROSTER.encode(), template=False)
    for name, data in one.files.items():
        source = SourceFile(name, data)
        assert told(after.read(source, ReadContext(folder=one.folder))) == told(
            before.read(source, ReadContext(folder=one.folder))
        )
