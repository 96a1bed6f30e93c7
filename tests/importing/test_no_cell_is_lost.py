"""No cell is lost in silence: every text of a file is stored as it stood, or said, or is the form's own printing."""

from __future__ import annotations

import io
import re
import unicodedata
import warnings
import zipfile
from collections.abc import Iterable, Iterator

import openpyxl
import pytest
from lxml import etree

from desk_app.campaign.roster import Roster, Unit
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.importing.documents import open_document
from desk_app.importing.refusal import Refused
from desk_app.importing.remarks import is_own_printing
from desk_app.importing.results import FileState, ReadReturn
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.locations import shipped
from tests.importing.awkward.kit import ROSTER, Case
from tests.importing.awkward_files import CASES

FORMS = load_catalogue([shipped().forms]).forms
BUREAU = Roster(
    tuple(Unit(line[0], tuple(line[1].split("、"))) for line in (row.split(",") for row in ROSTER.split()[1:]))
)
READ = {FileState.ACCEPTED, FileState.NEEDS_REVIEW, FileState.NIL}
SAID_IN_PART = 20
TOLD = re.compile(
    r"☑?零报告|不涉及|本月无谈话(?:,零报告。)?|零报告。|无|提建议清单|(?:办公室)?.*大谈话统计表|填报单位.*|(?:备注:)?谈话类型为.*"
)
DELETED = re.compile(rb"<w:(del|moveFrom)\b.*?</w:\1>", re.DOTALL)
GONE_ROW = re.compile(rb"<w:tr\b(?:(?!</w:tr>).)*?<w:trPr>\s*<w:del\b.*?</w:tr>", re.DOTALL)
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def plain(text: object) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text)))


def texts_of(data: bytes) -> Iterator[str]:
    """Every cell's text by another way than the program's, where there is one."""
    if not data.startswith(b"PK"):
        yield from (cell.text for grid in open_document(data).grids for row in grid.rows for cell in row)
    elif b"word/document" in data:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            name = next(
                name for name in archive.namelist() if name.startswith("word/document") and name.endswith(".xml")
            )
            xml = GONE_ROW.sub(b"", DELETED.sub(b"", archive.read(name)))
        for paragraph in etree.fromstring(xml).iter(f"{WORD}p"):
            yield "".join(text.text or "" for text in paragraph.iter(f"{WORD}t"))
    else:
        yield from sheet_texts(data)


def sheet_texts(data: bytes) -> Iterator[str]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(data), data_only=True)
    except Exception:  # noqa: BLE001  what openpyxl cannot open is counted by the program's own reading
        yield from (cell.text for grid in open_document(data).grids for row in grid.rows for cell in row)
        return
    for sheet in book.worksheets:
        for row in sheet.iter_rows(values_only=True):
            yield from (str(value) for value in row if value is not None)


def kept(found: Iterable[ReadReturn]) -> set[str]:
    """Everything that is stored, as it stood and as it was read."""
    return {
        plain(text)
        for one in found
        for row in one.rows
        for text in (*row.values.values(), *row.raw.values(), *row.extra.values())
    }


def printed(form: FormDefinition) -> set[str]:
    return {plain(text) for column in form.columns for text in (column.heading, column.group or "")}


@pytest.mark.parametrize("one", [one for one in CASES if one.counted and len(one.files) == 1], ids=lambda one: one.says)
def test_every_text_is_stored_or_said(one: Case) -> None:
    ((name, data),) = one.files.items()
    found = ReturnReader(FORMS, BUREAU).read(SourceFile(name, data), ReadContext())
    if not any(item.state in READ for item in found):
        assert all(item.problems or item.state in {FileState.SCAN, FileState.IGNORED} for item in found)
        return
    stored = kept(found)
    said = plain("".join(f"{problem.where}{problem.message}" for item in found for problem in item.problems))
    headings = {text for item in found if item.form for text in printed(item.form)}
    known = stored | headings | {plain(text) for text in one.lost}
    try:
        texts = {plain(text) for text in texts_of(data)} - {""}
    except Refused:
        texts = set()
    left = [text for text in texts - known if not accounted(text, known, said, found)]
    assert not left


def accounted(text: str, known: set[str], said: str, found: list[ReadReturn]) -> bool:
    """Whether a text that is not stored to the letter is stored in another way of writing, or said, or furniture."""
    if text.removesuffix(".0") in known or text[:SAID_IN_PART] in said or TOLD.fullmatch(text):
        return True
    if (text.isdecimal() and len(text) < 3) or any(text in value for value in known if value.startswith("☑")):
        return True
    if any(text.startswith(value) for value in known if re.fullmatch(r"\d{4}-\d\d-\d\d", value)):
        return True
    return any(is_own_printing(text, item.form) for item in found if item.form)
