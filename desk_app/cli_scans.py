"""The command about signed papers: scans read and noted, and what was signed and differs by now."""

from __future__ import annotations

import argparse
from typing import Any

from desk_app.cli_answer import Answer
from desk_app.services.desk import Desk
from desk_app.services.signing import DIFFERS, Difference, Signed, difference, differing
from desk_app.services.signing_papers import ScanPaper, note_many, scan_papers
from desk_app.services.signing_print import set_code
from desk_app.services.signing_scans import ScannedFile, take_scans
from desk_app.services.values import Campaign, PaperState


def scans_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`scans`: with paths the scans are taken in; without, the signed papers that differ from the data are listed."""
    if options.code:
        return _code(desk, campaign, options)
    if not options.paths:
        return _differing(desk, campaign)
    batch = take_scans(desk, campaign, options.paths)
    papers = scan_papers(desk, campaign, batch.batch_id) if batch.batch_id is not None else ()
    noted: tuple[ScanPaper, ...] = ()
    if options.note:
        noted = tuple(one for one in papers if one.is_whole and one.state is None)
        if noted:
            note_many(desk, campaign, noted, PaperState(options.note))
            papers = scan_papers(desk, campaign, batch.batch_id)
    document = {
        "files": [
            {"file": one.file, "pages": one.pages, "known": one.known, "taken": one.taken, "remarks": list(one.remarks)}
            for one in batch.files
        ],
        "papers": [_paper(one) for one in papers],
    }
    lines = [*map(_file_line, batch.files), *map(_line, papers)]
    waits = any(one.state is None for one in papers) or any(one.remarks for one in batch.files)
    return Answer(document, tuple(lines), batch.remarks, needs_a_person=waits)


def _file_line(one: ScannedFile) -> str:
    return f"{one.file}：{one.pages}页，认出{one.known}页" + "".join(f"；{said}" for said in one.remarks)


def _paper(one: ScanPaper) -> dict[str, Any]:
    return {
        "unit": one.unit or None,
        "form": one.form or None,
        "period": one.period.code if one.period else None,
        "revision": one.revision or None,
        "code": one.code or None,
        "pages": [{"file": at.file, "page": at.place + 1, "number": at.number or None} for at in one.pages],
        "of": one.of,
        "problems": list(one.problems),
        "paper": one.state.value if one.state else None,
    }


def _line(one: ScanPaper) -> str:
    whose = "　".join(word for word in (one.unit, one.form, one.period.label if one.period else "") if word)
    noted = one.state.value if one.state else "待登记"
    return "　".join(("", whose or "认不出是谁的", one.which, f"{len(one.pages)}页", *one.problems, noted)).strip("　")


def _differing(desk: Desk, campaign: Campaign) -> Answer:
    found = differing(desk, campaign)
    told = [(one, difference(desk, campaign, one.unit, one.form, one.period)) for one in found]
    lines = [f"{one.unit}　{one.form}　{one.period.label}　{DIFFERS}：{how.brief}（{one.said}）" for one, how in told]
    document = {"differing": [_differs(one, how) for one, how in told]}
    return Answer(document, tuple(lines) or ("登记的签字件都与现有数据一致。",))


def _differs(one: Signed, how: Difference) -> dict[str, Any]:
    cells = [
        {"row": each.row + 1, "column": each.label, "signed": each.before, "now": each.after} for each in how.cells
    ]
    return {
        "unit": one.unit,
        "form": one.form,
        "period": one.period.code,
        "paper": one.state.value,
        "revision": one.revision,
        "code": one.code,
        "cells": cells,
        "added": list(how.added),
        "removed": list(how.removed),
    }


def _code(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    on = options.code == "on"
    form = set_code(desk, campaign, options.form or "", on=on)
    return Answer({"form": form or None, "code": on}, (f"{form or '各表'}打印时{'印' if on else '不印'}识别码。",))
