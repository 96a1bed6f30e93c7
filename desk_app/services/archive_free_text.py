"""Free words outside the forms that name persons, told before an archive without persons is made: a person decides.

Looked for are the names that the forms left out hold, and those of the roster's people; a name that stands in neither
cannot be found, so how much free text there is at all is told as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desk_app.campaign.calendar_days import long_day
from desk_app.forms.definition import ColumnKind
from desk_app.services.archive_choices import ArchivePlan
from desk_app.services.archive_items import ItemKind
from desk_app.services.desk import Desk
from desk_app.storage import campaigns, chases, closings, records, roster
from desk_app.storage.reader import Reader

CALLS, NOTES, FILES, TITLES, REASONS = "催报记录", "任务进展", "文件名", "题名", "撤销定稿的理由"
_SHORTEST_NAME = 2
_MOST_SAID = 3


@dataclass(frozen=True, slots=True)
class FreeText:
    """A text that names somebody: of which kind, where it stands in words, and the first name found in it."""

    kind: str
    where: str
    name: str


@dataclass(frozen=True, slots=True)
class FreeTexts:
    """What was found, and how many calls and notes there are that may name somebody whom nobody knows here.

    ``strays`` are received files that are of no form as far as is known: nobody looked for names in them. A
    ``wordless`` archive holds neither calls nor notes, and nothing of them is told.
    """

    found: tuple[FreeText, ...] = ()
    calls: int = 0
    notes: int = 0
    wordless: bool = False
    strays: int = 0

    @property
    def said(self) -> tuple[str, ...]:
        """In sentences, one a kind; empty where there is nothing to decide."""
        lines = []
        for kind in (FILES, TITLES, REASONS) if self.wordless else (CALLS, NOTES, FILES, TITLES, REASONS):
            mine = [one for one in self.found if one.kind == kind]
            if mine:
                first = "；".join(f"{one.where}（{one.name}）" for one in mine[:_MOST_SAID])
                tail = "等" if len(mine) > _MOST_SAID else ""
                lines.append(f"{kind}有{len(mine)}处写有人名：{first}{tail}。")
        parts = [f"{word}{count}条" for word, count in ((CALLS, self.calls), (NOTES, self.notes)) if count]
        if parts and not self.wordless:
            lines.append(f"{'、'.join(parts)}是随手写的文字，名册以外的人名认不出，请自行看过。")
        if self.strays:
            lines.append(
                f"没有归到表的来件有{self.strays}个文件，是否涉及个人认不出，请自行看过；不归入的，在归档目录里改。"
            )
        return tuple(lines)


def free_texts(desk: Desk, plan: ArchivePlan) -> FreeTexts:
    """What an archive would say of persons beside its forms; nothing where no form is left out for their sake."""
    if not plan.hidden:
        return FreeTexts()
    campaign = plan.holding.campaign
    with desk.store.read() as reader:
        names = _names(reader, plan)
        calls = chases.of_campaign(reader, campaign.id)
        units = roster.unit_names(reader)
        texts = [(CALLS, f"{long_day(one.chased_at.date())}{units.get(one.unit_id, '')}", f"{one.whom}{one.answer}")
                 for one in calls]  # fmt: skip
        texts += [(REASONS, one.period.label, one.reason) for one in closings.of_campaign(reader, campaign.id)]
    notes = [(line.task.number or "", note) for line in plan.holding.board.lines for note in line.notes if note.text]
    texts += [(NOTES, f"任务{number}", note.text) for number, note in notes]
    texts += _file_names(plan)
    texts += [(TITLES, f"“{one.title}”", one.title) for one in plan.places]
    found = []
    for kind, where, text in texts:
        name = next((name for name in names if name in text), "")
        if name:
            found.append(FreeText(kind, where, name))
    said = sum(bool(one.whom or one.answer) for one in calls)
    return FreeTexts(tuple(found), said, len(notes), strays=_strays(plan))


def _strays(plan: ArchivePlan) -> int:
    """How many received files of no known form go in."""
    if all(one.item.kind is not ItemKind.STRAY for one in plan.kept):
        return 0
    return len({one.original for one in plan.holding.stray if one.form_id is None} - plan.hidden_originals)


def _names(reader: Reader, plan: ArchivePlan) -> tuple[str, ...]:
    """Names of two signs or more: the roster's people, and all persons in the forms that are left out; long first."""
    found = {one.name for one in roster.load(reader).people}
    hidden = {form for form, _ in plan.hidden_forms}
    for form in campaigns.forms_of(reader, plan.holding.campaign.id, all_versions=True):
        keys = [one.key for one in form.definition.columns if one.kind is ColumnKind.PERSON]
        if form.name in hidden and keys:
            rows = records.counted(reader, plan.holding.campaign.id, form_id=form.id)
            found |= {str(row.values.get(key) or "").strip() for row in rows for key in keys}
    return tuple(sorted((one for one in found if len(one) >= _SHORTEST_NAME), key=lambda one: (-len(one), one)))


def _file_names(plan: ArchivePlan) -> Iterator[tuple[str, str, str]]:
    """The names of files that would lie in the folders of what is kept."""
    holding, hidden = plan.holding, plan.hidden_originals
    for place in plan.kept:
        item = place.item
        key = (item.subject, item.period.code if item.period else "")
        files = [(one.file, one.original) for one in holding.put_in.get(item.key, ())]
        if item.kind is ItemKind.FORM:
            files += [(one.file, one.original) for one in holding.returns.get(key, ())]
            files += [(one.file, one.original) for one in holding.attached.get(key, ())]
        elif item.kind is ItemKind.STRAY:
            files += [(one.file, one.original) for one in holding.stray]
        elif item.kind is ItemKind.EVIDENCE:
            line = next(one for one in holding.board.lines if one.key == item.subject)
            files += [(note.file, note.original) for note in line.notes]
        for file, original in files:
            if original not in hidden:
                yield FILES, f"第{place.number:04}件“{file}”", file
