"""下发空表: each unit's blanks and the 报送通知, in folders or one archive, and the fact kept for form and period."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desk_app.campaign.period import Period
from desk_app.campaign.roster import Roster
from desk_app.exporting.file_names import safe_name
from desk_app.exporting.notice_paper import Notice, NoticeForm, notice_paper
from desk_app.exporting.staging import staged
from desk_app.problems import DeskError
from desk_app.progress import Progress, Silent
from desk_app.services.blank_files import DOCX, XLSX, blank_stem, write_blanks_of
from desk_app.services.desk import Desk
from desk_app.services.office_words import keep_words
from desk_app.services.produce import PDF, Made, write_all
from desk_app.services.standing import NOT_CONCERNED, FormStanding, standing_of, wanted_periods
from desk_app.storage import outgoing, roster, settings
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.reader import Reader

EACH_OWN = "各表本期"
_PAPERS = (PDF, DOCX)


@dataclass(frozen=True, slots=True)
class IssueWish:
    """What shall go out. ``forms`` and ``units`` are names, empty for all; ``period`` None takes each form's own.

    ``by_unit`` makes a folder a unit; ``zipped`` packs everything into one archive; ``contact`` stands in the notice.
    """

    period: Period | None = None
    forms: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    kinds: tuple[str, ...] = (XLSX, DOCX)
    notice: bool = True
    by_unit: bool = True
    zipped: bool = False
    contact: str = ""


@dataclass(frozen=True, slots=True)
class IssueForm:
    """One form that can go out in a period: until when, the units it goes to, and when it last went."""

    form: str
    label: str
    period: Period
    due_at: datetime | None
    units: tuple[str, ...]
    issued_at: datetime | None


@dataclass(frozen=True, slots=True)
class Issued:
    """What was written, for how many units, and the step that takes the note of it back."""

    made: Made
    units: int
    operation_id: int | None = None


def issue_page(desk: Desk, campaign: Campaign, period: Period | None) -> tuple[IssueForm, ...]:
    """The forms of a period with the units each concerns; those registered as 不涉及 are none of them.

    A ledger that the office itself keeps beside another form (挂接) goes to nobody.
    """
    standings = standing_of(desk, campaign, period, frozen=False)
    if not standings and period is not None:
        raise DeskError(f"本专项没有按“{period.label}”这种期次报送的表，请换一个期次。")
    with desk.store.read() as reader:
        known = outgoing.issues_of(reader, campaign.id)
    known_units = desk.roster()
    return tuple(
        IssueForm(
            one.form.name,
            f"{one.form.definition.annex} {one.form.name}".strip(),
            one.period,
            one.due_at,
            _concerned(one, known_units),
            max((issue.issued_at for issue in known if _is_of(issue, one.form, one.period)), default=None),
        )
        for one in standings
        if not one.form.definition.links
    )


def _concerned(standing: FormStanding, known: Roster) -> tuple[str, ...]:
    """Whom a form goes to: who owes it as 报送情况 says; what is sent by whoever has something goes to all of today."""
    if not standing.form.definition.owed:
        return tuple(unit.name for unit in known.reporting)
    return tuple(unit.unit for unit in standing.units if unit.electronic != NOT_CONCERNED)


def _is_of(issue: outgoing.Issue, form: StoredForm, period: Period) -> bool:
    return (issue.form_id, issue.period) == (form.id, period.code)


def issue_blanks(
    desk: Desk, campaign: Campaign, out: Path, wish: IssueWish, progress: Progress | None = None
) -> Issued:
    """Write the blanks and the notice below a folder, all or nothing, then note what went to whom.

    DeskError when nothing fits the wish; Cancelled leaves nothing behind.
    """
    watched = progress or Silent()
    chosen = _chosen(desk, campaign, wish)
    stored = _stored(desk, campaign, wish)
    known = desk.roster()
    units = [unit.name for unit in known.everyone if any(unit.name in one.units for one in chosen)]
    files: list[Path] = []
    remarks: tuple[str, ...] = ()
    with staged(out) as staging:
        folder = staging / "packed" if wish.zipped else staging
        folder.mkdir(exist_ok=True)
        for place, unit in enumerate(units):
            watched.step(place, len(units), unit)
            target = folder / safe_name(unit) if wish.by_unit else folder
            target.mkdir(exist_ok=True)
            mine = [(stored[one.form], one.period) for one in chosen if unit in one.units]
            files += write_blanks_of(campaign, known, unit, mine, target, wish.kinds, today=desk.clock().date())
        if wish.notice:
            watched.step(len(units), len(units), "报送通知")
            paper = notice_paper(_notice(desk, campaign, wish, chosen, stored, units))
            made = write_all(desk, paper, folder, safe_name(f"报送通知{_tail(chosen)}"), _PAPERS)
            files, remarks = [*made.files, *files], made.remarks
        if wish.zipped:
            files = [_pack(folder, files, staging / safe_name(f"空表{_tail(chosen)}", ".zip"))]
        kept = tuple(out / one.relative_to(staging) for one in files)
    return Issued(Made(kept, remarks), len(units), _remember(desk, campaign, wish, chosen, stored))


def _chosen(desk: Desk, campaign: Campaign, wish: IssueWish) -> list[IssueForm]:
    """The forms of the wish, each with the wished units that it concerns."""
    page = issue_page(desk, campaign, wish.period)
    forms = [one for one in page if not wish.forms or one.form in wish.forms]
    strange = [name for name in wish.forms if name not in {one.form for one in page}]
    if strange:
        raise DeskError(f"“{'、'.join(strange)}”在所选期次里没有空表，请换一个期次或另选报表。")
    wanted = set(wish.units)
    found = []
    for one in forms:
        units = tuple(unit for unit in one.units if not wanted or unit in wanted)
        if units:
            found.append(IssueForm(one.form, one.label, one.period, one.due_at, units, one.issued_at))
    if not found:
        raise DeskError("所选的单位都不用报所选的表，没有写空表；请另选单位或报表。")
    if not wish.kinds:
        raise DeskError("没有选空表的种类，请选Excel、Word或两种都要。")
    return found


def _stored(desk: Desk, campaign: Campaign, wish: IssueWish) -> Mapping[str, StoredForm]:
    with desk.store.read() as reader:
        return {form.name: form for form, _ in wanted_periods(reader, campaign, wish.period, desk.clock())}


def _notice(
    desk: Desk,
    campaign: Campaign,
    wish: IssueWish,
    chosen: Sequence[IssueForm],
    stored: Mapping[str, StoredForm],
    units: Sequence[str],
) -> Notice:
    suffix = wish.kinds[0]
    forms = tuple(
        NoticeForm(
            stored[one.form].definition,
            one.period.label,
            one.due_at,
            f"{blank_stem(stored[one.form].definition, one.units[0], one.period)}{suffix}",
        )
        for one in chosen
    )
    period = wish.period.label if wish.period is not None and wish.period.start is not None else ""
    everybody = len(units) == len(desk.roster().reporting)
    today = desk.clock().date()
    return Notice(campaign.name, period, tuple(units), forms, today, wish.contact, desk.bureau, everybody)


def _tail(chosen: Sequence[IssueForm]) -> str:
    """The period that all of the forms are of, else that each has its own."""
    labels = {one.period.label for one in chosen}
    return f"（{labels.pop() if len(labels) == 1 else EACH_OWN}）"


def _pack(folder: Path, files: Iterable[Path], target: Path) -> Path:
    """All files in one archive by their names below the folder, the same bytes from the same files."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in files:
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), (1980, 1, 1, 0, 0, 0))
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
            path.unlink()
    return target


def _remember(
    desk: Desk,
    campaign: Campaign,
    wish: IssueWish,
    chosen: Sequence[IssueForm],
    stored: Mapping[str, StoredForm],
) -> int | None:
    with desk.store.operation("下发空表", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        ids = roster.unit_ids(op)
        for one in chosen:
            units = [ids[unit] for unit in one.units]
            outgoing.note_issue(op, campaign.id, stored[one.form].id, one.period.code, units)
        if wish.notice and wish.contact:
            keep_words(op, contact=wish.contact)
        op.summary = f"{'、'.join(one.form for one in chosen)}，{len({u for one in chosen for u in one.units})}家单位"
    return op.changes.operation_id


def issued_at(reader: Reader, campaign: Campaign, period: Period | None, today: datetime) -> datetime | None:
    """When the blanks of a period went out last; None while a form that is owed in it has not gone out at all.

    Without a period each form stands in its own current one.
    """
    try:
        wanted = [(form, one) for form, one in wanted_periods(reader, campaign, period, today) if form.definition.owed]
    except DeskError:  # a form that is collected now and then has no period yet, so nothing of it went out
        return None
    issues = outgoing.issues_of(reader, campaign.id)
    latest = [
        max((issue.issued_at for issue in issues if _is_of(issue, form, one)), default=None) for form, one in wanted
    ]
    times = [at for at in latest if at is not None]
    if times and len(times) == len(latest):
        return max(times)
    former = settings.get(reader, f"issued.{campaign.id}.{period.code}") if period else None
    return datetime.fromisoformat(former) if former else None
