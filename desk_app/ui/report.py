"""What went wrong in the program itself, as a text file that a clerk can hand over: no names, no contents of files."""

from __future__ import annotations

import logging
import platform
import re
import traceback
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from desk_app.campaign.calendar_days import long_moment

_CHINESE = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]+")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”")
log = logging.getLogger(__name__)


def write_report(folder: Path, error: BaseException, at: datetime, version: str) -> Path:
    """Write the report into a folder and log the whole error; where the report lies."""
    log.error("crash", exc_info=error)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"意外报告-{at:%Y%m%d-%H%M%S}.txt"
    path.write_text(report_text(error, at, version), encoding="utf-8")
    return path


def report_text(error: BaseException, at: datetime, version: str) -> str:
    """The report: environment and the places in the program that the error passed, without what was in its hands."""
    lines = [
        "专班台账 意外报告",
        "请把本文件交给维护人员。其中没有单位、人员和表格内容。",
        "",
        f"时间：{long_moment(at)}",
        f"程序版本：{version}",
        *environment(),
        "",
        "经过：",
        *_places(error),
    ]
    return "\n".join(lines) + "\n"


def environment() -> list[str]:
    """The computer and the window, without the user's or the machine's name."""
    screen = QGuiApplication.primaryScreen()
    shown = f"{screen.size().width()}×{screen.size().height()}，缩放{screen.devicePixelRatio():g}" if screen else "无"
    return [
        f"系统：{platform.system()} {platform.release()} {platform.machine()}",
        f"Python {platform.python_version()}，Qt {qVersion()}，{QGuiApplication.platformName()}",
        f"屏幕：{shown}",
    ]


def _places(error: BaseException) -> list[str]:
    lines = [
        f"  {'/'.join(Path(one.filename).parts[-3:])} 第{one.lineno}行 {one.name}"
        for one in traceback.extract_tb(error.__traceback__)
    ]
    said = _CHINESE.sub("…", _QUOTED.sub("'…'", str(error))).splitlines()
    lines.append(f"{type(error).__name__}: {said[0] if said else ''}")
    cause = error.__cause__ or error.__context__
    return [*_places(cause), "  ——", *lines] if cause is not None else lines
