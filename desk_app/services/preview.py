"""打印预览: the very PDF that will be printed or saved, its pages as pictures, and the files that are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import accumulate
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.exporting.page_image import PageImage, PageSize, PdfPages, scale_for
from desk_app.exporting.paper import Paper
from desk_app.exporting.pdf import PrintReport, write_pdfs
from desk_app.exporting.pdf_characters import CharacterReport
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk, current_period
from desk_app.services.paperwork import bureau_paper, missing_as_paper, names_of_then, papers_of, tally_page
from desk_app.services.print_batch_plan import CHUNK
from desk_app.services.print_batch_wish import BatchWish, Target
from desk_app.services.print_choice import PaperKind, Preview, PrintChoice
from desk_app.services.print_digest import digest_of
from desk_app.services.print_presets import PrintPreset, preset_of
from desk_app.services.print_singles import SinglePaper, note_files, note_singles
from desk_app.services.produce import Made, make_form, print_missing, print_tally, refuse_unitless
from desk_app.services.signing_print import CodedPaper, coded_all, note_printed
from desk_app.services.standing import standing_of
from desk_app.services.typed_waiting import unprinted
from desk_app.services.unit_page import refuse_without_units
from desk_app.storage import campaigns
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.prints import NewPrint

_MOST_SUBSTITUTES = 40


def preview(desk: Desk, campaign: Campaign, choice: PrintChoice, progress: Progress | None = None) -> Preview:
    """The PDF of a choice; several units' papers follow each other in one. DeskError when there is nothing to print."""
    told = progress or Silent()
    form = _form_of(desk, campaign, choice)
    ready = list(_papers(desk, campaign, choice, form, told))
    preset = _preset(desk, form)
    papers = [preset.shape(one.paper) if form is not None else one.paper for one in ready]
    target = BytesIO()
    report = write_pdfs(papers, target, desk.fonts, preset.options, told)
    content = target.getvalue()
    with PdfPages(content) as pages:
        sizes = pages.sizes()
    copies = preset.copies if choice.kind is PaperKind.ANNEX else 1
    ends = list(accumulate(report.counts))
    prints = tuple((end, one.new) for end, one in zip(ends, ready, strict=True) if one.new is not None)
    singles = tuple(zip(ends, _singles(desk, campaign, choice, form, papers), strict=True)) if form is not None else ()
    remarks = (*_left_out(desk, campaign, choice, form), *said_of(report))
    return Preview(content, sizes, remarks, preset.double_sided, copies, prints, singles)


def _singles(
    desk: Desk, campaign: Campaign, choice: PrintChoice, form: StoredForm, papers: Sequence[Paper]
) -> Iterator[SinglePaper]:
    """What the papers are called in the 打印清单."""
    with desk.store.read() as reader:
        period = choice.period or current_period(reader, campaign, form, desk.clock())
    units = choice.units if choice.kind is PaperKind.ANNEX else ("",)
    for unit, paper in zip(units, papers, strict=True):
        yield SinglePaper(form.name, unit, period.code, "", digest_of(paper))


def _left_out(desk: Desk, campaign: Campaign, choice: PrintChoice, form: StoredForm | None) -> tuple[str, ...]:
    """What was typed but waits for an error to be mended, and so is not on the paper."""
    if form is None:
        return ()
    with desk.store.read() as reader:
        period = choice.period or current_period(reader, campaign, form, desk.clock())
        units = choice.units if choice.kind is PaperKind.ANNEX else None
        return unprinted(reader, campaign.id, form.id, period.code, units)


def _preset(desk: Desk, form: StoredForm | None) -> PrintPreset:
    """How a form is printed; what is no form's paper is printed as usual."""
    if form is None:
        return PrintPreset()
    with desk.store.read() as reader:
        return preset_of(reader, form.definition)


def note_prints(desk: Desk, campaign: Campaign, preview: Preview, places: Sequence[int], target: str = "") -> None:
    """Keep the prints of which pages (from 0) went to the printer, so that a signed paper that comes back is known.

    They stand in the 打印清单, with the printer's name or the file's as ``target``.
    """
    printed = []
    begin = 0
    for end, new in preview.prints:
        if isinstance(new, NewPrint) and any(begin <= place < end for place in places):
            printed.append(new)
        begin = end
    note_printed(desk, campaign, printed)
    singles = []
    begin = 0
    for end, one in preview.papers:
        pages = sum(begin <= place < end for place in places)
        if isinstance(one, SinglePaper) and pages:
            singles.append(replace(one, pages=pages, target=target))
        begin = end
    note_singles(desk, campaign, singles, BatchWish(target=Target.PRINTER, printer=target))


def said_of(report: PrintReport | CharacterReport) -> tuple[str, ...]:
    """What a person should know of a printed file: characters of another font, signs that cannot be shown."""
    remarks = []
    by_font: dict[str, list[str]] = {}
    for one in report.substitutions:
        by_font.setdefault(one.font, []).append(f"{one.character}（{one.seen_in}）")
    for font, shown in by_font.items():
        more = f"等{len(shown)}个字" if len(shown) > _MOST_SUBSTITUTES else ""
        remarks.append(f"原字体缺字，改用{font}：{'、'.join(shown[:_MOST_SUBSTITUTES])}{more}")
    if report.unprintable:
        odd = [f"“{one.seen_in}”" for one in report.unprintable]
        remarks.append(f"有打印不出的控制字符，在{'、'.join(odd)}中，请核对原件")
    return tuple(remarks)


def page_images(content: bytes, wanted: Sequence[tuple[int, float]], progress: Progress) -> list[tuple[int, PageImage]]:
    """Pages (from 0) as pictures, each at its scale of pixels a point; stops between two when it is cancelled."""
    made = []
    with PdfPages(content) as pages:
        for number, (place, scale) in enumerate(wanted):
            progress.step(number, len(wanted), f"第{place + 1}页")
            made.append((place, pages.image(place, scale)))
    return made


def pages_for_paper(
    content: bytes, places: Sequence[int], dots_an_inch: float, progress: Progress
) -> Iterator[tuple[PageSize, PageImage]]:
    """Pages as a printer takes them, one after the other, so that only one is in memory."""
    with PdfPages(content) as pages:
        sizes = pages.sizes()
        for number, place in enumerate(places):
            progress.step(number, len(places), f"第{place + 1}页")
            yield sizes[place], pages.image(place, scale_for(dots_an_inch), for_paper=True)


def _form_of(desk: Desk, campaign: Campaign, choice: PrintChoice) -> StoredForm | None:
    if choice.kind not in {PaperKind.ANNEX, PaperKind.SUMMARY}:
        return None
    with desk.store.read() as reader:
        return campaigns.find_form(reader, campaign.id, choice.form)


def _papers(
    desk: Desk, campaign: Campaign, choice: PrintChoice, form: StoredForm | None, progress: Progress
) -> Iterator[CodedPaper]:
    now = desk.clock()
    if choice.kind is not PaperKind.SUMMARY:
        refuse_without_units(desk)
    if choice.kind is PaperKind.TALLY:
        yield CodedPaper(tally_page(desk, campaign, choice.period))
    elif choice.kind is PaperKind.MISSING:
        standings = standing_of(desk, campaign, choice.period)
        yield CodedPaper(missing_as_paper(desk, campaign, standings, choice.period, now))
    elif form is not None:
        with desk.store.read() as reader:
            period = choice.period or current_period(reader, campaign, form, now)
        if choice.kind is PaperKind.SUMMARY:
            yield CodedPaper(bureau_paper(desk, campaign, form, period, with_unit_column=choice.with_unit_column))
            return
        refuse_unitless(form)
        if not choice.units:
            raise DeskError("还没有选单位，请先在单位一栏里勾选。")
        yield from _annexes(desk, campaign, form, period, choice.units, progress)


def _annexes(
    desk: Desk, campaign: Campaign, form: StoredForm, period: Period, units: Sequence[str], progress: Progress
) -> Iterator[CodedPaper]:
    known = names_of_then(desk)
    for start in range(0, len(units), CHUNK):
        progress.step(start, len(units), units[start])
        some = units[start : start + CHUNK]
        papers = papers_of(desk, campaign, form, some, period, known)
        yield from coded_all(desk, campaign, form, period, zip(some, papers, strict=True))


def save(
    desk: Desk, campaign: Campaign, choice: PrintChoice, out: Path, kinds: Sequence[str], progress: Progress
) -> Made:
    """Write a choice as files into a folder, one file a unit; what was written stays whole when it is stopped."""
    if choice.kind is PaperKind.TALLY:
        return print_tally(desk, campaign, choice.period, out, kinds)
    if choice.kind is PaperKind.MISSING:
        return print_missing(desk, campaign, choice.period, out, kinds)
    if choice.kind is PaperKind.SUMMARY:
        made_one = _save_one(desk, campaign, choice, out, kinds, None)
        wish = BatchWish((choice.form,), period=choice.period, out=out)
        return replace(made_one, remarks=(*made_one.remarks, *note_files(desk, campaign, made_one.papers, kinds, wish)))
    if not choice.units:
        raise DeskError("还没有选单位，请先在单位一栏里勾选。")
    made: list[Made] = []
    said: tuple[str, ...] = ()
    try:
        for place, unit in enumerate(choice.units):
            progress.step(place, len(choice.units), unit)
            made.append(_save_one(desk, campaign, choice, out, kinds, unit))
    finally:
        note_printed(desk, campaign, [new for one in made for new in one.prints])
        wish = BatchWish((choice.form,), choice.units, period=choice.period, out=out)
        said = note_files(desk, campaign, [single for one in made for single in one.papers], kinds, wish)
    whole = _together(made)
    return replace(whole, remarks=(*whole.remarks, *said))


def save_all(
    desk: Desk,
    campaign: Campaign,
    choices: Sequence[PrintChoice],
    out: Path,
    kinds: Sequence[str],
    progress: Progress,
) -> Made:
    """Write several choices into one folder."""
    made = []
    for place, choice in enumerate(choices):
        progress.step(place, len(choices), choice.form or choice.kind.value)
        made.append(save(desk, campaign, choice, out, kinds, progress))
    return _together(made)


def _together(made: Sequence[Made]) -> Made:
    return Made(
        tuple(path for one in made for path in one.files),
        tuple(remark for one in made for remark in one.remarks),
        tuple(new for one in made for new in one.prints),
    )


def _save_one(
    desk: Desk, campaign: Campaign, choice: PrintChoice, out: Path, kinds: Sequence[str], unit: str | None
) -> Made:
    return make_form(
        desk,
        campaign,
        choice.form,
        out,
        unit=unit,
        period=choice.period,
        kinds=kinds,
        with_unit_column=choice.with_unit_column and unit is None,
    )
