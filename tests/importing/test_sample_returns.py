import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from desk_app.forms.catalogue import load_catalogue
from desk_app.importing.results import ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.importing.roster_file import read_roster
from desk_app.locations import shipped

SAMPLE = shipped().resources / "sample"


def truth() -> dict[str, list[dict[str, Any]]]:
    by_file: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in json.loads((SAMPLE / "来表说明.json").read_text("utf-8"))["files"]:
        by_file[entry["file"]].append(entry)
    return by_file


@pytest.fixture(scope="module")
def reader() -> ReturnReader:
    forms = load_catalogue([shipped().forms]).template("学习宣传贯彻党的二十大精神").forms
    return ReturnReader(forms, read_roster((SAMPLE / "单位名册.csv").read_bytes()).roster)


def as_stated(found: ReadReturn) -> dict[str, Any]:
    return {
        "state": found.state.value,
        "unit": found.unit or found.proposed_unit,
        "form": found.form.name if found.form else None,
        "period": found.period.code if found.period else None,
        "rows": len(found.rows),
    }


def dates_of(found: ReadReturn) -> list[str]:
    assert found.form is not None
    assert found.form.row_date is not None
    return [str(row.values[found.form.row_date.key]) for row in found.rows]


def test_the_sample_folder_and_its_explanation_name_the_same_files() -> None:
    folder = SAMPLE / "来表"
    assert {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} == set(truth())


@pytest.mark.parametrize("name", sorted(truth()))
def test_a_sample_return_is_read_as_its_explanation_says(reader: ReturnReader, name: str) -> None:
    data = Path(SAMPLE / "来表" / name).read_bytes()
    found = reader.read(SourceFile(name, data), ReadContext(folder="来表"))
    stated = truth()[name]
    assert len(found) == len(stated)
    for entry, result in zip(stated, found, strict=True):
        wanted = {key: entry[key] for key in ("state", "unit", "form", "period", "rows")}
        if wanted["state"] == "duplicate":
            wanted["state"] = "accepted"
        assert as_stated(result) == wanted, (entry["special"], result.problems)
        if "dates" in entry:
            assert dates_of(result) == entry["dates"]
