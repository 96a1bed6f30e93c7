"""只读标记: a data folder that is only to be looked at — the copy in an archive, or data handed to a successor."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from desk_app.problems import DeskError
from desk_app.storage.durable import put_in_place, temp_file
from desk_app.storage.errors import disk_errors


class SealKind(StrEnum):
    """Why a folder is only read."""

    ARCHIVE = "archive"
    HANDED_OVER = "handover"


@dataclass(frozen=True, slots=True)
class Seal:
    """``name`` is the archive's name, or the successor's; ``at`` the moment it was made; ``note`` what it lacks."""

    kind: SealKind
    at: datetime
    name: str
    note: str = ""

    @property
    def stands_still(self) -> bool:
        """Whether time stands at the seal's moment: an archive shows its campaign as it was then."""
        return self.kind is SealKind.ARCHIVE

    @property
    def said(self) -> str:
        """What a person sees all the time while the folder is open."""
        day = f"{self.at.year}年{self.at.month}月{self.at.day}日"
        if self.kind is SealKind.ARCHIVE:
            tail = f" {self.note}" if self.note else ""
            return f"只读，不能改：归档“{self.name}”，时间停在{day}。{tail}"
        return f"只读，不能改：本机数据已于{day}交接给{self.name}。"

    @property
    def refusal(self) -> str:
        """Why nothing can be changed, and what to do."""
        if self.kind is SealKind.ARCHIVE:
            return "这是归档的只读副本，只能看，不能改，没有保存；要办理请回到本单位的数据。"
        day = f"{self.at.year}年{self.at.month}月{self.at.day}日"
        return (
            f"本机数据已于{day}交接给{self.name}，只能看，不能改，没有保存；"
            "确需在本机继续办理，请在“档案”里解除只读（命令：desk-app handover resume）。"
        )


def read_seal(path: Path) -> Seal | None:
    """The seal of a folder, None where there is none; DeskError for one that cannot be read."""
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Seal(SealKind(kept["kind"]), datetime.fromisoformat(kept["at"]), str(kept["name"]), str(kept["note"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise DeskError(
            f"数据文件夹里的只读标记“{path.name}”读不出来，不敢当作可以改动；请交给维护人员查看，数据一律未动。"
        ) from error


def write_seal(path: Path, seal: Seal) -> None:
    """Seal a folder, durably."""
    text = json.dumps(
        {"kind": seal.kind.value, "at": seal.at.isoformat(), "name": seal.name, "note": seal.note}, ensure_ascii=False
    )
    with disk_errors("只读标记"):
        with temp_file(path.parent) as (file, temp):
            file.write(text.encode("utf-8"))
        put_in_place(temp, path)


def break_seal(path: Path) -> None:
    """Let the folder be written again."""
    with disk_errors("只读标记"):
        path.unlink(missing_ok=True)
