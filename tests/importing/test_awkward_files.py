"""A hundred and more awkward files, each with its expected entry, through the command line as an office gives them."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest

from desk_app.cli import run
from tests.importing.awkward.kit import Case, Want
from tests.importing.awkward.resaved import CASES as RESAVED
from tests.importing.awkward.resaved import resave
from tests.importing.awkward_files import CASES, written

ROSTER = "单位名册.csv"
AWKWARD = Path(__file__).parent / "awkward"
SOFFICE = shutil.which("soffice")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All cases that need nothing installed, each in a folder of its own."""
    return written(CASES, tmp_path_factory.mktemp("来表"))


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The cases that LibreOffice writes, each in a folder of its own."""
    if SOFFICE is None:
        pytest.skip("LibreOffice is not installed here")
    key = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(AWKWARD.glob("*.py")))).hexdigest()[:16]
    kept = Path(tempfile.gettempdir()) / f"desk-awkward-{key}"
    if not kept.is_dir():
        folder = written([], tmp_path_factory.mktemp("重存"))
        resave(RESAVED, folder, tmp_path_factory.mktemp("scratch"), SOFFICE)
        with contextlib.suppress(OSError):
            folder.rename(kept)
            return kept
        return folder
    return kept


def told(folder: Path, place: Path, options: tuple[str, ...]) -> list[dict[str, Any]]:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        status = run(["--data", str(folder / "none"), "returns", str(place), "--units", str(folder / ROSTER),
                      "--dry-run", "--json", *options])  # fmt: skip
    assert status in {0, 1}
    files: list[dict[str, Any]] = json.loads(out.getvalue())["files"]
    return files


def compare(one: Case, found: list[dict[str, Any]]) -> list[str]:
    """Everything in which the answer is not the expected one."""
    if len(found) != len(one.want):
        return [f"{len(found)} entries for {len(one.want)}: {found}"]
    return [fault for entry, want in zip(found, one.want, strict=True) for fault in differences(entry, want)]


def differences(entry: dict[str, Any], want: Want) -> list[str]:
    said = [problem["message"] for problem in entry["problems"]]
    facts = {"state": want.state, "unit": want.unit, "form": want.form, "period": want.period}
    facts |= {"proposed_unit": want.proposed, "file": want.file or entry["file"]}
    faults = [f"{key} {entry[key]!r} for {value!r}" for key, value in facts.items() if entry[key] != value]
    rows = [{key: str(value) for key, value in row.items()} for row in entry["rows"]]
    if rows != [dict(row) for row in want.rows]:
        faults.append(f"rows {rows} for {list(want.rows)}")
    faults += [f"not said: {piece}" for piece in want.says if not any(piece in text for text in said)]
    faults += [f"said: {text}" for text in said if want.silent]
    return [f"{fault} ({said})" for fault in faults]


@pytest.mark.parametrize("one", CASES, ids=lambda one: one.says)
def test_an_awkward_file_gives_its_entry(folder: Path, one: Case) -> None:
    found = told(folder, folder / one.folder, tuple(one.options))
    assert not compare(one, found)


@pytest.mark.parametrize("one", RESAVED, ids=lambda one: one.says)
def test_a_file_written_by_another_program_gives_its_entry(resaved: Path, one: Case) -> None:
    found = told(resaved, resaved / one.folder, tuple(one.options))
    assert not compare(one, found)
