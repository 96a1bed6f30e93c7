"""导出报送包: the settled returns of a period with their originals, packed for the superior office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from desk_app.campaign.period import Period
from desk_app.exporting.file_names import safe_name
from desk_app.forms.definition import FormDefinition
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.desk import Desk
from desk_app.services.parcel_file import SUFFIX, Parcel, ParcelForm, ParcelReturn, ParcelRow, code_of, write_parcel
from desk_app.services.standing import standing_of, wanted_periods
from desk_app.storage import campaigns, records, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.reader import Reader
from desk_app.storage.records import Record
from desk_app.storage.states import RecordState, SubmissionState
from desk_app.storage.submissions import Submission

EACH_OWN = "各表本期"
_SETTLED = (SubmissionState.ACCEPTED, SubmissionState.NIL)


@dataclass(frozen=True, slots=True)
class ParcelMade:
    """The file, how much is in it, its 校验码, and what is to be said of it."""

    path: Path
    returns: int
    rows: int
    code: str
    remarks: tuple[str, ...] = ()


def make_parcel(
    desk: Desk,
    campaign: Campaign,
    out: Path,
    *,
    period: Period | None = None,
    forms: tuple[str, ...] = (),
    progress: Progress | None = None,
) -> ParcelMade:
    """Write the 报送包 of a period into a folder; nothing is changed here.

    DeskError when 本单位全称 is not known, or nothing has been received yet.
    """
    sender = desk.bureau
    if not sender:
        raise DeskError("还没有登记本单位全称，上级收到后认不出是谁报的；请先在“设置”里填写。")
    with desk.store.read() as reader:
        wanted = [
            (form, one)
            for form, one in wanted_periods(reader, campaign, period, desk.clock())
            if not forms or form.name in forms
        ]
        found = _Gathering(reader, campaign, wanted)
        returns = found.returns()
    if not returns:
        raise DeskError("所选期次还没有已收的表，没有可报送的内容。")
    originals = _originals(desk, found.originals, progress or Silent())
    used = tuple(_form(form) for form, _ in wanted if any(one.form == form.name for one in returns))
    parcel = Parcel(sender, campaign.name, desk.clock().date().isoformat(), used, tuple(returns))
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"文件夹“{out}”建不了（{reason_of(error)}），请换一个位置。") from error
    tail = period.label if period is not None else EACH_OWN
    target = out / safe_name(f"报送包（{sender}）{tail}", SUFFIX)
    sha256 = write_parcel(parcel, originals, target)
    rows = sum(len(one.rows) for one in returns)
    remarks = (*_missing(desk, campaign, wanted), *found.remarks)
    return ParcelMade(target, len(returns), rows, code_of(sha256), remarks)


def _missing(desk: Desk, campaign: Campaign, wanted: list[tuple[StoredForm, Period]]) -> tuple[str, ...]:
    """Which units are not in the parcel because they still owe; said, never held against the export."""
    said = []
    for form, period in wanted:
        standing = next(one for one in standing_of(desk, campaign, period) if one.form.name == form.name)
        names = [unit.unit for unit in standing.missing]
        if names and form.definition.owed:
            said.append(f"{form.name}（{period.label}）还有{len(names)}家未报，不在包里：{'、'.join(names)}。")
    return tuple(said)


class _Gathering:
    """The settled returns of some forms and periods, each with the name that its original has in the parcel."""

    def __init__(self, reader: Reader, campaign: Campaign, wanted: list[tuple[StoredForm, Period]]) -> None:
        self._reader, self._campaign, self._wanted = reader, campaign, wanted
        self._units = roster.load(reader)
        self._names = roster.unit_names(reader)
        self.originals: dict[str, str] = {}
        self.remarks: list[str] = []

    def returns(self) -> list[ParcelReturn]:
        """In the order of the forms, then of the bureau's units."""
        found = []
        for form, period in self._wanted:
            settled = submissions.select_by(
                self._reader, self._campaign.id, form_id=form.id, period=period.code, states=_SETTLED
            )
            mine = [one for one in settled if one.unit_id is not None]
            mine.sort(key=lambda one: (self._units.order_of(self._names[one.unit_id or 0]), one.id))
            found += [self._return(one, form, period) for one in mine]
        return found

    def _return(self, one: Submission, form: StoredForm, period: Period) -> ParcelReturn:
        rows = [row for row in records.of_submission(self._reader, one.id) if row.state is not RecordState.WITHDRAWN]
        member = ""
        if one.original:
            suffix = PurePosixPath(one.original).suffix
            member = f"originals/{one.sha256}{suffix}"
            self.originals[member] = one.original
        name = self._names[one.unit_id or 0]
        if one.state is SubmissionState.ACCEPTED and all(row.state is RecordState.REPEATED for row in rows):
            self.remarks.append(f"{name}{period.label}的{form.name}没有新增行，各行都在此前期次报过，在包里已标明。")
        file = PurePosixPath(one.file).name
        own = campaigns.get_form(self._reader, one.form_id).definition if one.form_id is not None else form.definition
        made = tuple(_row(row, form.definition, own) for row in rows)
        return ParcelReturn(name, form.name, period.code, file, one.sheet, member, made)


def _row(row: Record, form: FormDefinition, own: FormDefinition) -> ParcelRow:
    """A row in the columns of the form as it is now; what a former version had beside them goes with its headings."""
    values = {key: value for key, value in row.values.items() if value is not None and key in form.keys}
    labels = dict(zip(own.keys, own.labels, strict=True))
    beside = {labels.get(key, key): str(value) for key, value in row.values.items() if key not in form.keys and value}
    day = row.occurred_on.isoformat() if row.occurred_on else ""
    return ParcelRow(row.row_number, values, day, row.sheet, row.cell, dict(row.raw), beside | dict(row.extra),
                     row.state is RecordState.REPEATED)  # fmt: skip


def _form(form: StoredForm) -> ParcelForm:
    definition = form.definition
    return ParcelForm(form.name, definition.annex, form.version, definition.keys, definition.labels)


def _originals(desk: Desk, wanted: Mapping[str, str], progress: Progress) -> dict[str, bytes]:
    found = {}
    for place, (member, original) in enumerate(wanted.items()):
        progress.step(place, len(wanted), "原件")
        found[member] = desk.store.originals.read(original)
    return found
