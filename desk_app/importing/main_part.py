"""Where an office package keeps its workbook or document: the usual place, or the one that its relations name."""

from __future__ import annotations

import posixpath

from desk_app.importing.gate import Package
from desk_app.importing.safe_xml import parse
from desk_app.importing.sniff import FileKind

_RELATIONS = "_rels/.rels"
_TYPES = "[Content_Types].xml"
_KINDS = (("spreadsheetml", FileKind.XLSX), ("ms-excel.sheet", FileKind.XLSX), ("wordprocessingml", FileKind.DOCX),
          ("ms-word.", FileKind.DOCX))  # fmt: skip


def main_part(package: Package, usual: str) -> str:
    """The entry of the main part: the ``usual`` one where it is there, else what the package's relations point at."""
    if package.part(usual) is not None:
        return usual
    return _stated(package) or usual


def _stated(package: Package) -> str:
    relations = package.part(_RELATIONS)
    if relations is None:
        return ""
    for element in parse(relations):
        if (element.get("Type") or "").endswith("/officeDocument"):
            return resolve("", element.get("Target") or "")
    return ""


def kind_of_main(package: Package) -> FileKind | None:
    """Whether a package whose parts bear unusual names is a workbook or a Word document after all."""
    main, types = _stated(package), package.part(_TYPES)
    if not main or types is None or package.part(main) is None:
        return None
    for element in parse(types):
        if (element.get("PartName") or "").lstrip("/").lower() == main.lower():
            content = element.get("ContentType") or ""
            return next((kind for mark, kind in _KINDS if mark in content and "main" in content), None)
    return None


def relations_of(part: str) -> str:
    """The entry that holds a part's relations."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def resolve(folder: str, target: str) -> str:
    """An entry's name from a relation's target, which may be absolute or relative to the part's folder."""
    plain = target.replace("\\", "/")
    return plain.lstrip("/") if plain.startswith("/") else posixpath.normpath(posixpath.join(folder, plain))
