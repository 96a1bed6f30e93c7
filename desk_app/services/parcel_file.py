"""报送包: what a branch office hands to its superior in one file, and the file itself, checked before it is believed.

The file begins with a line that names its kind and the SHA-256 of all that follows; what follows is a zip archive with
``manifest.json`` (SHA-256 and size of each part), ``returns.json`` and the originals. Any program that opens zip files
can look into it.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.exporting.atomic import replacing
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError

SUFFIX = ".bsb"
_HEAD = b"ZBTZ-BSB 1 "
_HEAD_LENGTH = len(_HEAD) + 64 + 1
_MANIFEST, _RETURNS = "manifest.json", "returns.json"
_MEMBER = re.compile(r"originals/[0-9a-f]{64}(?:\.[a-z0-9]{1,10})?|returns\.json")
_KIND = "专班台账报送包"
_LARGEST = 512 << 20
_MOST_UNPACKED = 1 << 30
_MOST_JSON = 128 << 20
_STAMP = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class ParcelForm:
    """One form as the branch collects it: its version, and its columns' keys and headings."""

    name: str
    annex: str
    version: int
    keys: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ParcelRow:
    """One accepted row, with the place in its original that it came from.

    ``repeated`` marks one that the branch had reported for an earlier period already (累计报送).
    """

    number: int
    values: Mapping[str, str | int]
    occurred_on: str = ""
    sheet: str = ""
    cell: str = ""
    raw: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, str] = field(default_factory=dict)
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class ParcelReturn:
    """One accepted return; ``original`` is the name of its part, empty where it was typed at the branch."""

    unit: str
    form: str
    period: str
    file: str
    sheet: str
    original: str
    rows: tuple[ParcelRow, ...]

    @property
    def is_nil(self) -> bool:
        """Whether it reports nothing (零报告)."""
        return not self.rows


@dataclass(frozen=True, slots=True)
class Parcel:
    """Everything that a branch hands over; no operator, computer or folder is named."""

    sender: str
    campaign: str
    made_on: str
    forms: tuple[ParcelForm, ...]
    returns: tuple[ParcelReturn, ...]

    def form(self, name: str) -> ParcelForm:
        """The form of a name."""
        return next(one for one in self.forms if one.name == name)


@dataclass(frozen=True, slots=True)
class OpenedParcel:
    """A parcel that was found whole: its content, its originals, and the SHA-256 by which both ends compare it."""

    file: str
    parcel: Parcel
    originals: Mapping[str, bytes]
    content: bytes
    sha256: str

    @property
    def code(self) -> str:
        """校验码 as it is read out over the telephone."""
        return code_of(self.sha256)


def code_of(sha256: str) -> str:
    """The first twelve signs of a SHA-256 in groups of four."""
    return " ".join(sha256[place : place + 4] for place in range(0, 12, 4)).upper()


def is_parcel(path: Path) -> bool:
    """Whether a file says of itself that it is a 报送包; what cannot be read is none."""
    try:
        if not path.is_file():  # a pipe would be waited for
            return False
        with path.open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD
    except OSError:
        return False


def write_parcel(parcel: Parcel, originals: Mapping[str, bytes], target: Path) -> str:
    """Write a parcel, whole or not at all; its SHA-256."""
    parts = {_RETURNS: _json(asdict(parcel)), **{name: originals[name] for name in sorted(originals)}}
    members = [{"name": name, "sha256": _hash(content), "size": len(content)} for name, content in parts.items()]
    payload = io.BytesIO()
    with zipfile.ZipFile(payload, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {_MANIFEST: _json({"kind": _KIND, "members": members}), **parts}.items():
            archive.writestr(zipfile.ZipInfo(name, _STAMP), content, zipfile.ZIP_DEFLATED)
    sha256 = _hash(payload.getbuffer())
    with replacing(target) as part:
        part.write_bytes(b"".join((_HEAD, sha256.encode(), b"\n", payload.getbuffer())))
    return sha256


def open_parcel(path: Path) -> OpenedParcel:
    """Read a parcel and check every part; DeskError when it cannot be read, is damaged or was altered."""
    try:
        if path.stat().st_size > _LARGEST:
            raise DeskError(f"报送包“{path.name}”超过{_LARGEST >> 20}MB，没有收入；请让报送单位分期次导出后再报。")
        content = path.read_bytes()
    except OSError as error:
        raise DeskError(f"报送包“{path.name}”读不出来（{reason_of(error)}），请确认U盘插好后再收一次。") from error
    head, payload = content[:_HEAD_LENGTH], content[_HEAD_LENGTH:]
    sha256 = _hash(payload)
    if head != _HEAD + sha256.encode() + b"\n":
        raise _altered(path)
    try:
        parcel, originals = _unpacked(payload)
    except (OSError, *BROKEN_ZIP, TypeError, AttributeError, StopIteration) as error:
        raise _altered(path) from error
    return OpenedParcel(path.name, parcel, originals, content, sha256)


def _altered(path: Path) -> DeskError:
    return DeskError(f"报送包“{path.name}”已损坏或被改动（校验码不符），没有收入；请让报送单位重新导出后再报。")


def _unpacked(payload: bytes) -> tuple[Parcel, dict[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        entries = archive.infolist()
        if sum(entry.file_size for entry in entries) > _MOST_UNPACKED or len({e.filename for e in entries}) != len(
            entries
        ):
            raise ValueError("too large, or a name twice")
        manifest = json.loads(_read(archive, _MANIFEST))
        if manifest["kind"] != _KIND:
            raise ValueError(manifest["kind"])
        names = [member["name"] for member in manifest["members"]]
        if sorted([*names, _MANIFEST]) != sorted(entry.filename for entry in entries):
            raise ValueError("parts differ")
        parts = {}
        for member in manifest["members"]:
            name = member["name"]
            part = archive.read(name)
            if not _MEMBER.fullmatch(name) or (_hash(part), len(part)) != (member["sha256"], member["size"]):
                raise ValueError(name)
            parts[name] = part
    parcel = _parcel(json.loads(parts.pop(_RETURNS)))
    if {one.original for one in parcel.returns if one.original} != set(parts):
        raise ValueError("originals differ")
    return parcel, parts


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_JSON:
        raise ValueError(name)
    return archive.read(name)


def _parcel(structure: Mapping[str, Any]) -> Parcel:
    forms = tuple(
        ParcelForm(_text(one["name"]), _text(one["annex"]), int(one["version"]), _texts(one["keys"]),
                   _texts(one["labels"]))
        for one in structure["forms"]
    )  # fmt: skip
    returns = tuple(
        ParcelReturn(_text(one["unit"]), _text(one["form"]), _text(one["period"]), _text(one["file"]),
                     _text(one["sheet"]), _text(one["original"]), tuple(_row(row) for row in one["rows"]))
        for one in structure["returns"]
    )  # fmt: skip
    keys = {one.name: set(one.keys) for one in forms}
    if any(len(one.keys) != len(one.labels) for one in forms):
        raise ValueError("headings")
    if any(not set(row.values) <= keys[one.form] for one in returns for row in one.rows):
        raise ValueError("a value without a column")
    return Parcel(_text(structure["sender"]), _text(structure["campaign"]), _text(structure["made_on"]), forms, returns)


def _row(structure: Mapping[str, Any]) -> ParcelRow:
    values = {_text(key): value for key, value in structure["values"].items()}
    if any(isinstance(value, bool) or not isinstance(value, str | int) for value in values.values()):
        raise TypeError("a value of another kind")
    raw = {_text(key): _text(value) for key, value in structure["raw"].items()}
    extra = {_text(key): _text(value) for key, value in structure["extra"].items()}
    day = _text(structure["occurred_on"])
    if day:
        date.fromisoformat(day)
    repeated = structure.get("repeated", False)
    if not isinstance(repeated, bool):
        raise TypeError(repeated)
    return ParcelRow(int(structure["number"]), values, day, _text(structure["sheet"]), _text(structure["cell"]), raw,
                     extra, repeated)  # fmt: skip


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _texts(values: Any) -> tuple[str, ...]:
    return tuple(_text(value) for value in values)


def _json(structure: object) -> bytes:
    return json.dumps(structure, ensure_ascii=False, sort_keys=True).encode()


def _hash(content: bytes | memoryview) -> str:
    return hashlib.sha256(content).hexdigest()
