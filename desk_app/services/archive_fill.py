"""One 件 written into its folder: its papers, the originals as they came, scans and attachments."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desk_app.campaign.period import parse_period
from desk_app.exporting.file_names import form_file_name
from desk_app.exporting.page_count import pages_of
from desk_app.exporting.pdf_characters import CharacterReport
from desk_app.progress import Progress
from desk_app.services.archive_choices import ArchivePlace
from desk_app.services.archive_inspection import PERSONAL
from desk_app.services.archive_issues import print_issues
from desk_app.services.archive_items import Holding, ItemKind
from desk_app.services.archive_names import Names, file_name
from desk_app.services.closing_print import print_changes, print_quotas
from desk_app.services.completion_print import print_chases, print_rates, print_register
from desk_app.services.data_changes import data_changes, without_content
from desk_app.services.desk import Desk
from desk_app.services.font_remarks import joined
from desk_app.services.paperwork import bureau_paper, file_label, unit_papers
from desk_app.services.plan_page import plan_page
from desk_app.services.plan_print import write_doubts
from desk_app.services.produce import PDF, XLSX, Made, print_missing, print_tally, write_all
from desk_app.services.quotas import quota_checks
from desk_app.services.report_rates import RateWish
from desk_app.services.roster_out import write_roster
from desk_app.services.task_papers import print_list, print_wall
from desk_app.storage import chases, parcels, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.states import SubmissionState
from desk_app.storage.submissions import Submission

ORIGINALS, REPLACED, SCANS, EACH, ATTACHED, PUT_IN = (
    "来表原件",
    "来表原件（重报前和打不开的）",
    "盖章扫描件",
    "各单位附件表",
    "附件",
    "附入",
)
_SPEAK = frozenset({
    SubmissionState.ACCEPTED, SubmissionState.NIL, SubmissionState.NEEDS_REVIEW, SubmissionState.SENT_BACK,
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Filled:
    """What was written of a 件: files, printable pages (None for none), originals, what is to be said of it.

    ``characters`` are those that another font drew in its PDFs, and those that paper cannot show.
    """

    files: int
    pages: int | None
    originals: int
    remarks: tuple[str, ...]
    characters: CharacterReport


class Filler:
    """Writes the items of one campaign; what all of them need is read once."""

    def __init__(
        self,
        desk: Desk,
        holding: Holding,
        progress: Progress,
        *,
        each_unit: bool,
        hidden: frozenset[str],
        with_persons: bool,
        with_words: bool = True,
        hidden_forms: frozenset[str] = frozenset(),
    ) -> None:
        self._desk, self._holding, self._progress, self._each_unit = desk, holding, progress, each_unit
        self._hidden, self._with_persons, self._hidden_forms = hidden, with_persons, hidden_forms
        self._with_words = with_words
        with desk.store.read() as reader:
            self._units = roster.unit_names(reader)
            known = roster.load(reader)
        self._order = {name: known.order_of(name) for name in self._units.values()}
        self._remarks: list[str] = []
        self._made: list[Made] = []
        self._originals = 0
        self._writers: dict[ItemKind, Callable[[ArchivePlace, Path], None]] = {
            ItemKind.PLAN: self._document,
            ItemKind.LATER: self._document,
            ItemKind.TASKS: self._tasks,
            ItemKind.ISSUES: self._issues,
            ItemKind.FORM: self._form,
            ItemKind.EVIDENCE: self._evidence,
            ItemKind.PERIOD: self._period,
            ItemKind.REGISTER: self._register,
            ItemKind.PARCELS: self._parcels,
            ItemKind.ROSTER: self._roster,
            ItemKind.STRAY: self._stray,
            ItemKind.OWN: lambda _place, _folder: None,
        }

    @property
    def _campaign(self) -> Campaign:
        return self._holding.campaign

    def fill(self, place: ArchivePlace, folder: Path) -> Filled:
        """Write one 件 into its folder, which is made; DeskError when an original is lost or the disk refuses."""
        folder.mkdir(parents=True)
        self._remarks, self._made, self._originals = [], [], 0
        self._writers[place.item.kind](place, folder)
        files = [(one.file, one.original) for one in self._holding.put_in.get(place.item.key, ())]
        self._keep(folder if place.item.kind is ItemKind.OWN else folder / PUT_IN, files)
        written = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        counted = [pages for path in written if (pages := pages_of(path)) is not None]
        characters = joined(one.characters for one in self._made)
        pages = sum(counted) if counted else None
        return Filled(len(written), pages, self._originals, tuple(self._remarks), characters)

    def _document(self, place: ArchivePlace, folder: Path) -> None:
        head = self._holding.documents[int(place.item.subject)].head
        self._keep(folder, [(head.file, head.original)])
        if plan_page(self._desk, head.id).doubts:
            self._made.append(write_doubts(self._desk, head.id, folder))

    def _tasks(self, _place: ArchivePlace, folder: Path) -> None:
        self._made.append(print_list(self._desk, self._campaign, folder, with_notes=self._with_words))
        self._made.append(print_wall(self._desk, self._campaign, folder, large=True))

    def _issues(self, _place: ArchivePlace, folder: Path) -> None:
        self._made.append(print_issues(self._desk, self._campaign, folder))

    def _form(self, place: ArchivePlace, folder: Path) -> None:
        key = (place.item.subject, place.item.period.code if place.item.period else "")
        form, period = self._holding.forms[key], parse_period(key[1])
        label = file_label(form.definition)
        paper = bureau_paper(self._desk, self._campaign, form, period, with_unit_column=True)
        stem = form_file_name(label, "", unit="汇总", period=period)
        sides = form.definition.double_sided
        self._made.append(write_all(self._desk, paper, folder, stem, (PDF, XLSX), double_sided=sides))
        if self._each_unit:
            names = Names()
            for unit, one in unit_papers(self._desk, self._campaign, form, period):
                self._progress.step(0, 0, f"{label} {unit}")
                free = names.free(file_name(f"{label}（{unit}）", ""))
                self._made.append(write_all(self._desk, one, folder / EACH, free, (PDF,), double_sided=sides))
        mine = self._holding.returns.get(key, ())
        self._returns(folder / ORIGINALS, [one for one in mine if one.state in _SPEAK])
        self._returns(folder / SCANS, [one for one in mine if one.state is SubmissionState.SCAN])
        self._keep(folder / ATTACHED, [(one.file, one.original) for one in self._holding.attached.get(key, ())])
        told = (*_SPEAK, SubmissionState.SCAN)
        self._returns(folder / REPLACED, [one for one in mine if one.state not in told])

    def _returns(self, folder: Path, mine: Iterable[Submission]) -> None:
        """Originals under the unit's name, in the bureau's order; one file of several tables stands once."""
        found: dict[str, tuple[str, str]] = {}
        ordered = sorted(mine, key=lambda one: (self._order.get(self._units.get(one.unit_id or 0, ""), 0), one.id))
        for one in ordered:
            if one.original and one.original not in found:
                unit = self._units.get(one.unit_id or 0, "")
                name = PurePosixPath(one.file).name
                found[one.original] = (name if unit in name else f"{unit} {name}".strip(), one.original)
        self._keep(folder, list(found.values()))

    def _evidence(self, place: ArchivePlace, folder: Path) -> None:
        line = next(one for one in self._holding.board.lines if one.key == place.item.subject)
        self._keep(folder, [(note.file, note.original) for note in line.notes if note.original])

    def _period(self, place: ArchivePlace, folder: Path) -> None:
        period = place.item.period
        self._made.append(print_tally(self._desk, self._campaign, period, folder, (PDF, XLSX)))
        self._made.append(print_missing(self._desk, self._campaign, period, folder, (PDF, XLSX)))
        checks = quota_checks(self._desk, self._campaign, period)
        told = [one for one in checks if self._with_persons or one.per not in PERSONAL]
        if told:
            self._made.append(print_quotas(self._desk, self._campaign, told, folder))
        for note in data_changes(self._desk, self._campaign, period) if period else ():
            told_of = without_content(note, self._hidden_forms)
            self._made.append(print_changes(self._desk, self._campaign, told_of, folder))

    def _register(self, _place: ArchivePlace, folder: Path) -> None:
        self._made.append(print_register(self._desk, self._campaign, folder))
        with self._desk.store.read() as reader:
            has_calls = bool(chases.of_campaign(reader, self._campaign.id))
        if has_calls and self._with_words:
            self._made.append(print_chases(self._desk, self._campaign, folder))
        rates = print_rates(self._desk, self._campaign, RateWish(cumulative=True), folder, (PDF, XLSX))
        self._made.append(rates)

    def _parcels(self, _place: ArchivePlace, folder: Path) -> None:
        with self._desk.store.read() as reader:
            taken = parcels.of_campaign(reader, self._campaign.id)
        self._keep(folder, [(one.file, one.original) for one in taken if one.original])

    def _roster(self, _place: ArchivePlace, folder: Path) -> None:
        write_roster(self._desk, folder / "单位名册.xlsx")

    def _stray(self, _place: ArchivePlace, folder: Path) -> None:
        found = {one.original: PurePosixPath(one.file).name for one in self._holding.stray}
        self._keep(folder, [(name, original) for original, name in found.items()])

    def _keep(self, folder: Path, files: Sequence[tuple[str, str]]) -> None:
        """Copy originals byte for byte under the names they came by."""
        names = Names()
        for name, original in files:
            self._progress.step(0, 0, name)
            path = PurePosixPath(name.replace("\\", "/"))
            if original in self._hidden:
                self._remarks.append(f"原件“{path.name}”里还有涉及个人的表，未归入")
                continue
            folder.mkdir(exist_ok=True)
            target = folder / names.free(file_name(path.stem, path.suffix))
            copied = self._desk.store.originals.copy_to(original, target)
            if copied:
                self._originals += 1
            else:
                self._remarks.append(f"原件“{path.name}”在数据文件夹里缺失或已损坏，未能归入")
