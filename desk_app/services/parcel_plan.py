"""What taking a 报送包 in would do: every return with whom it counts for, and all that must be decided before."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.campaign.period import parse_period
from desk_app.campaign.roster import Roster
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.memory import current_of, typed_rows
from desk_app.services.parcel_file import OpenedParcel, ParcelReturn, open_parcel
from desk_app.services.parcel_values import (
    LEAVE,
    REPLACE,
    SENDER,
    SKIP,
    TAKE,
    Conflict,
    ConflictKind,
    Option,
    ParcelPlan,
    PlannedReturn,
    difference,
    in_our_columns,
    slot_of,
)
from desk_app.services.resubmission import row_digest
from desk_app.services.typed import is_typed
from desk_app.storage import campaigns, collections, parcels, records, roster, sent_before
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.originals import hash_of, name_hash
from desk_app.storage.reader import Reader
from desk_app.storage.states import RecordState, SubmissionState


@dataclass(frozen=True, slots=True)
class _Standing:
    """Whose a row is that counts already, and as what an equal one is kept when it shall not count."""

    whose: str
    state: RecordState


def plan_parcel(desk: Desk, campaign: Campaign, path: Path, decisions: Mapping[str, str] | None = None) -> ParcelPlan:
    """Look into a parcel under the decisions made so far; nothing is stored.

    Further questions may come up by a decision (a unit named has sent that form already). DeskError when the parcel is
    damaged, altered, or was taken in before.
    """
    opened = open_parcel(path)
    known, bureau = desk.roster(), desk.bureau
    whole = hash_of(opened.content)
    with desk.store.read() as reader:
        for before in parcels.of_campaign(reader, campaign.id):
            if name_hash(before.original) == whole:
                at = before.taken_at
                raise DeskError(
                    f"报送包“{path.name}”{at.month}月{at.day}日已经收过，没有再收；内容有更新的，请对方重新导出。"
                )
        return _Planning(reader, campaign, known, opened, dict(decisions or {}), bureau).plan()


class _Planning:
    """One parcel held against what is known."""

    def __init__(
        self,
        reader: Reader,
        campaign: Campaign,
        known: Roster,
        opened: OpenedParcel,
        decisions: dict[str, str],
        bureau: str,
    ) -> None:
        self._reader, self._campaign, self._roster, self._opened = reader, campaign, known, opened
        self._decisions = decisions
        self._forms = {form.name: form for form in campaigns.forms_of(reader, campaign.id)}
        self._ids = roster.unit_ids(reader)
        self._collected = {(one.form, one.period.code) for one in collections.of_campaign(reader, campaign.id)}
        self._bureau = bureau
        self._sender = _sender_in(known, opened.parcel.sender)
        self._found: list[Conflict] = []

    def plan(self) -> ParcelPlan:
        parcel = self._opened.parcel
        if parcel.campaign != self._campaign.name:
            said = f"包里是“{parcel.campaign}”专项的，本机是“{self._campaign.name}”"
            if (
                self._ask("campaign", ConflictKind.CAMPAIGN, said, (Option(TAKE, "是同一个专项，收下"), _none()))
                == SKIP
            ):
                raise DeskError("报送包不是本专项的，没有收入。")
        planned = [self._return(number, one) for number, one in enumerate(parcel.returns)]
        planned = self._against_received(planned)
        planned = self._against_equal(planned)
        undecided = tuple(one for one in self._found if one.key not in self._decisions)
        return ParcelPlan(self._opened, self._sender, tuple(planned), undecided, tuple(self._found))

    def _ask(self, key: str, kind: ConflictKind, said: str, options: Iterable[Option]) -> str | None:
        """The decision on a conflict, asked once; None while there is none, DeskError for what was not offered."""
        offered = tuple(options)
        answer = self._decisions.get(key)
        if any(one.key == key for one in self._found):
            return answer
        self._found.append(Conflict(key, kind, said, offered))
        if answer is not None and answer not in {one.value for one in offered}:
            raise DeskError(f"“{said}”不能这样定，请从所列的办法里选。")
        return answer

    def _return(self, number: int, given: ParcelReturn) -> PlannedReturn:
        form = self._form(given)
        period = parse_period(given.period)
        if form is not None and (form.name, period.code) not in self._collected:
            said = f"{given.form}在本专项没有“{period.label}”这一期，不能收"
            self._ask(f"period.{form.name}.{period.code}", ConflictKind.PERIOD, said, (_none(),))
            form = None
        target = self._target(given) if form is not None else None
        return PlannedReturn(number, given, target, form, period, self._digests(form, given) if form else ())

    def _digests(self, form: StoredForm, given: ParcelReturn) -> tuple[str, ...]:
        theirs = self._opened.parcel.form(given.form)
        rows = (in_our_columns(form.definition, theirs, row.values)[0] for row in given.rows)
        return tuple(row_digest(form.definition, values) for values in rows)

    def _form(self, given: ParcelReturn) -> StoredForm | None:
        ours = self._forms.get(given.form)
        if ours is None or ours.definition.collected is None:
            said = f"本专项不收“{given.form}”"
            self._ask(f"form.{given.form}", ConflictKind.FORM, said, (_none(),))
            return None
        theirs = self._opened.parcel.form(given.form)
        if theirs.labels == ours.definition.labels:
            return ours
        said = f"“{given.form}”的表样不同：{difference(theirs, ours.definition)}"
        options = (Option(TAKE, "按栏目名对应收下，多的栏目随行保存"), _none())
        answer = self._ask(f"version.{given.form}", ConflictKind.VERSION, said, options)
        return None if answer == SKIP else ours

    def _target(self, given: ParcelReturn) -> str | None:
        """For whom a return counts: its own unit, or as was decided; None where it is not taken or not decided yet."""
        known = self._roster.certain(given.unit)
        if known is not None and self._is_surely(known):
            return known
        if self._sender is not None and given.unit == self._opened.parcel.sender:
            return self._sender
        if known is not None:
            return self._ask_same_name(given.unit, known)
        near = self._roster.match(given.unit).proposed
        options = [Option(SENDER, f"算{self._sender}的")] if self._sender else []
        options += [Option(f"unit:{near}", f"就是“{near}”")] if near and near != self._sender else []
        options += [Option(f"unit:{unit.name}", f"算{unit.name}的") for unit in self._roster.reporting
                    if unit.name not in {near, self._sender}]  # fmt: skip
        said = f"名册中没有“{given.unit}”这家单位，它报的表算谁的"
        answer = self._ask(f"unit.{given.unit}", ConflictKind.UNIT, said, (*options, _none()))
        if answer == SENDER:
            return self._sender
        return answer.removeprefix("unit:") if answer and answer.startswith("unit:") else None

    def _is_surely(self, known: str) -> bool:
        """Whether a unit of our roster is meant: the sender, one below it, or the parcel comes from our own office."""
        unit = self._roster.get(known)
        below = unit is not None and bool(self._sender) and unit.parent == self._sender
        return known == self._sender or below or self._opened.parcel.sender == self._bureau

    def _ask_same_name(self, written: str, known: str) -> str | None:
        """A branch has an office too (办公室): a name alone does not make its unit ours."""
        said = f"包里的“{written}”与本单位名册里的“{known}”同名，是同一家吗"
        whose = self._sender or ""
        options = [Option(SENDER, f"不是，是{whose}自己的，算{whose}的")] if whose else []
        same = Option(f"unit:{known}", "是同一家")
        answer = self._ask(f"unit.{written}", ConflictKind.NAMESAKE, said, (*options, same, _none()))
        if answer == SENDER:
            return self._sender
        return known if answer == f"unit:{known}" else None

    def _against_received(self, planned: list[PlannedReturn]) -> list[PlannedReturn]:
        """What stands already at a place the parcel would fill."""
        gone: set[tuple[str, str, str]] = set()
        for slot in dict.fromkeys(slot_of(one) for one in planned if one.target is not None):
            unit, name, code = slot
            standing = current_of(self._reader, self._campaign.id, self._forms[name].id, self._ids[unit], code)
            if standing is None or standing.state is SubmissionState.SENT_BACK:
                continue
            mine = [one for one in planned if one.target is not None and slot_of(one) == slot]
            rows = sum(len(one.given.rows) for one in mine)
            what = "零报告" if standing.state is SubmissionState.NIL else f"{standing.row_count}行"
            wait = "（待核）" if standing.state is SubmissionState.NEEDS_REVIEW else ""
            label = parse_period(code).label
            beside = 0 if is_typed(standing) else len(typed_rows(self._reader, standing))
            typed = f"，另有手工录入{beside}行（包里没有的仍计数）" if beside else ""
            said = f"{unit}{label}的{name}已收“{standing.file}”{what}{wait}{typed}，包里又有{rows}行"
            options = (Option(REPLACE, "以报送包为准，替换已收的"), Option(SKIP, "保留已收的，包里的不收"))
            if self._ask(f"received.{unit}.{name}.{code}", ConflictKind.RECEIVED, said, options) == SKIP:
                gone.add(slot)
        return [_without(one) if one.target is not None and slot_of(one) in gone else one for one in planned]

    def _against_equal(self, planned: list[PlannedReturn]) -> list[PlannedReturn]:
        """Rows that count already for another unit or period, or stand twice in the parcel itself."""
        seen: dict[tuple[str, str], dict[str, _Standing]] = {}
        result = []
        for one in planned:
            if one.target is None or one.form is None or one.period is None:
                result.append(one)
                continue
            elsewhere = seen.setdefault((one.form.name, one.period.code), self._of_other_units(one, planned))
            before = self._of_other_periods(one)
            here = {**before, **elsewhere}
            told = _told_repeats(one, before)
            again = {
                place: here[digest] for place, digest in enumerate(one.digests) if digest in here and place not in told
            }
            for digest in one.digests:
                elsewhere.setdefault(digest, _Standing(one.given.unit, RecordState.WITHDRAWN))
            weighed = self._without_equal(one, again) if again else one
            result.append(replace(weighed, left_out={**weighed.left_out, **told}))
        return result

    def _without_equal(self, one: PlannedReturn, again: Mapping[int, _Standing]) -> PlannedReturn:
        if one.form is None or one.period is None:
            return one
        whose = "、".join(dict.fromkeys(standing.whose for standing in again.values()))
        said = f"{one.given.unit}的{one.form.name}有{len(again)}行与{whose}的完全相同"
        options = (Option(TAKE, "都是真的，照收"), Option(LEAVE, "相同的行收下但不计数"))
        key = f"equal.{one.number}.{one.given.unit}.{one.form.name}.{one.period.code}"
        if self._ask(key, ConflictKind.EQUAL, said, options) != LEAVE:
            return one
        return replace(one, left_out={place: standing.state for place, standing in again.items()})

    def _of_other_units(self, one: PlannedReturn, planned: list[PlannedReturn]) -> dict[str, _Standing]:
        """Counted rows of the same form and period by content, of units whose place the parcel does not fill."""
        if one.form is None or one.period is None:
            return {}
        names = {unit_id: name for name, unit_id in self._ids.items()}
        filled = {slot_of(other)[0] for other in planned if other.target is not None and other.form is one.form}
        rows = records.counted(self._reader, self._campaign.id, form_id=one.form.id, period=one.period.code)
        return {
            row.digest: _Standing(names[row.unit_id], RecordState.WITHDRAWN)
            for row in rows
            if row.unit_id is not None and names.get(row.unit_id, "") not in filled
        }

    def _of_other_periods(self, one: PlannedReturn) -> dict[str, _Standing]:
        """Rows of the same unit that count in another period: a cumulative return repeats them."""
        if one.form is None or one.period is None or one.target is None:
            return {}
        rows = sent_before.rows_of_all_periods(self._reader, one.form.id, self._ids[one.target])
        return {
            row.digest: _Standing(f"{one.target}{row.period.label}", RecordState.REPEATED)
            for row in rows
            if row.counts and row.period != one.period
        }


def _told_repeats(one: PlannedReturn, before: Mapping[str, _Standing]) -> dict[int, RecordState]:
    """Rows that the branch marks as reported earlier and that count here in another period: nothing is to be asked."""
    rows = zip(one.given.rows, one.digests, strict=True)
    return {
        place: RecordState.REPEATED for place, (row, digest) in enumerate(rows) if row.repeated and digest in before
    }


def _sender_in(known: Roster, sender: str) -> str | None:
    """The roster's unit that sent the parcel: its name or alias, or the only one that its full name ends in."""
    named = known.certain(sender)
    if named is not None:
        return named
    ending = [unit.name for unit in known.units if sender.endswith(unit.name)]
    return ending[0] if len(ending) == 1 else None


def _without(one: PlannedReturn) -> PlannedReturn:
    return replace(one, target=None)


def _none() -> Option:
    return Option(SKIP, "不收")
