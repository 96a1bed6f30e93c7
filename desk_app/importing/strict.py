"""Turns a workbook in the strict OOXML dialect, which the readers return as empty, into the usual one."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

from desk_app.importing.gate import Package

_MARK = b"http://purl.oclc.org/ooxml/"
_NAMES = (
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/",
        b"http://schemas.openxmlformats.org/officeDocument/2006/",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
)


def is_strict(package: Package) -> bool:
    """Whether the workbook speaks the strict dialect."""
    return _MARK in (package.part("xl/workbook.xml") or b"") or _MARK in (package.part("_rels/.rels") or b"")


def as_transitional(package: Package) -> Package:
    """The same workbook with the usual names; its cells are not touched."""
    return repacked(replace(package, parts={name: _renamed(part) for name, part in package.parts.items()}))


def repacked(package: Package) -> Package:
    """The same workbook as a container of its XML alone, under the plain names of its parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, part in package.parts.items():
            archive.writestr(name, part)
    return replace(package, data=target.getvalue())


def _renamed(part: bytes) -> bytes:
    for strict, usual in _NAMES:
        part = part.replace(strict, usual)
    return part
