"""Before the first page: which papers a batch prints, how they are called, and which of their characters are rare."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desk_app.campaign.period import Period, parse_period
from desk_app.campaign.roster import Roster
from desk_app.exporting.pdf_characters import CharacterSurvey, RareCharacter
from desk_app.problems import DeskError
from desk_app.progress import Progress
from desk_app.services.desk import Desk, collected_forms, current_period
from desk_app.services.paperwork import names_of_then, papers_of
from desk_app.services.print_batch_list import BatchItem, BatchList
from desk_app.services.print_batch_names import USUAL, NamedPaper, distinct, folded, stem_of
from desk_app.services.print_batch_wish import DOCX, PDF, XLSX, BatchWish, Target, Which
from desk_app.services.print_digest import digest_of
from desk_app.services.print_presets import PrintPreset, preset_of
from desk_app.services.print_singles import came_out
from desk_app.services.signing_print import CodedPaper, coded_all
from desk_app.services.standing import RECEIVED, UnitStanding, standing_of
from desk_app.services.unit_page import refuse_without_units
from desk_app.storage import campaigns
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.states import PaperState

CHUNK = 100
"""So many papers are read together; only they are in memory."""
_SHOWN_PLACES = 6


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """The papers of a batch in their order, and what must be said of their characters before the first page."""

    wish: BatchWish
    items: tuple[BatchItem, ...]
    remarks: tuple[str, ...]
    refusal: str = ""


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """One paper of a batch as it goes out: ``digest`` tells whether it says the same as one that was printed."""

    number: int
    item: BatchItem
    coded: CodedPaper
    preset: PrintPreset
    digest: str


def plan_batch(desk: Desk, campaign: Campaign, wish: BatchWish, progress: Progress) -> BatchPlan:
    """Find the papers and look through all of them; DeskError when there is none. Writes nothing."""
    refuse_without_units(desk)
    _refuse_incomplete(wish)
    items = _named(desk, campaign, wish, _found(desk, campaign, wish))
    printed = _printed(desk, campaign) if wish.which is Which.UNPRINTED else frozenset()
    survey = CharacterSurvey(desk.fonts)
    kept = []
    for ready in ready_papers(desk, campaign, list(enumerate(items)), coding=False):
        progress.step(ready.number, len(items), f"检查字体：{ready.item.unit}")
        if ready.digest not in printed:
            survey.look(ready.coded.paper, f"{ready.item.unit}{ready.item.form}")
            kept.append(ready.item)
    if not kept:
        raise DeskError(f"“{wish.which.value}”一份也没有，没有要打印的；请换一种范围、期次或单位。")
    return BatchPlan(wish, tuple(kept), tuple(_remarks(survey)), _refusal(survey))


def ready_papers(
    desk: Desk, campaign: Campaign, numbered: Sequence[tuple[int, BatchItem]], *, coding: bool = True
) -> Iterator[ReadyPaper]:
    """The papers in their order, read in chunks so that few are in memory; each with its code where it bears one."""
    known = names_of_then(desk)
    forms: dict[str, tuple[StoredForm, PrintPreset]] = {}
    for start in range(0, len(numbered), CHUNK):
        chunk = numbered[start : start + CHUNK]
        groups: dict[tuple[str, str], list[tuple[int, BatchItem]]] = {}
        for number, item in chunk:
            groups.setdefault((item.form, item.period), []).append((number, item))
        made: dict[int, ReadyPaper] = {}
        for (name, code), members in groups.items():
            if name not in forms:
                with desk.store.read() as reader:
                    found = campaigns.find_form(reader, campaign.id, name)
                    forms[name] = found, preset_of(reader, found.definition)
            ready = _ready_together(desk, campaign, forms[name], parse_period(code), members, known, coding=coding)
            made |= {one.number: one for one in ready}
        for number, _ in chunk:
            yield made.pop(number)


def _ready_together(
    desk: Desk,
    campaign: Campaign,
    told: tuple[StoredForm, PrintPreset],
    period: Period,
    members: Sequence[tuple[int, BatchItem]],
    known: Roster,
    *,
    coding: bool,
) -> Iterator[ReadyPaper]:
    """The papers of one form and period, of which all rows are read at once."""
    (form, preset), units = told, [item.unit for _, item in members]
    papers = [preset.shape(paper) for paper in papers_of(desk, campaign, form, units, period, known)]
    plain = [CodedPaper(paper) for paper in papers]
    coded = coded_all(desk, campaign, form, period, zip(units, papers, strict=True)) if coding else plain
    for (number, item), paper, ready in zip(members, papers, coded, strict=True):
        yield ReadyPaper(number, item, ready, preset, digest_of(paper))


def lists_of(desk: Desk) -> BatchList:
    """The lists of the desk's data folder."""
    return BatchList(desk.store.folder.printing)


def _refuse_incomplete(wish: BatchWish) -> None:
    if wish.target is not Target.PRINTER and wish.out is None:
        raise DeskError("还没有说明文件写到哪个文件夹，请先选文件夹。")
    if wish.target is Target.FILES and not wish.kinds:
        raise DeskError("还没有选文件种类，请至少选 PDF、Excel、Word 中的一种。")


def _found(desk: Desk, campaign: Campaign, wish: BatchWish) -> list[tuple[StoredForm, Period, str]]:
    known = desk.roster()
    chosen = {_unit(known.match(said).unit, said) for said in wish.units}
    found: list[tuple[StoredForm, Period, str]] = []
    for form, period in _forms(desk, campaign, wish):
        found += [(form, period, unit) for unit in _units(desk, campaign, wish, form, period, chosen)]
    if wish.by_unit:
        found.sort(key=lambda one: known.order_of(one[2]))
    return found


def _unit(found: str | None, said: str) -> str:
    if found is None:
        raise DeskError(f"名册中没有“{said}”这家单位，请用名册中的名称。")
    return found


def _forms(desk: Desk, campaign: Campaign, wish: BatchWish) -> list[tuple[StoredForm, Period]]:
    with desk.store.read() as reader:
        if wish.forms:
            wanted = [collected_forms(reader, campaign, said)[0] for said in wish.forms]
        else:
            wanted = list(collected_forms(reader, campaign))
        wanted = list({form.name: form for form in wanted}.values())
        if wish.period is None:
            return [(form, current_period(reader, campaign, form, desk.clock())) for form in wanted]
    fitting = [(form, wish.period) for form in wanted if form.definition.collected is wish.period.rhythm]
    if not fitting:
        raise DeskError(f"所选的表没有按“{wish.period.label}”这种期次报送的，请换一个期次或不写期次。")
    return fitting


def _units(
    desk: Desk, campaign: Campaign, wish: BatchWish, form: StoredForm, period: Period, chosen: set[str]
) -> list[str]:
    standing = next((one for one in standing_of(desk, campaign, period) if one.form.name == form.name), None)
    owing = {one.unit: one for one in standing.units} if standing is not None else {}
    known = desk.roster()
    names = sorted(chosen, key=known.order_of) if chosen else list(owing)
    return [name for name in names if _is_wanted(wish.which, owing.get(name))]


def _is_wanted(which: Which, unit: UnitStanding | None) -> bool:
    if which is Which.WITH_DATA:
        return unit is not None and unit.electronic == RECEIVED
    if which is Which.UNSIGNED:
        return unit is None or unit.paper != PaperState.RECEIVED.value or unit.differs
    return True


def _named(
    desk: Desk, campaign: Campaign, wish: BatchWish, found: list[tuple[StoredForm, Period, str]]
) -> list[BatchItem]:
    papers = [
        NamedPaper(campaign.name, form.definition.annex, form.name, unit, period, number)
        for number, (form, period, unit) in enumerate(found, start=1)
    ]
    held, owners = _held(wish), _owners(desk, wish)

    def blocked(place: int, name: str) -> bool:
        one = papers[place]
        return folded(name) in held and owners.get(folded(name)) != (campaign.id, one.form, one.unit, one.period.code)

    stems = distinct((stem_of(wish.pattern, one, len(papers)) for one in papers), blocked)
    return [BatchItem(one.form, one.unit, one.period.code, stem) for one, stem in zip(papers, stems, strict=True)]


def _held(wish: BatchWish) -> set[str]:
    """Names that files in the folder have; a usual name tells all of its paper, and is that paper's own."""
    if wish.target is not Target.FILES or wish.out is None or wish.pattern == USUAL or not wish.out.is_dir():
        return set()
    return {folded(path.stem) for path in wish.out.iterdir() if path.suffix.lower() in {PDF, XLSX, DOCX}}


def _owners(desk: Desk, wish: BatchWish) -> dict[str, tuple[int, str, str, str]]:
    """Which papers earlier batches wrote into the folder, by name: such a file is the same paper's and is replaced."""
    out = wish.structure["out"]
    return {
        folded(one.items[number].stem): (one.campaign, *_place(one.items[number]))
        for one in lists_of(desk).every()
        if one.wish.get("out") == out and one.wish.get("target") == Target.FILES.name
        for number in one.done
    }


def _place(item: BatchItem) -> tuple[str, str, str]:
    return item.form, item.unit, item.period


def _printed(desk: Desk, campaign: Campaign) -> frozenset[str]:
    """What was printed of a campaign in any batch, as what it said."""
    batches = (one for one in lists_of(desk).every() if one.campaign == campaign.id)
    return frozenset(done.digest for one in batches if came_out(one) for done in one.done.values())


def _remarks(survey: CharacterSurvey) -> Iterator[str]:
    """What a person is told before the first page."""
    by_font: dict[str, list[str]] = {}
    for one in survey.substituted:
        by_font.setdefault(one.font, []).append(f"“{one.character}”（{_places(one)}）")
    for font, shown in by_font.items():
        yield f"原字体缺字，改用{font}：{'、'.join(shown)}"
    for one in survey.hidden:
        yield f"有打印不出的控制字符（U+{ord(one.character):04X}），在{_places(one)}，请核对原件"


def _refusal(survey: CharacterSurvey) -> str:
    if not survey.missing:
        return ""
    named = "；".join(f"“{one.character}”（U+{ord(one.character):04X}）在{_places(one)}" for one in survey.missing)
    return f"有字没有任何字体能打印：{named}。请改用其他字，或在“字体文件夹”中加入含有该字的字体，或不选这几家。"


def _places(rare: RareCharacter) -> str:
    shown = [f"{whose}“{text}”" for whose, text in rare.places[:_SHOWN_PLACES]]
    return "、".join(shown) + (f"等{rare.count}处" if rare.count > len(shown) else "")
