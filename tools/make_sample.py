"""Makes the bundled sample: an invented bureau's plan, roster and three months of returned files.

    python tools/make_sample.py --out resources/sample

Independent of the program on purpose: it imports nothing of ``desk_app``, so that what it writes, and the
ledger 来表说明.json beside it, can judge the program. Two runs write the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import json
import shutil
import sys
from io import StringIO
from itertools import groupby
from pathlib import Path, PurePosixPath

from sample_bureau import BUREAU, BY_NAME, UNITS
from sample_forms import ADVICE, DEEDS, TALKS, TOPICS, Form
from sample_once_returns import ONCE_RETURNS
from sample_plan import plan
from sample_plan_text import CONTRADICTIONS
from sample_returns import Return, dates_of, grid_of, rows_of
from sample_scans import photograph, scan
from sample_talk_returns import TALK_RETURNS
from sample_word import word
from sample_workbooks import comma_separated, xls, xlsx

_RETURNS, _LEDGER = "来表", "来表说明.json"
_OWED: tuple[tuple[Form, tuple[str, ...]], ...] = (
    (TALKS, ("2023-01", "2023-02", "2023-03")),
    (TOPICS, ("once",)),
    (ADVICE, ("once",)),
    (DEEDS, ("once",)),
)
_README = f"""# 样例

这里是一套供试用和自检的样例：虚构的“{BUREAU}”的一份行动方案（方案.docx）、单位名册（单位名册.csv），以及16家单位\
三个月里陆续报回来的表（来表）。单位、人员、电话、事项全部为虚构，与任何真实机构和个人无关。

来表按人们平时存放的样子保留了各种毛病：日期写法不一、单位名写错、累计报送、重报、空文件、打不开的文件、盖章扫描件等。\
来表说明.json 逐份写明是哪家单位、哪张表、哪一期、几行、应当怎样对待，并列出各期未报单位和方案里故意留下的三处矛盾。

整套样例由 tools/make_sample.py 生成，每次生成的内容完全相同；要改样例请改脚本后重新生成，不要直接改文件。
"""


def main(arguments: list[str] | None = None) -> int:
    """Writes the sample into ``--out``; 2 where that folder holds a 来表 that is not this script's."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--out", type=Path, required=True)
    out: Path = parser.parse_args(arguments).out
    if (out / _RETURNS).exists():
        if not (out / _LEDGER).exists():
            print(f"{out / _RETURNS} 不是本脚本生成的，未作改动。", file=sys.stderr)
            return 2
        shutil.rmtree(out / _RETURNS)
    entries = sorted((*TALK_RETURNS, *ONCE_RETURNS), key=lambda entry: entry.file)
    for name, content in _files_of(entries).items():
        target = out / _RETURNS / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    (out / "方案.docx").write_bytes(plan())
    (out / "单位名册.csv").write_bytes(_roster())
    (out / _LEDGER).write_bytes(_ledger(entries))
    (out / "README.md").write_bytes(_README.encode())
    return 0


def _files_of(entries: list[Return]) -> dict[str, bytes]:
    """Every returned file by its name below 来表; copies are made of files that exist by then."""
    made: dict[str, bytes] = {}
    for name, group in groupby(entries, key=lambda entry: entry.file):
        sheets = list(group)
        if sheets[0].making != "copy":
            made[name] = _file(sheets)
    for entry in entries:
        if entry.making == "copy":
            made[entry.file] = made[entry.of]
    return dict(sorted(made.items()))


def _file(sheets: list[Return]) -> bytes:
    """The bytes of one file; several entries of one file are the sheets of a workbook."""
    entry = sheets[0]
    if entry.making == "empty":
        return b""
    if entry.making == "lock":
        return b"\x06xuyixu".ljust(55) + "许映雪".ljust(55).encode("utf-16-le")
    if entry.making in ("pdf", "jpg"):
        return scan(entry.filler) if entry.making == "pdf" else photograph(entry.filler)
    content = _form(sheets)
    return content[: len(content) * 3 // 5] if entry.making == "cut" else content


def _form(sheets: list[Return]) -> bytes:
    """A filled form in the format that its name, or ``really``, tells."""
    entry = sheets[0]
    kind = entry.really or PurePosixPath(entry.file).suffix[1:]
    grids = [grid_of(sheet, spares=kind != "csv") for sheet in sheets]
    author = BY_NAME[entry.filler].contact.split("（")[0]
    if kind == "xlsx":
        return xlsx(grids, entry.look, author)
    if kind == "docx":
        return word(grids[0], entry.look, author)
    return xls(grids[0]) if kind == "xls" else comma_separated(grids[0], entry.encoding)


def _roster() -> bytes:
    """单位名册.csv in UTF-8 with BOM; its order is 局内排序."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("name", "aliases", "kind", "parent", "contact", "branch"))
    for unit in UNITS:
        writer.writerow((unit.name, "、".join(unit.aliases), unit.kind, unit.parent, unit.contact, unit.branch))
    return out.getvalue().encode("utf-8-sig")


def _ledger(entries: list[Return]) -> bytes:
    """来表说明.json: the truth about each file, who is missing, and the plan's own contradictions."""
    told = {
        "note": "file 从来表文件夹写起；rows 为数据行数；replaces 为被重报替换的文件；dates 为各行谈话时间应有的结果。",
        "files": [_truth(entry, entries) for entry in entries],
        "missing": {
            f"{form.short} {period}": _missing(form, period, entries) for form, all_ in _OWED for period in all_
        },
        "plan": list(CONTRADICTIONS),
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _truth(entry: Return, entries: list[Return]) -> dict[str, object]:
    """One entry of the ledger."""
    original = next((other for other in entries if other.file == entry.of), None)
    held = original if entry.making == "copy" and original is not None else entry
    readable = held.making == "form"
    told: dict[str, object] = {
        "file": entry.file,
        "unit": entry.unit,
        "form": entry.form.short if entry.form else None,
        "period": entry.period,
        "state": entry.state,
        "rows": len(rows_of(held)) if readable else 0,
        "special": entry.special,
    }
    if entry.form is TALKS and readable and rows_of(held):
        told["dates"] = dates_of(held)
    if entry.of and entry.making == "form":
        told["replaces"] = entry.of
    return told


def _missing(form: Form, period: str, entries: list[Return]) -> list[str]:
    """The units, in 局内排序, of which nothing readable came for this form and period."""
    came = {
        entry.unit
        for entry in entries
        if entry.form is form and entry.period == period and entry.state in ("accepted", "needs_review", "nil")
    }
    return [unit.name for unit in UNITS if unit.name not in came]


if __name__ == "__main__":
    sys.exit(main())
