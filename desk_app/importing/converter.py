"""Brings old and foreign office files (.doc, .wps, .rtf, .ods …) into a kind that is read, by a program installed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desk_app.importing.refusal import Refused
from desk_app.importing.sniff import FileKind

_SECONDS = 90.0
_LARGEST = 200_000_000
_TARGETS: dict[FileKind, tuple[str, str]] = {
    FileKind.DOC: ("doc", "docx:MS Word 2007 XML"),
    FileKind.RTF: ("rtf", "docx:MS Word 2007 XML"),
    FileKind.ODT: ("odt", "docx:MS Word 2007 XML"),
    FileKind.ODS: ("ods", "xlsx:Calc MS Excel 2007 XML"),
    FileKind.XLSB: ("xlsb", "xlsx:Calc MS Excel 2007 XML"),
    FileKind.XML_SHEET: ("xml", "xlsx:Calc MS Excel 2007 XML"),
    FileKind.XML_WORD: ("xml", "docx:MS Word 2007 XML"),
    FileKind.FLAT_ODS: ("fods", "xlsx:Calc MS Excel 2007 XML"),
    FileKind.FLAT_ODT: ("fodt", "docx:MS Word 2007 XML"),
    FileKind.OLD_SHEET: ("xls", "xlsx:Calc MS Excel 2007 XML"),
}
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
"""


class Converter(Protocol):
    """Turns a file of a kind that is not read into .docx or .xlsx."""

    def can(self, kind: FileKind) -> bool:
        """Whether files of this kind can be converted."""
        ...

    def convert(self, data: bytes, kind: FileKind) -> bytes:
        """The file as .docx or .xlsx; raises Refused with one sentence when the program does not manage."""
        ...


@dataclass(frozen=True, slots=True)
class SofficeConverter:
    """LibreOffice without a window, in a child process with a time limit and a profile of its own.

    ``program`` is the path of soffice, found by whoever stands at the door; ``scratch`` a folder for passing files,
    the system's own when None. Macros are never run and links never followed.
    """

    program: Path
    scratch: Path | None = None
    seconds: float = _SECONDS

    def can(self, kind: FileKind) -> bool:
        """Whether files of this kind can be converted."""
        return kind in _TARGETS

    def convert(self, data: bytes, kind: FileKind) -> bytes:
        """The file as .docx or .xlsx; raises Refused with one sentence when LibreOffice does not manage."""
        extension, target = _TARGETS[kind]
        with tempfile.TemporaryDirectory(dir=self.scratch, ignore_cleanup_errors=True) as name:
            folder = Path(name).resolve()
            source = folder / f"source.{extension}"
            source.write_bytes(data)
            settings = folder / "profile" / "user" / "registrymodifications.xcu"
            settings.parent.mkdir(parents=True)
            settings.write_text(_SETTINGS, encoding="utf-8")
            detail = self._run(folder, source, target)
            result = folder / "out" / f"source.{target.partition(':')[0]}"
            if not result.is_file() or result.stat().st_size > _LARGEST:
                raise Refused("not_converted", _sentence(target), detail)
            return result.read_bytes()

    def _run(self, folder: Path, source: Path, target: str) -> str:
        """Run the program and give what it said; whether it managed is seen by what it left."""
        command = [
            str(self.program),
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck",
            "--convert-to", target, "--outdir", str(folder / "out"), str(source),
        ]  # fmt: skip
        try:
            child = subprocess.Popen(  # noqa: S603  the program is the one the door found, the arguments are our own
                command,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
        except OSError as error:
            return repr(error)
        try:
            told, _ = child.communicate(timeout=self.seconds)
        except subprocess.TimeoutExpired:
            _end(child)
            raise Refused("not_converted", _sentence(target), f"no answer in {self.seconds} s") from None
        except BaseException:  # the reading helper itself is told to end
            _end(child)
            raise
        return told.decode("utf-8", "replace")


def _end(child: subprocess.Popen[bytes]) -> None:
    """End the child and what it started."""
    if sys.platform != "win32":
        os.killpg(child.pid, signal.SIGKILL)
    child.kill()
    child.communicate()


def _sentence(target: str) -> str:
    wanted = target.partition(":")[0]
    return f"这是旧版或其他格式的文件，转换没有成功，请用Word、Excel或WPS另存为{wanted}后再收。"
