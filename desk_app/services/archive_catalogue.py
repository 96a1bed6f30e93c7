"""归档目录: the papers of an archive — 归档文件目录, 盒脊, 备考表, 移交清单, 迎检目录 — in a folder of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desk_app.exporting.archive_papers import (
    BoxNote,
    CatalogueLine,
    ClassSum,
    box_note_paper,
    catalogue_paper,
    transfer_paper,
)
from desk_app.exporting.archive_spine import Spine, write_spines
from desk_app.exporting.spine_word import write_spines_word
from desk_app.services.archive_choices import ArchivePlace, ArchivePlan
from desk_app.services.archive_classes import ArchiveClass
from desk_app.services.archive_fill import Filled
from desk_app.services.archive_inspection import print_inspection
from desk_app.services.archive_items import ItemKind
from desk_app.services.archive_manifest import CATALOGUE
from desk_app.services.desk import Desk
from desk_app.services.produce import DOCX, PDF, XLSX, Made, together, write_all
from desk_app.services.report_together import write_together

_OWN_TITLE = (ItemKind.PLAN, ItemKind.LATER)
_KINDS = (PDF, XLSX, DOCX)


@dataclass(frozen=True, slots=True)
class Entry:
    """One 件 with what was written of it."""

    place: ArchivePlace
    filled: Filled


def write_catalogue(
    desk: Desk, plan: ArchivePlan, entries: Sequence[Entry], folder: Path, name: str, code: str
) -> Made:
    """Write the five papers."""
    out = folder / CATALOGUE
    campaign, terms, year = plan.holding.campaign, plan.terms, archive_year(plan)
    lines = [_line(plan, one) for one in entries]
    catalogue = catalogue_paper(
        campaign.title, lines, bureau=terms.fonds_name or desk.bureau, fonds=terms.fonds, year=year,
        retention=terms.retention,
    )  # fmt: skip
    made = [write_all(desk, catalogue, out, "归档文件目录", _KINDS)]
    sums = class_sums(entries)
    transfer = transfer_paper(
        campaign.title, sums, bureau=desk.bureau, made_on=desk.clock().date(), folder=name, code=code,
        remarks=said_of_hidden(plan),
    )  # fmt: skip
    made.append(write_all(desk, transfer, out, "归档文件移交清单", _KINDS))
    spines = [
        Spine(terms.fonds, str(year), terms.retention, one.klass, one.first, one.last, box, campaign.title, desk.bureau)
        for box, one in enumerate(sums, start=1)
    ]
    made.append(Made((), characters=write_spines(spines, out / "盒脊.pdf", desk.fonts)))
    write_spines_word(spines, out / "盒脊.docx")
    notes = [
        box_note_paper(
            campaign.title,
            BoxNote(
                box, one.klass, one.first, one.last, one.items, one.pages, one.files, _said_of_box(entries, one.klass)
            ),
            bureau=desk.bureau, by=desk.actor, made_on=desk.clock().date(),
        )
        for box, one in enumerate(sums, start=1)
    ]  # fmt: skip
    made.append(write_together(desk, notes, out, "备考表", _KINDS))
    made.append(print_inspection(desk, campaign, out))
    return together(made)


def _said_of_box(entries: Sequence[Entry], klass: str) -> tuple[str, ...]:
    """What is to be said of the files of a class: originals that were lost, files left out."""
    return tuple(
        f"第{one.place.number or 0:04}件：{text}。" for one in entries if one.place.klass.value == klass
        for text in one.filled.remarks
    )  # fmt: skip


def archive_year(plan: ArchivePlan) -> int:
    """年度: the year in which the campaign closes (跨年度的按办结年度)."""
    return plan.holding.campaign.outline.end.year


def said_of_hidden(plan: ArchivePlan) -> tuple[str, ...]:
    """What names persons and was left out, in one sentence; nothing where all is in."""
    hidden = plan.hidden
    if not hidden:
        return ()
    names = "、".join(dict.fromkeys(one.title for one in hidden))
    return (f"涉及个人的{len(hidden)}件未归入（数据副本里也没有其内容）：{names}。",)


def class_sums(entries: Sequence[Entry]) -> list[ClassSum]:
    """What each class that holds anything comes to."""
    sums = []
    for klass in ArchiveClass:
        mine = [one for one in entries if one.place.klass is klass]
        if not mine:
            continue
        numbers = [one.place.number or 0 for one in mine]
        pages = sum(one.filled.pages or 0 for one in mine)
        files = sum(one.filled.files for one in mine)
        sums.append(ClassSum(klass.value, min(numbers), max(numbers), len(mine), pages, files))
    return sums


def _line(plan: ArchivePlan, entry: Entry) -> CatalogueLine:
    place, filled = entry.place, entry.filled
    item, number = place.item, place.number or 0
    own = item.kind in _OWN_TITLE and place.title == item.title
    originals = f"电子原件{filled.originals}份" if filled.originals else ""
    return CatalogueLine(
        number,
        plan.terms.number(archive_year(plan), number),
        item.issuer,
        item.reference,
        place.title if own else f"[{place.title}]",
        item.day,
        filled.pages,
        "；".join(part for part in (originals, *filled.remarks) if part),
        place.klass.value,
    )
