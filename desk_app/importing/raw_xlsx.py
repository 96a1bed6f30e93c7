"""An independent look at a workbook's raw XML: which cells hold something, errors, formulas, what is hidden."""

from __future__ import annotations

import html
import posixpath
import re
from dataclasses import dataclass, field
from functools import lru_cache

from desk_app.forms.identity import DEFINED_NAME, PROPERTY_NAME
from desk_app.importing.gate import MAX_CELLS, Package
from desk_app.importing.main_part import main_part, relations_of, resolve
from desk_app.importing.safe_xml import attribute, local, parse

_TOKEN = re.compile(
    rb"<(?:[\w.-]+:)?(?:row(?=[\s/>])([^<>]*)>|c(?=[\s/>])([^<>]*?)(?:/>|>(.*?)</(?:[\w.-]+:)?c>))", re.DOTALL
)
_REF = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})(\d{1,7})[\"']")
_ANY_REF = re.compile(rb"\br\s*=")
_ROW = re.compile(rb"\br\s*=\s*[\"'](\d{1,7})[\"']")
_TYPE = re.compile(rb"\bt\s*=\s*[\"'](\w+)[\"']")
_HIDDEN = re.compile(rb"\bhidden\s*=\s*[\"'](?:1|true)[\"']")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^<>]*)?>([^<]+)<")
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_TAGS = re.compile(rb"<[^>]*>")
_COLUMN = re.compile(rb"<(?:[\w.-]+:)?col\s([^<>]*)>")
_BOUNDS = re.compile(rb"\b(min|max)=[\"'](\d{1,5})[\"']")
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_CUSTOM = "docprops/custom.xml"
_MAX_COLUMNS = 16384
_HEAD = 4096
_LONGEST_KEPT = 32 << 10
_NOT_PLAIN = (b't="e"', b"t='e'", b"<f>", b"<f ", b"<f/", b"<!--", b"<![CDATA[")
_LETTERS = re.compile(rb"\br\s*=\s*[\"']([A-Z]{1,3})\d")
_FAR = re.compile(rb"\br\s*=\s*[\"'](?:[A-Z]{0,3}\d{5}|[A-Z]{2})")
_NUMBERS = re.compile(rb"\br\s*=\s*[\"'][A-Z]{0,3}(\d{1,9})[\"']")

Spot = tuple[int, int]


@dataclass
class RawSheet:
    """What the raw XML of one sheet says; rows and columns count from 0."""

    filled: set[Spot] = field(default_factory=set)
    errors: dict[Spot, str] = field(default_factory=dict)
    uncached: set[Spot] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    doubled: bool = False
    misplaced: bool = False

    @property
    def size(self) -> Spot:
        """Rows and columns of the used area from A1."""
        if not self.filled:
            return 0, 0
        return max(row for row, _ in self.filled) + 1, max(column for _, column in self.filled) + 1


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """One sheet as the workbook lists it; ``part`` is its entry in the package, empty when it is no table."""

    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class RawWorkbook:
    """The workbook's own list of sheets, its epoch, and the identity texts found in names and properties."""

    sheets: tuple[SheetEntry, ...]
    epoch_1904: bool
    identity_texts: tuple[str, ...]


def read_workbook(package: Package) -> RawWorkbook:
    """Read the workbook part, its relations and its custom properties."""
    main = main_part(package, "xl/workbook.xml")
    custom = package.part(_CUSTOM)
    parts = (package.part(main) or b"", package.part(relations_of(main)), custom)
    if sum(len(part or b"") for part in parts) <= _LONGEST_KEPT:
        return _workbook_kept(main, *parts)
    return _workbook(main, *parts)


@lru_cache(maxsize=64)
def _workbook_kept(main: str, workbook: bytes, relations: bytes | None, custom: bytes | None) -> RawWorkbook:
    return _workbook(main, workbook, relations, custom)


def _workbook(main: str, workbook: bytes, relations: bytes | None, custom: bytes | None) -> RawWorkbook:
    root = parse(workbook)
    targets = _targets(main, relations)
    sheets = []
    epoch = False
    texts = _texts_in(custom, PROPERTY_NAME)
    for element in root.iter():
        name = local(element)
        if name == "sheet":
            relation = attribute(element, "id") or ""
            sheets.append(SheetEntry(element.get("name") or "", element.get("state") or "", targets.get(relation, "")))
        elif name == "workbookPr":
            epoch = element.get("date1904") in {"1", "true"}
        elif name == "definedName" and element.get("name") == DEFINED_NAME and element.text:
            texts.append(element.text)
    return RawWorkbook(tuple(sheets), epoch, tuple(texts))


def _targets(main: str, relations: bytes | None) -> dict[str, str]:
    if relations is None:
        return {}
    folder = posixpath.dirname(main)
    return {
        element.get("Id") or "": resolve(folder, element.get("Target") or "")
        for element in parse(relations)
        if (element.get("Type") or "").endswith("/worksheet")
    }


def property_texts(package: Package, name: str) -> list[str]:
    """The texts of the custom document properties of a name (Excel and Word keep them alike)."""
    return _texts_in(package.part(_CUSTOM), name)


def _texts_in(part: bytes | None, name: str) -> list[str]:
    if part is None or name.encode() not in part:
        return []
    return ["".join(str(text) for text in element.itertext()) for element in parse(part) if element.get("name") == name]


def count_filled(part: bytes) -> int | None:
    """How many cells of a plain sheet hold something, counted at a glance.

    None where a glance is not enough: formulas, error values, prefixed names or cells far away want `scan_sheet`.
    """
    if b"<worksheet" not in part[:_HEAD] or any(mark in part for mark in _NOT_PLAIN):
        return None
    if _FAR.search(part) and _area(part) > MAX_CELLS:
        return None
    return count_common(part)


def count_common(part: bytes) -> int:
    """How many cells hold something in a sheet that is known to have neither formulas, errors nor far cells."""
    texts = part.count(b"</is>") - part.count(b"<is><t></t></is>") - part.count(b"<is><t/></is>")
    return part.count(b"</v>") - part.count(b"<v></v>") + texts


def _area(part: bytes) -> int:
    rows = max(map(int, set(_NUMBERS.findall(part))), default=0)
    columns = max(map(_column_number, set(_LETTERS.findall(part))), default=0) + 1
    return rows * columns


def hidden_only(part: bytes) -> RawSheet:
    """The hidden rows and columns of a sheet that needs no closer look."""
    if b"hidden" not in part:
        return RawSheet()
    sheet = RawSheet(hidden_columns=_hidden_columns(part))
    if _HIDDEN.search(part, part.find(b"sheetData")):
        sheet.hidden_rows = scan_sheet(part).hidden_rows
    return sheet


def scan_sheet(part: bytes) -> RawSheet:
    """Walk one sheet's XML once and note what each cell holds, without laying the table out."""
    sheet = RawSheet()
    if b"<!" in part:
        part = _CDATA.sub(_as_text, _COMMENT.sub(b"", part))
    row, column = -1, -1
    for token in _TOKEN.finditer(part, 0, _last_cell(part)):
        row_text, cell_text, inner = token.groups()
        if row_text is not None:
            match = _ROW.search(row_text)
            row, column = (int(match[1]) - 1 if match else row + 1), -1
            if _HIDDEN.search(row_text):
                sheet.hidden_rows.add(row)
            continue
        match = _REF.search(cell_text)
        if match is None:
            sheet.misplaced = sheet.misplaced or bool(_ANY_REF.search(cell_text))
            column += 1
        else:
            row, column = int(match[2]) - 1, _column_number(match[1])
        if inner:
            _note(sheet, (row, column), cell_text, inner)
    sheet.hidden_columns = _hidden_columns(part)
    return sheet


def _as_text(found: re.Match[bytes]) -> bytes:
    return html.escape(found[1].decode("utf-8", "replace")).encode()


def _last_cell(part: bytes) -> int:
    """Where the last cell ends; to look for the end of one behind it would take time by the square of the length."""
    return max(part.rfind(b"</c>") + 4, part.rfind(b":c>") + 3)


def _note(sheet: RawSheet, spot: Spot, attributes: bytes, inner: bytes) -> None:
    kind_match = _TYPE.search(attributes)
    kind = kind_match[1] if kind_match else b"n"
    value = _VALUE.search(inner)
    if kind == b"inlineStr":
        if not _TAGS.sub(b"", inner):
            return
    elif value is None:
        if kind != b"str" and _FORMULA.search(inner):
            sheet.uncached.add(spot)
        return
    if spot in sheet.filled:
        sheet.doubled = True
    sheet.filled.add(spot)
    if kind == b"e" and value is not None:
        sheet.errors[spot] = html.unescape(value[1].decode("utf-8", "replace"))


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _hidden_columns(part: bytes) -> set[int]:
    hidden: set[int] = set()
    head = part[: part.find(b"sheetData")]
    for match in _COLUMN.finditer(head):
        if _HIDDEN.search(match[1]):
            bounds = {key: int(number) for key, number in _BOUNDS.findall(match[1])}
            last = min(bounds.get(b"max", 0), _MAX_COLUMNS)
            hidden.update(range(bounds.get(b"min", 1) - 1, last))
    return hidden
