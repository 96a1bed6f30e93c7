"""退回修改单 written: a folder a unit with the slip, the marked files and the text, and the fact remembered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from desk_app.exporting.atomic import replacing
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.page_image import PdfPages
from desk_app.exporting.pdf import write_pdfs
from desk_app.exporting.slip_paper import SlipLetter, slip_paper, slip_text
from desk_app.exporting.staging import staged
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.marked_copy import marked_copies
from desk_app.services.office_words import keep_words
from desk_app.services.preview import said_of
from desk_app.services.print_choice import Preview
from desk_app.services.produce import DOCX, PDF, Made, write_all
from desk_app.services.slips import SentBack, SlipPage, SlipTerms, letters_of, page_within
from desk_app.storage import outgoing
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import Operation
from desk_app.storage.reader import Reader

TEXT_FILE = "发各单位的文字.txt"
_NOTHING = "没有退回修改的来表，不用写退回修改单。"
_NOTHING_WRONG = "“{0}”没有列出要改的内容，请在“收表”里写明退回原因后再出退回修改单。"


@dataclass(frozen=True, slots=True)
class SlipsMade:
    """What was written: the files, remarks, and the letters with the text of each."""

    made: Made
    letters: tuple[SlipLetter, ...]
    texts: tuple[str, ...]
    operation_id: int | None = None


def write_slips(
    desk: Desk,
    campaign: Campaign,
    page: SlipPage,
    out: Path,
    terms: SlipTerms,
    progress: Progress | None = None,
    *,
    days: int | None = None,
) -> SlipsMade:
    """Write the slips of a page below a folder, whole or not at all, then note what each unit was told.

    ``days`` is the usual term to remember. DeskError when nothing stands sent back, or a return says nothing to mend.
    """
    written = write_letters(desk, campaign, page, out, terms, progress)
    with desk.store.operation("出退回修改单", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        op.summary = note_slips(op, campaign, page, terms, days)
    return replace(written, operation_id=op.changes.operation_id)


def write_letters(
    desk: Desk, campaign: Campaign, page: SlipPage, out: Path, terms: SlipTerms, progress: Progress | None = None
) -> SlipsMade:
    """The files alone; nothing is remembered."""
    _refuse_empty(page)
    watched = progress or Silent()
    by_unit = _by_unit(page.returns)
    files: list[Path] = []
    remarks = list(page.left_out)
    letters: list[SlipLetter] = []
    with staged(out) as folder:
        for place, (unit, mine) in enumerate(by_unit.items()):
            watched.step(place, len(by_unit), unit)
            letter, made = _write_unit(desk, campaign, mine, folder / safe_name(unit), terms)
            letters.append(letter)
            files += made.files
            remarks += made.remarks
        texts = tuple(slip_text(letter) for letter in letters)
        _write_text(folder / TEXT_FILE, texts)
        files.append(folder / TEXT_FILE)
        watched.step(len(by_unit), len(by_unit), "保存")
        kept = [out / one.relative_to(folder) for one in files]
    return SlipsMade(Made(tuple(kept), tuple(dict.fromkeys(remarks))), tuple(letters), texts)


def note_slips(op: Operation, campaign: Campaign, page: SlipPage, terms: SlipTerms, days: int | None = None) -> str:
    """Note within a step what each unit was told, and the terms that were chosen; the units, in words."""
    by_unit = _by_unit(page.returns)
    keep_words(op, contact=terms.contact, days=days)
    for mine in by_unit.values():
        number = outgoing.next_number(op, campaign.id)
        for one in mine:
            faults = [placed.fault for placed in one.faults]
            outgoing.note_slip(op, campaign.id, one.id, number, faults, terms.due)
    return "、".join(by_unit)


def preview_slips(desk: Desk, campaign: Campaign, page: SlipPage, terms: SlipTerms) -> Preview:
    """The PDF of all slips, one after the other, as it will be printed."""
    _refuse_empty(page)
    target = BytesIO()
    copied = [one.unit for one in page.returns if _can_be_marked(one)] if terms.marked else []
    letters = letters_of(desk, campaign, page.returns, terms, copied)
    report = write_pdfs([slip_paper(letter) for letter in letters], target, desk.fonts)
    content = target.getvalue()
    with PdfPages(content) as pages:
        sizes = pages.sizes()
    return Preview(content, sizes, said_of(report), double_sided=False, copies=1)


def texts_of(desk: Desk, campaign: Campaign, page: SlipPage, terms: SlipTerms) -> tuple[str, ...]:
    """The text for each unit's office message; nothing is written or remembered."""
    _refuse_empty(page)
    return tuple(slip_text(letter) for letter in letters_of(desk, campaign, page.returns, terms))


def chosen(desk: Desk, campaign: Campaign, ids: Sequence[int]) -> SlipPage:
    """The page of some returns; DeskError when one of them stands sent back no more."""
    with desk.store.read() as reader:
        return chosen_within(reader, campaign, ids)


def chosen_within(reader: Reader, campaign: Campaign, ids: Sequence[int]) -> SlipPage:
    """The same as a step that is under way sees it."""
    page = page_within(reader, campaign, ids=ids)
    if len(page.returns) + len(page.left_out) < len(set(ids)):
        raise DeskError("所选的来表里有的已不在退回修改之列，请刷新后再选。")
    return page


def _refuse_empty(page: SlipPage) -> None:
    if not page.returns:
        raise DeskError(page.left_out[0] if page.left_out else _NOTHING)
    for one in page.returns:
        if not one.faults:
            raise DeskError(_NOTHING_WRONG.format(one.file))


def _by_unit(returns: Sequence[SentBack]) -> dict[str, list[SentBack]]:
    by_unit: dict[str, list[SentBack]] = {}
    for one in returns:
        by_unit.setdefault(one.unit, []).append(one)
    return by_unit


def _can_be_marked(one: SentBack) -> bool:
    return bool(one.opened.submission.original) and any(placed.cell for placed in one.faults)


def _write_unit(
    desk: Desk, campaign: Campaign, mine: Sequence[SentBack], folder: Path, terms: SlipTerms
) -> tuple[SlipLetter, Made]:
    copies, remarks = marked_copies(desk, mine) if terms.marked else ([], [])
    letter = letters_of(desk, campaign, mine, terms, [mine[0].unit] if copies else [])[0]
    made = write_all(desk, slip_paper(letter), folder, safe_name(f"退回修改单（{letter.unit}）"), (PDF, DOCX))
    files = list(made.files)
    for copy in copies:
        target = _free(folder / copy.name)
        with replacing(target) as part:
            part.write_bytes(copy.content)
        files.append(target)
    return letter, Made(tuple(files), (*made.remarks, *remarks))


def _free(path: Path) -> Path:
    """The path, or the first of its name with a number that is not taken yet: two files may bear one name."""
    number, found = 2, path
    while found.exists():
        found = path.with_name(f"{path.stem}({number}){path.suffix}")
        number += 1
    return found


def _write_text(path: Path, texts: Sequence[str]) -> None:
    with replacing(path) as part:
        part.write_bytes("\r\n\r\n".join(texts).encode("utf-8-sig"))
