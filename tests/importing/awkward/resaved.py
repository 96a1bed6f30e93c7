"""Files that LibreOffice wrote: the same returns saved anew in every kind, as other desks keep them."""

from __future__ import annotations

import subprocess
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tests.importing.awkward.kit import FIRST, HEAD, NAME, SECOND, TITLE, UNIT_LINE, Case, Want, asked, case, good, row
from tests.importing.making import word, xlsx

BOOK = xlsx([[TITLE], [UNIT_LINE], HEAD, FIRST, SECOND])
PAPER = word([TITLE, UNIT_LINE], [HEAD, FIRST, SECOND], ["说明：罗文博因病未谈"])
BOTH = (row(), row(SECOND))
CONVERTED = "文件经LibreOffice转换后读入"
REMARK = "说明：罗文博因病未谈"


def saved_as(kind: str, data: bytes, *want: Want, source: str = "xlsx", note: str = "") -> Case:
    """A case whose file LibreOffice writes from another one."""
    name = NAME.replace(".xlsx", f".{source}")
    return case(f"LibreOffice wrote {kind.partition(':')[0]} from {source}{note}", data, *want, name=name, resave=kind)


def _hidden(sheet: object) -> None:
    sheet.row_dimensions[5].hidden = True  # type: ignore[attr-defined]
    sheet["J4"] = "=1/0"  # type: ignore[index]
    sheet.merge_cells("A1:I1")  # type: ignore[attr-defined]


CASES = [
    saved_as("xlsx", BOOK, good(*BOTH, silent=True)),
    saved_as("xls", BOOK, good(*BOTH, silent=True)),
    saved_as("ods", BOOK, good(*BOTH, says=[CONVERTED])),
    saved_as("fods", BOOK, good(*BOTH, says=[CONVERTED])),
    saved_as("html", BOOK, good(*BOTH)),
    saved_as("csv:Text - txt - csv (StarCalc):44,34,76,1", BOOK, good(*BOTH, silent=True)),
    saved_as(
        "xlsx",
        xlsx([[TITLE], [UNIT_LINE], HEAD, FIRST, SECOND], _hidden),
        good({**row(), "J列": "#DIV/0!"}, row(SECOND), says=["第5行被隐藏"]),
        note=" with hidden rows and an error",
    ),
    saved_as(
        "xls",
        xlsx([[TITLE], [UNIT_LINE], HEAD, FIRST, SECOND], _hidden),
        good({**row(), "J列": "#DIV/0!"}, row(SECOND), says=["第5行被隐藏"]),
        note=" with hidden rows and an error",
    ),
    saved_as("docx", PAPER, good(*BOTH, says=[REMARK]), source="docx"),
    saved_as("doc", PAPER, good(*BOTH, says=[REMARK]), source="docx"),
    saved_as("rtf", PAPER, good(*BOTH, says=[CONVERTED, REMARK]), source="docx"),
    saved_as("html", PAPER, good(*BOTH, says=[REMARK]), source="docx"),
    saved_as("pdf", BOOK, Want("scan")),
    saved_as(
        "xls",
        xlsx([[UNIT_LINE], HEAD, (*FIRST[:6], "2月30日", *FIRST[7:])]),
        asked("2月30日", rows=[row(谈话时间="2月30日")]),
        note=" with a day that is none",
    ),
]


def resave(cases: Sequence[Case], folder: Path, scratch: Path, soffice: str) -> None:
    """Put what LibreOffice makes of each case's file in its place; one call of the program for each kind."""
    by_kind: dict[str, list[tuple[Case, Path]]] = defaultdict(list)
    for number, one in enumerate(cases):
        ((name, data),) = one.files.items()
        source = scratch / f"{number:03d}{Path(name).suffix}"
        source.write_bytes(data)
        by_kind[one.resave].append((one, source))
    for kind, ones in by_kind.items():
        command = [
            soffice,
            f"-env:UserInstallation={(scratch / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            kind,
        ]
        out = scratch / kind.partition(":")[0]
        subprocess.run(
            [*command, "--outdir", out, *(source for _, source in ones)], check=True, capture_output=True, timeout=300
        )
        for one, source in ones:
            (name,) = one.files
            made = out / f"{source.stem}.{out.name}"
            target = folder / one.folder / Path(name).with_suffix(f".{out.name}")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(made.read_bytes())
