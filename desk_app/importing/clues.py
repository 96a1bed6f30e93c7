"""Everything about a return beside its table that may tell its unit and time, in the order in which it is believed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from desk_app.campaign.period import Period
from desk_app.forms.definition import FormDefinition
from desk_app.forms.identity import Identity
from desk_app.importing.converter import Converter
from desk_app.importing.names import Name, NameReader, stem, unit_line

_ARCHIVE = re.compile(r"\.(?:zip|7z)$", re.IGNORECASE)
_LONGEST_LINE = 60
_LINES = 12


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file: its ``name`` relative to the given folder (``2023年2月/附件2.xlsx``) and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class ReadContext:
    """What is known before reading: the choice made, the campaign's span, the given folder's name.

    ``converter`` is the program for old and foreign files, None where none is installed.
    """

    period: Period | None = None
    unit: str | None = None
    form: FormDefinition | None = None
    span: tuple[date, date] | None = None
    folder: str = ""
    converter: Converter | None = None


@dataclass(frozen=True)
class Surroundings:
    """A file's name and its folders, nearest first, taken apart once for all its tables."""

    file: Name
    folders: tuple[Name, ...]


@dataclass(frozen=True)
class Clues:
    """What stands around one table."""

    around: Surroundings
    unit_line: str
    titles: tuple[Name, ...]
    sheet: Name | None
    identity: Identity | None


def surroundings(name: str, context: ReadContext, names: NameReader) -> Surroundings:
    """Take a file's name and folders apart."""
    path = PurePosixPath(name.replace("\\", "/"))
    folders = [_ARCHIVE.sub("", part) for part in reversed(path.parts[:-1]) if part not in {".", "..", "/"}]
    if context.folder:
        folders.append(context.folder)
    return Surroundings(names.read(stem(path.name)), tuple(names.read(part) for part in folders))


def clues_for(
    around: Surroundings,
    before: Sequence[str],
    after: Sequence[str],
    sheet: str,
    identity: Identity | None,
    names: NameReader,
) -> Clues:
    """Gather what stands around one table; lines below it are asked only where those above say nothing."""
    lines = [line for line in before if len(line) <= _LONGEST_LINE][-_LINES:]
    below = [line for line in after if len(line) <= _LONGEST_LINE][:_LINES]
    titles = tuple(names.read(line, near=False) for line in lines if not _is_note(line))
    named = names.read(sheet) if sheet and not sheet.lower().startswith(("sheet", "工作表")) else None
    return Clues(around, unit_line(lines) or unit_line(below), titles, named, identity)


def _is_note(line: str) -> bool:
    return line.lstrip(" （(").startswith(("备注", "注：", "注:", "说明", "填表说明", "填报说明"))
