"""交接: one package that a successor opens on an empty computer and goes on from, with 交接清单 on paper.

The package is a zip: 备份.zip (everything, the office's forms too), 工作交接清单 (PDF, Excel, Word), 交接说明.txt,
交接.json (whose, from whom, to whom, when), 界面.ini (size of type, widths of columns), and 校验码.txt over them.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk_app.broken_zip import BROKEN_ZIP
from desk_app.exporting.archive_papers import HandoverRow, handover_paper
from desk_app.exporting.file_names import safe_name
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.archive_manifest import MANIFEST, manifest_text, parse_manifest, said_code
from desk_app.services.desk import OPERATOR, Desk
from desk_app.services.handover_matters import OpenMatter, open_matters, summary
from desk_app.services.produce import DOCX, PDF, XLSX, write_all
from desk_app.storage import campaigns, plan_drafts, roster, settings
from desk_app.storage.backup import write_backup
from desk_app.storage.durable import TEMP_PREFIX, copy_hashed, hash_file, make_folder, put_in_place, temp_file
from desk_app.storage.errors import disk_errors
from desk_app.storage.folder import DataFolder, is_nobodys
from desk_app.storage.restore import restore_backup
from desk_app.storage.seal import Seal, SealKind, break_seal, read_seal, write_seal
from desk_app.storage.store import Store

BACKUP, ABOUT, NOTE, PREFS, PAPER = "备份.zip", "交接.json", "交接说明.txt", "界面.ini", "工作交接清单"
_KIND = "专班台账交接包"
_STAMP = (1980, 1, 1, 0, 0, 0)
_WINDOW, _REPORTS = ("window", "window.ini"), "reports"
_OF_THIS_SCREEN = "place="


@dataclass(frozen=True, slots=True)
class HandoverMade:
    """The package, its 校验码 as 交接清单 prints it, what is open, and whether this computer's data is sealed now.

    ``remarks`` tell of characters of 交接清单 that another font drew.
    """

    path: Path
    code: str
    matters: tuple[OpenMatter, ...]
    sealed: bool
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What was opened: whose, from whom, to whom; where the empty data lies that was there before."""

    bureau: str
    giver: str
    taker: str
    aside: Path | None
    lost: int


def make_handover(
    desk: Desk, out: Path, taker: str, *, seal: bool = False, progress: Progress | None = None
) -> HandoverMade:
    """Write the package into a folder, whole or not at all; with ``seal`` this data is only read from then on.

    DeskError without a successor's name, or when the disk refuses.
    """
    name, watcher = taker.strip(), progress or Silent()
    if not name:
        raise DeskError("请写明交接给谁（接收人姓名）。")
    if desk.store.seal is not None:
        raise DeskError(desk.store.seal.refusal)
    now, matters = desk.clock(), open_matters(desk)
    whose = f"（{desk.bureau}）" if desk.bureau else ""
    target = out / safe_name(f"交接包{whose}{now:%Y%m%d}", ".zip")
    with disk_errors(f"交接包“{target.name}”"):
        make_folder(out)
        with tempfile.TemporaryDirectory(prefix=TEMP_PREFIX, dir=out) as scratch:
            code, remarks = _write_parts(desk, Path(scratch), name, matters, watcher)
            with temp_file(out, mode=0o600) as (file, temp):  # it holds the key
                _pack(Path(scratch), file, watcher)
            try:
                _checked(temp, lambda _name, _source: None)
                put_in_place(temp, target)
            except BaseException:
                temp.unlink(missing_ok=True)
                raise
    if seal:
        write_seal(desk.store.folder.seal, Seal(SealKind.HANDED_OVER, now, name))
    return HandoverMade(target, code, matters, seal, remarks)


def _write_parts(
    desk: Desk, folder: Path, taker: str, matters: tuple[OpenMatter, ...], progress: Progress
) -> tuple[str, tuple[str, ...]]:
    """All that goes into the package; the backup's 校验码, and what is to be said of the list's characters."""
    now = desk.clock()
    progress.step(0, 3, "备份")
    write_backup(desk.store, folder / BACKUP, now, progress)
    code = said_code(hash_file(folder / BACKUP))
    progress.step(1, 3, "交接清单")
    rows = [HandoverRow(one.kind, one.matter, one.unit, one.due, one.state) for one in matters]
    told = f"现将专班台账工作由{desk.actor or '　　　　'}移交{taker}，未办事项如下（{summary(matters)}）。"
    means = f"电子数据在交接包里，备份校验码：{code}。接收人在新电脑上打开本程序，选“打开交接包”即可接着办理。"
    paper = handover_paper(rows, bureau=desk.bureau, made_on=now.date(), told=(told, means), closing=())
    made = write_all(desk, paper, folder, PAPER, (PDF, XLSX, DOCX))
    prefs = desk.store.folder.root.joinpath(*_WINDOW)
    if prefs.is_file():
        (folder / PREFS).write_text(_worth_keeping(prefs.read_text(encoding="utf-8")), encoding="utf-8")
    (folder / NOTE).write_bytes(f"{told}\n{means}\n".replace("\n", "\r\n").encode("utf-8-sig"))
    about = {"kind": _KIND, "bureau": desk.bureau, "from": desk.actor, "to": taker, "at": now.isoformat()}
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    codes = {path.name: hash_file(path) for path in folder.iterdir()}
    (folder / MANIFEST).write_bytes(manifest_text(codes))
    return code, made.remarks


def _worth_keeping(prefs: str) -> str:
    """The window's preferences without its place on this very screen."""
    return "\n".join(line for line in prefs.splitlines() if not line.startswith(_OF_THIS_SCREEN)) + "\n"


def _pack(folder: Path, file: object, progress: Progress) -> None:
    parts = sorted(folder.iterdir())
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:  # type: ignore[call-overload]  # a file for bytes
        for done, path in enumerate(parts):
            progress.step(done, len(parts), path.name)
            with (
                path.open("rb") as source,
                packed.open(zipfile.ZipInfo(path.name, _STAMP), "w", force_zip64=True) as to,
            ):
                copy_hashed(source, to)


def is_handover(path: Path) -> bool:
    """Whether a file is a 交接包, damaged or not; nothing of it is believed."""
    try:
        with zipfile.ZipFile(path) as packed:
            return ABOUT in packed.namelist()
    except (OSError, *BROKEN_ZIP):
        return False


Sink = Callable[[str, zipfile.ZipExtFile], None]


def _checked(path: Path, sink: Sink) -> dict[str, str]:
    """Read a package through; what it says of itself. DeskError when any part is not as it was written."""
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            codes = parse_manifest(packed.read(MANIFEST))
            if sorted([*codes, MANIFEST]) != sorted(names) or not {BACKUP, ABOUT} <= set(names):
                raise ValueError("parts differ")
            for name in codes:
                with packed.open(name) as member:
                    digest = hashlib.sha256()
                    while chunk := member.read(1 << 20):
                        digest.update(chunk)
                if digest.hexdigest() != codes[name]:
                    raise ValueError(name)
            about = json.loads(packed.read(ABOUT))
            if about["kind"] != _KIND:
                raise ValueError(about["kind"])
            for name in (BACKUP, *([PREFS] if PREFS in names else [])):
                with packed.open(name) as member:
                    sink(name, member)  # type: ignore[arg-type]  # what a zip opens to be read
            return {key: str(about[key]) for key in ("bureau", "from", "to", "at")}
    except (DeskError, *BROKEN_ZIP) as error:
        raise DeskError(
            f"“{path.name}”不是交接包，或已损坏、被改动，没有打开，本机数据一律未动；请向移交人再要一份。"
        ) from error
    except OSError as error:
        raise DeskError(f"交接包“{path.name}”读不出来（{reason_of(error)}），请重新拷贝后再打开。") from error


def open_handover(package: Path, folder: Path, at: datetime, progress: Progress | None = None) -> TakenOver:
    """打开交接包 on a computer without data: everything is there, and the successor is 经办人.

    DeskError, with nothing changed, when the package is not whole or this computer has data of its own.
    """
    _refuse_data(folder, at)
    with disk_errors(f"打开交接包“{package.name}”"), tempfile.TemporaryDirectory() as scratch:

        def sink(name: str, member: zipfile.ZipExtFile) -> None:
            with (Path(scratch) / name).open("xb") as target:
                copy_hashed(member, target)  # type: ignore[arg-type]  # a zip's member is read like any file

        about = _checked(package, sink)
        done = restore_backup(Path(scratch) / BACKUP, folder, at, progress or Silent())
        prefs = Path(scratch) / PREFS
        if prefs.is_file():
            kept = folder.joinpath(*_WINDOW)
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(prefs.read_bytes())
    with Store.open(folder, at=at) as store, store.operation("接手工作", actor=about["to"], at=at) as op:
        op.summary = f"{about['from']}移交{about['to']}" if about["from"] else about["to"]
        settings.put(op, OPERATOR, about["to"])
    return TakenOver(about["bureau"], about["from"], about["to"], done.aside, done.lost)


def _refuse_data(folder: Path, at: datetime) -> None:
    """A computer with work of its own is not overwritten; one on which the program was merely started is empty."""
    if not DataFolder(folder).database.is_file():
        _refuse_strangers(folder)
        return
    if not DataFolder(folder).database.stat().st_size:
        return
    with Store.open(folder, at=at, writing=False) as store, store.read() as reader:
        names = [one.name for one in campaigns.list_campaigns(reader)]
        has_more = bool(roster.load(reader).units or plan_drafts.heads(reader))
    if names or has_more:
        said = f"专项{'、'.join(names)}" if names else "单位名册或方案"
        raise DeskError(
            f"本机已有数据（{said}），交接包没有打开；请换一台没有数据的电脑，"
            "或先备份本机数据，再解开交接包，用“从备份恢复”恢复其中的备份.zip。"
        )


def _refuse_strangers(folder: Path) -> None:
    """A folder that holds somebody else's files is not taken: opening would move them out of the way.

    What file managers leave in any folder of their own accord is nobody's.
    """
    place = DataFolder(folder)
    own = {one.name for one in (place.originals, place.forms, place.backups, place.printing, place.log)}
    own |= {_WINDOW[0], _REPORTS}
    there = sorted(one.name for one in folder.iterdir() if not is_nobodys(one)) if folder.is_dir() else []
    strange = [name for name in there if name not in own and not name.startswith(f"{place.database.stem}.")]
    if strange:
        more = f"等{len(strange)}个" if len(strange) > 1 else ""
        raise DeskError(
            f"文件夹“{folder.name}”里有别的文件（“{strange[0]}”{more}），交接包没有打开；请换一个空文件夹。"
        )


def resume(folder: Path) -> Seal:
    """解除只读: go on with data that was handed over; DeskError where it is not sealed, or is an archive's copy."""
    place = DataFolder(folder).seal
    seal = read_seal(place)
    if seal is None:
        raise DeskError("本机数据没有设为只读，不用解除。")
    if seal.kind is SealKind.ARCHIVE:
        raise DeskError("这是归档的只读副本，不能解除只读；要接着办理请恢复备份。")
    break_seal(place)
    return seal
