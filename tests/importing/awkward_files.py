"""Writes the awkward files into a folder, to be looked at or given to the program: ``python -m … --out 文件夹``."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.importing.awkward.archives import CASES as ARCHIVES
from tests.importing.awkward.books import CASES as BOOKS
from tests.importing.awkward.cells import CASES as CELLS
from tests.importing.awkward.documents import CASES as DOCUMENTS
from tests.importing.awkward.kit import ROSTER, Case
from tests.importing.awkward.layouts import CASES as LAYOUTS
from tests.importing.awkward.resaved import CASES as RESAVED
from tests.importing.awkward.resaved import resave
from tests.importing.awkward.texts import CASES as TEXTS
from tests.importing.awkward.unfit import CASES as UNFIT
from tests.importing.awkward.who_and_when import CASES as NAMED

CASES: list[Case] = [*LAYOUTS, *NAMED, *BOOKS, *CELLS, *DOCUMENTS, *TEXTS, *UNFIT, *ARCHIVES]


def written(cases: Sequence[Case], out: Path) -> Path:
    """Write every case into a folder of its own below ``out``, and the roster beside them."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "单位名册.csv").write_text(ROSTER, encoding="utf-8")
    for one in cases:
        for name, data in one.files.items():
            path = out / one.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return out


def main() -> None:
    """Write them all."""
    parser = argparse.ArgumentParser(description="把各种难读的来表写到一个文件夹。")
    parser.add_argument("--out", type=Path, required=True, help="写到哪里")
    out = parser.parse_args().out
    written(CASES, out)
    soffice = shutil.which("soffice")
    if soffice is not None:
        with tempfile.TemporaryDirectory() as scratch:
            resave(RESAVED, out, Path(scratch), soffice)
    sys.stdout.write(f"已写{len(CASES) + (len(RESAVED) if soffice else 0)}份，在 {out}\n")


if __name__ == "__main__":
    main()
