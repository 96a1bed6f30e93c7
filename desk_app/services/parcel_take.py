"""收报送包: a branch's parcel taken in as one batch, all of it or nothing, as one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from desk_app.campaign.period import Period
from desk_app.exporting.excel import write_xlsx
from desk_app.exporting.form_paper import UnitRows, summary_paper
from desk_app.exporting.paper import Paper
from desk_app.importing.results import FileState, ReadReturn, ReadRow
from desk_app.importing.returns import ReadContext, ReturnReader, SourceFile
from desk_app.problems import DeskError, Level, Problem
from desk_app.progress import Progress, Silent
from desk_app.services.accept import set_aside_typed
from desk_app.services.desk import Desk
from desk_app.services.intake import TakenReturn
from desk_app.services.judging import Judgement
from desk_app.services.memory import outdone_by
from desk_app.services.parcel_file import ParcelRow, open_parcel
from desk_app.services.parcel_plan import plan_parcel
from desk_app.services.parcel_values import Conflict, ParcelPlan, PlannedReturn, in_our_columns, slots_of
from desk_app.services.repeats import count_again, mark_later
from desk_app.services.resubmission import row_digest
from desk_app.storage import collections, parcels, records, roster, submissions
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.operations import Operation
from desk_app.storage.originals import Original
from desk_app.storage.states import RecordState, SubmissionState

STEP = "收报送包"
_UNDECIDED = "报送包里有{0}处要先定，没有收入；请在窗口的“收表”里打开这个包逐处定，或用 --answer 逐处答。"
_UNIT_HEADING = "填报单位"


@dataclass(frozen=True, slots=True)
class ParcelTaken:
    """What became of a parcel: its batch, how many returns and rows count, and the step that takes it back."""

    batch_id: int
    returns: int
    rows: int
    skipped: int
    operation_id: int | None
    taken: tuple[TakenReturn, ...]


def take_parcel(
    desk: Desk,
    campaign: Campaign,
    path: Path,
    decisions: Mapping[str, str] | None = None,
    progress: Progress | None = None,
) -> ParcelTaken:
    """Take a parcel in under the decisions made.

    DeskError, with nothing changed, when anything is still to be decided, or nothing of it is to be taken.
    """
    plan = plan_parcel(desk, campaign, path, decisions)
    if plan.open_conflicts:
        raise DeskError(_UNDECIDED.format(len(plan.open_conflicts)))
    slots = list(slots_of(plan))
    if not slots:
        raise DeskError("报送包里没有一份要收的，没有改动。")
    watched = progress or Silent()
    made = [_Slot(desk, plan, *slot) for slot in slots]
    for place, slot in enumerate(made):
        watched.step(place, len(made), slot.unit)
        slot.prepare()
    with desk.store.operation(STEP, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        batch_id = submissions.start_batch(op, source=plan.opened.file, name=plan.opened.file)
        kept = desk.store.originals.keep_bytes(plan.opened.content, plan.opened.file)
        sender = roster.unit_ids(op).get(plan.sender or "")
        parcel = plan.opened.parcel
        parcels.note(op, campaign.id, batch_id, sender, plan.opened.file, parcel.sender, kept, parcel.made_on)
        taken = tuple(slot.store(op, campaign, batch_id) for slot in made)
        op.summary = f"{parcel.sender}，{len(taken)}份"
    rows = sum(len(slot.rows) for slot in made)
    skipped = len(plan.returns) - len(plan.taken)
    return ParcelTaken(batch_id, len(taken), rows, skipped, op.changes.operation_id, taken)


class _Slot:
    """One unit, form and period that the parcel fills: the return as it is kept, of one file or joined from several."""

    def __init__(
        self, desk: Desk, plan: ParcelPlan, unit: str, form: StoredForm, period: Period, mine: Sequence[PlannedReturn]
    ) -> None:
        self.unit = unit
        self._desk, self._plan, self._form, self._period, self._mine = desk, plan, form, period, mine
        self.rows: list[records.NewRecord] = []
        self._content = b""
        self._file = ""
        self._sheet = ""

    def prepare(self) -> None:
        """Make the rows and, where several returns become one, the workbook that they stand in together."""
        filled = [one for one in self._mine if not one.given.is_nil]
        if len(filled) > 1:
            self._join(filled)
            return
        one = (filled or self._mine)[0]
        self._file, self._sheet = one.given.file, one.given.sheet
        self._content = self._plan.opened.originals[one.given.original] if one.given.original else b""
        self.rows = list(self._rows(one))

    def store(self, op: Operation, campaign: Campaign, batch_id: int) -> TakenReturn:
        """Keep the return with its rows and let it take the place of what stood there."""
        state = SubmissionState.ACCEPTED if self.rows else SubmissionState.NIL
        name = f"{self._plan.opened.file}/{self._file}"
        problems = (Problem(name, Level.WARNING, self._said(), "parcel"),)
        new = submissions.NewSubmission(
            campaign_id=campaign.id,
            batch_id=batch_id,
            file=name,
            sheet=self._sheet,
            state=state,
            received_at=op.at,
            original=self._original(),
            form_id=self._form.id,
            unit_id=roster.unit_ids(op)[self.unit],
            period=self._period.code,
            is_late=collections.is_late(op, campaign.id, self._form.name, self._period.code, op.at),
            cumulative=any(row.state is RecordState.REPEATED for row in self.rows),
            problems=problems,
            row_count=len(self.rows),
        )
        kept_id = submissions.add(op, new)
        if self.rows:
            records.add_many(op, self.rows, campaign_id=campaign.id, form_id=self._form.id, unit_id=new.unit_id,
                             period=new.period, submission_id=kept_id)  # fmt: skip
        kept = submissions.get(op, kept_id)
        outdone = outdone_by(op, kept)
        for other in outdone:
            submissions.supersede(op, other.id, kept_id)
        set_aside_typed(op, kept)
        mark_later(op, kept)
        count_again(op, outdone)
        return TakenReturn(self._judgement(name, problems), kept_id)

    def _original(self) -> Original | None:
        return self._desk.store.originals.keep_bytes(self._content, self._file) if self._content else None

    def _said(self) -> str:
        units = "、".join(dict.fromkeys(one.given.unit for one in self._mine))
        left = sum(len(one.left_out) for one in self._mine)
        tail = f"，其中{left}行与别处相同，不计数" if left else ""
        fresh = sum(
            row.repeated and place not in one.left_out for one in self._mine for place, row in enumerate(one.given.rows)
        )
        tail += f"，{fresh}行包里标明此前已报、本机没有收到过，计在本期" if fresh else ""
        return f"由{self._plan.opened.parcel.sender}的报送包收入（{units}）{tail}"

    def _rows(self, one: PlannedReturn) -> Iterator[records.NewRecord]:
        theirs = self._plan.opened.parcel.form(one.given.form)
        for place, row in enumerate(one.given.rows):
            values, extra = in_our_columns(self._form.definition, theirs, row.values)
            raw = _raw_of(self._form, dict(zip(theirs.labels, theirs.keys, strict=True)), row)
            state = one.left_out.get(place, RecordState.LIVE)
            yield records.NewRecord(
                row_number=row.number, values=values, occurred_on=_day(row.occurred_on), state=state, sheet=row.sheet,
                cell=row.cell, raw=raw, extra={**dict(row.extra), **extra}, digest=one.digests[place],
            )  # fmt: skip

    def _join(self, filled: Sequence[PlannedReturn]) -> None:
        """Rows of several units as one table in the annex's own layout, each with the unit it came from."""
        rows = [(one.given.unit, row) for one in filled for row in self._rows(one)]
        returns = [UnitRows(unit, [row.values]) for unit, row in rows]
        paper = summary_paper(self._form.definition, returns, bureau=self.unit, with_unit_column=True,
                              period=self._period)  # fmt: skip
        self._file = f"{self._form.definition.annex} {self._form.name}（{self.unit}，{len(filled)}家合成）.xlsx".strip()
        self._content = _workbook(paper, self._desk.store.folder.root)
        places = self._places()
        self.rows = []
        for number, (unit, row) in enumerate(rows, start=1):
            found = places.get((row.digest, number))
            self.rows.append(
                records.NewRecord(
                    row_number=number, values=row.values, occurred_on=row.occurred_on, state=row.state,
                    sheet=found.sheet if found else "", cell=found.area if found else "", raw=row.raw,
                    extra={**row.extra, _UNIT_HEADING: unit}, digest=row.digest,
                )
            )  # fmt: skip
        self._sheet = next((row.sheet for row in self.rows if row.sheet), "")

    def _places(self) -> dict[tuple[str, int], ReadRow]:
        """Where each row stands in the joined workbook, found by reading it as any return is read."""
        reader = ReturnReader([self._form.definition], self._desk.roster())
        context = ReadContext(self._period, self.unit, self._form.definition)
        reads = reader.read(SourceFile(self._file, self._content), context)
        return {
            (row_digest(self._form.definition, row.values), number): row
            for read in reads
            for number, row in enumerate(read.rows, start=1)
        }

    def _judgement(self, name: str, problems: tuple[Problem, ...]) -> Judgement:
        rows = tuple(
            ReadRow(row.row_number, row.sheet, row.cell, dict(row.values), {}, dict(row.raw), dict(row.extra),
                    row.occurred_on)
            for row in self.rows
        )  # fmt: skip
        state = FileState.ACCEPTED if rows else FileState.NIL
        read = ReadReturn(name, state, self._sheet, self._form.definition, self.unit, period=self._period, rows=rows,
                          problems=problems)  # fmt: skip
        return Judgement(read, state, problems)


def refused(path: Path, problems: Sequence[str], state: FileState) -> TakenReturn:
    """A parcel of which nothing was taken, as an answer among those of other files."""
    said = tuple(Problem(path.name, Level.ERROR, one, "parcel_open") for one in problems)
    return TakenReturn(Judgement(ReadReturn(path.name, state, problems=said), state, said))


def look_at(path: Path) -> TakenReturn:
    """What a parcel is, without any data to hold it against (``--dry-run``)."""
    try:
        opened = open_parcel(path)
    except DeskError as refusal:
        return refused(path, (str(refusal),), FileState.REJECTED)
    rows = sum(len(one.rows) for one in opened.parcel.returns)
    said = f"{opened.parcel.sender}的报送包，{len(opened.parcel.returns)}份{rows}行，校验码{opened.code}；只看不收"
    return refused(path, (said,), FileState.NEEDS_REVIEW)


def answer_parcel(
    desk: Desk, campaign: Campaign, path: Path, answers: Mapping[str, str] | None = None
) -> tuple[list[TakenReturn], bool]:
    """Take a parcel in where nothing is left to be decided; else what is, and that a person has to.

    ``answers`` decide by a conflict's key, or by its kind (已收过) all of that kind to which the answer is offered.
    """
    try:
        decisions, plan = _decided(desk, campaign, path, answers or {})
        if plan.open_conflicts:
            said = [_asked(one) for one in plan.open_conflicts]
            return [refused(path, (*said, _UNDECIDED.format(len(said))), FileState.NEEDS_REVIEW)], True
        return list(take_parcel(desk, campaign, path, decisions).taken), False
    except DeskError as refusal:
        return [refused(path, (str(refusal),), FileState.REJECTED)], False


def _decided(
    desk: Desk, campaign: Campaign, path: Path, answers: Mapping[str, str]
) -> tuple[dict[str, str], ParcelPlan]:
    """The decisions that some answers come to, and the plan under them; an answer may raise a further question."""
    decisions: dict[str, str] = {}
    plan = plan_parcel(desk, campaign, path)
    while True:
        found = {
            one.key: value
            for one in plan.open_conflicts
            if (value := answers.get(one.key) or answers.get(str(one.kind)) or "")
            in {option.value for option in one.options}
        }
        if not found:
            return decisions, plan
        decisions |= found
        plan = plan_parcel(desk, campaign, path, decisions)


def _asked(one: Conflict) -> str:
    """A conflict with the answers that the command line takes for it."""
    offered = "、".join(f"{option.value}（{option.label}）" for option in one.options)
    return f"{one.kind}：{one.said}。可答：{offered}；用 --answer {one.kind}=答 或 --answer {one.key}=答"


def _workbook(paper: Paper, data: Path) -> bytes:
    """The paper as the bytes of a workbook; it bears names of persons and so is made in the data folder only."""
    with TemporaryDirectory(prefix=".~", dir=data) as folder:
        path = Path(folder) / "合成.xlsx"
        write_xlsx(paper, path)
        return path.read_bytes()


def _raw_of(form: StoredForm, their_keys: Mapping[str, str], row: ParcelRow) -> dict[str, str]:
    """What was written where it differs from the value, under our own keys."""
    labels = zip(form.definition.keys, form.definition.labels, strict=True)
    pairs = ((key, their_keys.get(label, "")) for key, label in labels)
    return {key: row.raw[theirs] for key, theirs in pairs if theirs in row.raw}


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
