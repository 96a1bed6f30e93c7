"""识别码 on what is printed: which print of a unit's form it is, kept once it was printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desk_app.campaign.period import Period
from desk_app.exporting.paper import Paper
from desk_app.forms.paper_code import PaperCode
from desk_app.services.desk import Desk
from desk_app.services.signing_content import ContentReader
from desk_app.storage import campaigns, prints, roster, settings
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.operations import ChangeSet
from desk_app.storage.prints import NewPrint
from desk_app.storage.reader import Reader

PRINTED = "打印附件表"
_OFF = "paper_codes_off"
_EVERY = "*"


@dataclass(frozen=True, slots=True)
class CodedPaper:
    """A paper, and the print that it becomes once it is printed; None where it bears no code."""

    paper: Paper
    new: NewPrint | None = None


def bears_code(reader: Reader, form: str) -> bool:
    """Whether a form is printed with its code."""
    off = settings.get(reader, _OFF, [])
    return form not in off and _EVERY not in off


def set_code(desk: Desk, campaign: Campaign, form_said: str, *, on: bool) -> str:
    """Print a form with or without its code from now on, all forms of the office for an empty name; which form."""
    with desk.store.operation("识别码设置", actor=desk.actor, at=desk.clock()) as op:
        form = campaigns.find_form(op, campaign.id, form_said).name if form_said else ""
        name = form or _EVERY
        off = set() if on and not form else set(settings.get(op, _OFF, []))
        settings.put(op, _OFF, sorted(off - {name} if on else off | {name}))
        op.summary = f"{form or '各表'}：{'印' if on else '不印'}识别码"
    return form


def coded(desk: Desk, campaign: Campaign, form: StoredForm, period: Period, unit: str, paper: Paper) -> CodedPaper:
    """The paper of a unit with the code of the print it will be; none while nothing has come in, or where off."""
    return next(iter(coded_all(desk, campaign, form, period, [(unit, paper)])))


def coded_all(
    desk: Desk, campaign: Campaign, form: StoredForm, period: Period, papers: Iterable[tuple[str, Paper]]
) -> list[CodedPaper]:
    """The papers of several units of one form and period, each with its code; none where prints cannot be kept."""
    with desk.store.read() as reader:
        wanted = desk.store.writable and bears_code(reader, form.name)
        if not wanted or form.definition.collected is None:
            return [CodedPaper(paper) for _, paper in papers]
        ids = roster.unit_ids(reader)
        given = list(papers)
        named = frozenset(ids[unit] for unit, _ in given if unit in ids)
        content = ContentReader(reader, campaign, (period.code,), named)
        return [_coded(reader, content, (content.newest_of(form.id).id, ids[unit], period.code), paper)
                if unit in ids else CodedPaper(paper) for unit, paper in given]  # fmt: skip


def _coded(reader: Reader, content: ContentReader, place: prints.Place, paper: Paper) -> CodedPaper:
    new = content.as_print(place)
    if new is None:
        return CodedPaper(paper)
    known = prints.find(reader, *place, new.code)
    new = replace(new, revision=known.revision if known else prints.next_revision(reader, *place))
    code = PaperCode(content.tag, place[0], place[1], place[2], new.revision, new.code)
    return CodedPaper(replace(paper, code=code), new)


def note_printed(desk: Desk, campaign: Campaign, printed: Iterable[NewPrint]) -> ChangeSet | None:
    """Keep the prints that were printed, so that a paper that comes back is known; None where none bears a code."""
    news = list(printed)
    if not news:
        return None
    with desk.store.operation(PRINTED, actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        for new in news:
            prints.keep(op, new, printed=True)
        op.summary = f"{len(news)}份"
    return op.changes
