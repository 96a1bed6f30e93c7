"""打印 and 下发空表: papers written as the files that are asked for."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.exporting.file_names import form_file_name, safe_name
from desk_app.exporting.paper import Paper
from desk_app.exporting.pdf_characters import NOTHING_TO_TELL, CharacterReport
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk, collected_forms, current_period
from desk_app.services.font_remarks import joined, remarks_of
from desk_app.services.paperwork import (
    bureau_paper,
    file_label,
    missing_as_paper,
    tally_page,
    unit_paper,
)
from desk_app.services.print_batch_wish import BatchWish
from desk_app.services.print_digest import digest_of
from desk_app.services.print_presets import PrintPreset, preset_of
from desk_app.services.print_singles import SinglePaper, note_files
from desk_app.services.signing_print import CodedPaper, coded, note_printed
from desk_app.services.standing import standing_of
from desk_app.storage import campaigns
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.prints import NewPrint

PDF, XLSX, DOCX = ".pdf", ".xlsx", ".docx"


@dataclass(frozen=True, slots=True)
class Made:
    """What was written, what is to be said of it (rare characters drawn from another font), and its 印稿.

    ``papers`` are the forms' papers in it, ``pages`` those of its PDF, 0 without one. ``characters`` are the ones that
    the remarks tell of, for whoever makes many files and says each but once.
    """

    files: tuple[Path, ...]
    remarks: tuple[str, ...] = ()
    prints: tuple[NewPrint, ...] = ()
    papers: tuple[SinglePaper, ...] = ()
    pages: int = 0
    characters: CharacterReport = NOTHING_TO_TELL


def together(made: Sequence[Made]) -> Made:
    """Several writings as one."""
    return Made(
        tuple(path for one in made for path in one.files),
        tuple(remark for one in made for remark in one.remarks),
        pages=sum(one.pages for one in made),
        characters=joined(one.characters for one in made),
    )


def print_form(
    desk: Desk,
    campaign: Campaign,
    form_said: str,
    out: Path,
    *,
    unit: str | None = None,
    period: Period | None = None,
    kinds: Sequence[str] = (PDF,),
    with_unit_column: bool = False,
) -> Made:
    """Print one form of one unit, or the bureau's 汇总表, as the kinds of file that are asked for.

    What bears a 识别码 is noted as printed.
    """
    made = make_form(
        desk, campaign, form_said, out, unit=unit, period=period, kinds=kinds, with_unit_column=with_unit_column
    )
    note_printed(desk, campaign, made.prints)
    wish = BatchWish((form_said,), (unit,) if unit else (), period=period, out=out)
    said = note_files(desk, campaign, made.papers, kinds, wish)
    return replace(made, remarks=(*made.remarks, *said))


def make_form(
    desk: Desk,
    campaign: Campaign,
    form_said: str,
    out: Path,
    *,
    unit: str | None = None,
    period: Period | None = None,
    kinds: Sequence[str] = (PDF,),
    with_unit_column: bool = False,
) -> Made:
    """The same without noting its print, for whoever makes many and notes them together."""
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, form_said)
        chosen = period or current_period(reader, campaign, form, desk.clock())
        preset = preset_of(reader, form.definition)
    _refuse_wrong_rhythm(form, chosen)
    if unit is not None:
        refuse_unitless(form)
    if unit is None:
        ready = CodedPaper(bureau_paper(desk, campaign, form, chosen, with_unit_column=with_unit_column))
        name = "汇总" if form.definition.collected else ""
    else:
        name = _known_unit(desk, unit)
        ready = coded(desk, campaign, form, chosen, name, unit_paper(desk, campaign, form, name, chosen))
    stem = form_file_name(file_label(form.definition), "", unit=name, period=chosen)
    paper = preset.shape(ready.paper)
    made = write_all(desk, paper, out, stem, kinds, preset)
    single = SinglePaper(form.name, name if unit is not None else "", chosen.code, stem, digest_of(paper), made.pages)
    return replace(made, prints=(ready.new,) if ready.new is not None else (), papers=(single,))


def refuse_unitless(form: StoredForm) -> None:
    """DeskError for a form that no unit fills in (任务清单): a unit has no paper of it."""
    if form.definition.collected is None:
        raise DeskError(f"“{form.name}”不由各单位填报，没有单位的一份，请打印全局的一份（汇总表）。")


def _refuse_wrong_rhythm(form: StoredForm, period: Period) -> None:
    collected = form.definition.collected
    if collected is not None and collected is not period.rhythm:
        raise DeskError(f"“{form.name}”{collected.label}，没有“{period.label}”这一期，请换一个期次。")


def _known_unit(desk: Desk, said: str) -> str:
    match = desk.roster().match(said)
    if match.unit is None:
        hint = f"，是不是“{match.proposed}”？" if match.proposed else "。"
        raise DeskError(f"名册中没有“{said}”这家单位{hint}")
    return match.unit


def print_tally(desk: Desk, campaign: Campaign, period: Period | None, out: Path, kinds: Sequence[str]) -> Made:
    """Print 统计表 of a period."""
    return write_all(desk, tally_page(desk, campaign, period), out, safe_name(f"统计表{_tail(period)}"), kinds)


def print_missing(desk: Desk, campaign: Campaign, period: Period | None, out: Path, kinds: Sequence[str]) -> Made:
    """Print 未报单位名单 of a period."""
    paper = missing_as_paper(desk, campaign, standing_of(desk, campaign, period), period, desk.clock())
    return write_all(desk, paper, out, safe_name(f"未报单位名单{_tail(period)}"), kinds)


def _tail(period: Period | None) -> str:
    return f" {period.label if period.start is None else period.code}" if period else ""


def write_all(
    desk: Desk,
    paper: Paper,
    out: Path,
    stem: str,
    kinds: Sequence[str],
    preset: PrintPreset | None = None,
    *,
    double_sided: bool = False,
) -> Made:
    """Write one paper as PDF, Excel and Word files of one name; DeskError when the folder cannot be made."""
    make_folder(out)
    writers: dict[str, Callable[[Path], Made]] = {
        PDF: lambda path: _write_pdf(desk, paper, path, preset or PrintPreset(double_sided=double_sided)),
        XLSX: lambda path: _write_xlsx(paper, path),
        DOCX: lambda path: _write_docx(paper, path),
    }
    return together([writers[kind](out / f"{stem}{kind}") for kind in kinds])


def make_folder(out: Path) -> None:
    """Make the folder that files go to; DeskError when it cannot be made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"文件夹“{out}”建不了（{reason_of(error)}），请换一个位置。") from error


def _write_pdf(desk: Desk, paper: Paper, path: Path, preset: PrintPreset) -> Made:
    from desk_app.exporting.pdf import write_pdf

    report = write_pdf(paper, path, desk.fonts, preset.options)
    found = report.characters
    return Made((path,), remarks_of(path.name, found), pages=report.pages, characters=found)


def _write_xlsx(paper: Paper, path: Path) -> Made:
    from desk_app.exporting.excel import write_xlsx

    write_xlsx(paper, path)
    return Made((path,))


def _write_docx(paper: Paper, path: Path) -> Made:
    from desk_app.exporting.word import write_docx

    write_docx(paper, path)
    return Made((path,))


def write_blanks(
    desk: Desk,
    campaign: Campaign,
    out: Path,
    *,
    form_said: str | None = None,
    unit: str | None = None,
    period: Period | None = None,
    progress: Progress | None = None,
) -> Made:
    """下发空表: for each unit a folder with its blank forms as Excel and Word, unit and period filled in."""
    from desk_app.services.blank_files import write_blanks_of

    known, today = desk.roster(), desk.clock().date()
    units = [_known_unit(desk, unit)] if unit else [one.name for one in known.reporting]
    wanted = _blank_forms(desk, campaign, form_said, period)
    files: list[Path] = []
    for place, name in enumerate(units):
        (progress or Silent()).step(place, len(units), name)
        folder = out / safe_name(name)
        make_folder(folder)
        files += write_blanks_of(campaign, known, name, wanted, folder, (XLSX, DOCX), today=today)
    return Made(tuple(files))


def _blank_forms(
    desk: Desk, campaign: Campaign, form_said: str | None, period: Period | None
) -> list[tuple[StoredForm, Period]]:
    with desk.store.read() as reader:
        forms = collected_forms(reader, campaign, form_said)
        if period is None:
            return [(form, current_period(reader, campaign, form, desk.clock())) for form in forms]
    fitting = [(form, period) for form in forms if form.definition.collected is period.rhythm]
    if not fitting:
        raise DeskError(f"本专项没有按“{period.label}”这种期次报送的表，请换一个期次。")
    return fitting
