"""整批打印: papers of many units and forms as files, one PDF or onto a printer; stopped or killed, it goes on exactly.

A file appears whole under the name that the list gave it, then its paper is noted as done: a paper whose note was
lost is written again under the same name, so none is there twice and none is missing. A printer cannot be asked
what came out: the paper that was under way is asked of the person.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from desk_app.exporting.atomic import sweep_left
from desk_app.exporting.page_image import PdfPages
from desk_app.exporting.paper import Paper
from desk_app.exporting.pdf import draw_paper, write_pdf
from desk_app.exporting.pdf_spool import PdfSpool, SpoolMark, spool_mark
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.print_batch_list import Batch, BatchItem, BatchList, Done
from desk_app.services.print_batch_paper import write_list
from desk_app.services.print_batch_plan import BatchPlan, ReadyPaper, lists_of, plan_batch, ready_papers
from desk_app.services.print_batch_wish import DOCX, PDF, XLSX, BatchWish, Target, wish_from
from desk_app.services.print_choice import Preview
from desk_app.services.print_presets import PrintPreset
from desk_app.services.produce import make_folder
from desk_app.services.signing_print import note_printed
from desk_app.storage.campaigns import Campaign

Send = Callable[[Preview, str], str]
"""Puts a paper's PDF, under a name, onto the printer; tells where it went."""
_NOTED_TOGETHER = 20


@dataclass(frozen=True, slots=True)
class BatchResult:
    """What a run printed: how many papers and pages in all so far, and the files' folder or the one file."""

    batch: str
    papers: int
    pages: int
    files: tuple[Path, ...] = ()


def begin_batch(desk: Desk, campaign: Campaign, plan: BatchPlan) -> Batch:
    """Put the plan down as a list; DeskError for one that is refused, or where the data can only be looked at."""
    if plan.refusal:
        raise DeskError(plan.refusal)
    if not desk.store.writable:
        raise DeskError("数据这时只能查阅（另有窗口在用，或已设为只读），整批打印要记打印清单，请在那个窗口里打印。")
    if plan.wish.out is not None and plan.wish.target is not Target.PRINTER:
        make_folder(plan.wish.out)
    return lists_of(desk).create(campaign.id, desk.clock(), plan.wish.structure, plan.items)


def open_batches(desk: Desk, campaign: Campaign) -> tuple[Batch, ...]:
    """The campaign's batches that were stopped, the newest first."""
    return tuple(reversed([one for one in lists_of(desk).every() if one.campaign == campaign.id and one.open]))


def uncertain(batch: Batch) -> BatchItem | None:
    """The paper of which only a person knows whether it came out of the printer."""
    return None if batch.begun is None or not batch.open else batch.items[batch.begun]


def run_batch(
    desk: Desk,
    campaign: Campaign,
    name: str,
    progress: Progress,
    send: Send | None = None,
    *,
    came_out: bool | None = None,
) -> BatchResult:
    """Print what a batch has left. May raise Cancelled; called again, it goes on behind the last paper.

    ``came_out`` tells of an `uncertain` paper; DeskError where that is not said, or for another campaign's batch.
    """
    kept = lists_of(desk)
    batch = kept.load(name)
    if batch.campaign != campaign.id or not batch.open:
        raise DeskError(f"“{name}”这一批已经印完、已放弃，或是别的专项的，没有要接着印的。")
    wish = wish_from(batch.wish)
    if wish.out is not None and wish.target is not Target.PRINTER:
        make_folder(wish.out)
        sweep_left(wish.out)
    try:
        files = _print_left(desk, campaign, kept, batch, wish, progress, send, came_out=came_out)
        kept.end(batch)
    finally:
        if wish.target is not Target.PRINTER and wish.out is not None and batch.done:
            write_list(desk, campaign, batch, wish.out)
    return BatchResult(batch.id, len(batch.done), batch.pages, files)


def _print_left(
    desk: Desk,
    campaign: Campaign,
    kept: BatchList,
    batch: Batch,
    wish: BatchWish,
    progress: Progress,
    send: Send | None,
    *,
    came_out: bool | None,
) -> tuple[Path, ...]:
    if wish.target is Target.MERGED:
        return (_merge(desk, campaign, kept, batch, wish, progress),)
    if wish.target is Target.FILES:
        _write_each(desk, campaign, kept, batch, wish, progress)
        return tuple(path for one in batch.items for path in _files(wish, one))
    if send is None:
        raise DeskError("这一批是送打印机的，请在窗口里接着印。")
    _settle(kept, batch, came_out=came_out)
    _print_each(desk, campaign, kept, batch, send, progress)
    return ()


def print_batch(desk: Desk, campaign: Campaign, wish: BatchWish, progress: Progress) -> tuple[BatchPlan, BatchResult]:
    """Plan, list and print in one go."""
    plan = plan_batch(desk, campaign, wish, progress)
    return plan, run_batch(desk, campaign, begin_batch(desk, campaign, plan).id, progress)


def drop_batch(desk: Desk, name: str) -> None:
    """Leave the rest of a batch unprinted; what was printed stays listed, an unfinished merged file is deleted."""
    kept = lists_of(desk)
    batch = kept.load(name)
    wish = wish_from(batch.wish)
    if wish.target is Target.MERGED:
        with suppress(OSError):
            _spool_path(wish, batch).unlink(missing_ok=True)
    kept.drop(batch)


def _left(desk: Desk, campaign: Campaign, batch: Batch, progress: Progress) -> Iterator[ReadyPaper]:
    """The papers still to be printed; their prints are noted a few at a time, before they go out."""
    numbered = [(number, item) for number, item in enumerate(batch.items) if number not in batch.done]
    waiting: list[ReadyPaper] = []
    for ready in ready_papers(desk, campaign, numbered):
        waiting.append(ready)
        if len(waiting) == _NOTED_TOGETHER:
            yield from _noted(desk, campaign, batch, waiting, progress)
            waiting = []
    yield from _noted(desk, campaign, batch, waiting, progress)


def _noted(
    desk: Desk, campaign: Campaign, batch: Batch, waiting: Sequence[ReadyPaper], progress: Progress
) -> Iterator[ReadyPaper]:
    if waiting:
        progress.step(len(batch.done), len(batch.items), waiting[0].item.unit)
        note_printed(desk, campaign, [one.coded.new for one in waiting if one.coded.new is not None])
    for ready in waiting:
        progress.step(len(batch.done), len(batch.items), f"{ready.item.unit} {ready.item.form}")
        yield ready


def _done(desk: Desk, ready: ReadyPaper, pages: int, target: str, mark: SpoolMark | None = None) -> Done:
    return Done(ready.number, pages, desk.clock(), target, ready.digest, tuple(mark.structure) if mark else ())


def _files(wish: BatchWish, item: BatchItem) -> tuple[Path, ...]:
    return tuple((wish.out or Path()) / f"{item.stem}{kind}" for kind in wish.kinds)


def _write_each(
    desk: Desk, campaign: Campaign, kept: BatchList, batch: Batch, wish: BatchWish, progress: Progress
) -> None:
    for ready in _left(desk, campaign, batch, progress):
        files = _files(wish, ready.item)
        pages = sum(_write(desk, ready.coded.paper, path, ready.preset) for path in files)
        kept.add(batch, _done(desk, ready, pages, "、".join(path.name for path in files)))


def _write(desk: Desk, paper: Paper, path: Path, preset: PrintPreset) -> int:
    """One file of one paper; the pages of a PDF, 0 for what has none until it is printed."""
    if path.suffix == PDF:
        return write_pdf(paper, path, desk.fonts, preset.options).pages
    if path.suffix == XLSX:
        from desk_app.exporting.excel import write_xlsx

        write_xlsx(paper, path)
    elif path.suffix == DOCX:
        from desk_app.exporting.word import write_docx

        write_docx(paper, path)
    return 0


def _settle(kept: BatchList, batch: Batch, *, came_out: bool | None) -> None:
    if batch.begun is None:
        return
    item = batch.items[batch.begun]
    if came_out is None:
        raise DeskError(f"上次停在{item.unit}的“{item.form}”，不能确定它有没有印出来，请先看打印机，说明是否已印出。")
    if came_out:
        # What it said is not known here; as nothing, it counts as not printed where 没有印过的 is asked.
        kept.add(batch, Done(batch.begun, 0, batch.at, "打印机（由人确认）", ""))


def _print_each(desk: Desk, campaign: Campaign, kept: BatchList, batch: Batch, send: Send, progress: Progress) -> None:
    for ready in _left(desk, campaign, batch, progress):
        target = BytesIO()
        write_pdf(ready.coded.paper, target, desk.fonts, ready.preset.options)
        content = target.getvalue()
        with PdfPages(content) as pages:
            sizes = pages.sizes()
        preset = ready.preset
        kept.begin(batch, ready.number)
        where = send(Preview(content, sizes, (), preset.double_sided, preset.copies), ready.item.stem)
        kept.add(batch, _done(desk, ready, len(sizes), where))


def merged_path(wish: BatchWish, batch: Batch) -> Path:
    """The file that a merged batch becomes."""
    return (wish.out or Path()) / f"整批打印{batch.id}.pdf"


def _spool_path(wish: BatchWish, batch: Batch) -> Path:
    return (wish.out or Path()) / f".~整批打印{batch.id}.pdf"


def _merge(desk: Desk, campaign: Campaign, kept: BatchList, batch: Batch, wish: BatchWish, progress: Progress) -> Path:
    path, spool_path = merged_path(wish, batch), _spool_path(wish, batch)
    marks = _marks(kept, batch, spool_path)
    try:
        with spool_path.open("r+b" if marks else "w+b") as file:
            spool = PdfSpool(file, f"{campaign.name} 附件表", desk.fonts, marks)
            for ready in _left(desk, campaign, batch, progress):
                pages = draw_paper(spool, ready.coded.paper, desk.fonts, ready.preset.options, Silent())
                if ready.preset.double_sided and pages % 2:
                    spool.add_page(spool.last_size, ())
                mark = spool.mark()
                os.fsync(file.fileno())
                kept.add(batch, _done(desk, ready, pages, path.name, mark))
            spool.finish()
            file.flush()
            os.fsync(file.fileno())
        os.replace(spool_path, path)  # noqa: PTH105  the name says that an existing file is replaced
    except OSError as error:
        raise DeskError(f"“{path.name}”没有写成（{reason_of(error)}），已排好的保留，处理后可以接着印。") from error
    return path


def _marks(kept: BatchList, batch: Batch, spool_path: Path) -> list[SpoolMark]:
    """Where the unfinished file stands; where it is gone or shorter than noted, everything begins anew."""
    marks = [spool_mark(batch.done[number].spool) for number in sorted(batch.done)]
    if marks and (not spool_path.is_file() or spool_path.stat().st_size < marks[-1].end):
        kept.start_over(batch)
        return []
    return marks
