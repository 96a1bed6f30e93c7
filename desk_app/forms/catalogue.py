"""The catalogue: every campaign template of the ``forms`` folder with the annex forms it brings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from desk_app.campaign.calendar_rhythm import parse_recurrence
from desk_app.campaign.duties import Duty, Per, Quota
from desk_app.campaign.model import Activity, CampaignOutline, Task
from desk_app.campaign.phases import Phase
from desk_app.forms.definition import FormDefinition
from desk_app.forms.loader import DefinitionError, TableReader, load_form, load_toml
from desk_app.forms.mistakes import sentence_of
from desk_app.problems import DeskError

READY_FOLDER = "常用表"
_CAMPAIGN_FILE = "campaign.toml"
_AFTER_ANNEXES = 1_000
_CAMPAIGN_KEYS = {"title", "issuer", "start", "end", "activity", "task", "phase", "duty", "quota"}
_COUNTED_KEYS = {"content", "who", "min_count", "max_count", "deadline", "start", "end", "doubt"}


@dataclass(frozen=True, slots=True)
class Template:
    """A campaign ready to be opened: its outline and its forms in annex order."""

    outline: CampaignOutline
    forms: tuple[FormDefinition, ...]

    @property
    def name(self) -> str:
        """The folder's name, by which ``campaign new --template`` calls it."""
        return self.outline.name


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All templates that the program and the office bring, and the ``ready`` forms (常用表) that any campaign may take.

    A ready form stands in no template: what comes in is recognised by it only where a campaign has taken it.
    ``wrong`` says of each file of the office's own that could not be read where and what, in one sentence;
    ``shipped`` are the ready forms as the program brings them.
    """

    templates: tuple[Template, ...]
    ready: tuple[FormDefinition, ...] = ()
    wrong: tuple[str, ...] = ()
    shipped: tuple[FormDefinition, ...] = ()

    def template(self, name: str) -> Template:
        """The template of a name or title; raises DeskError listing what there is."""
        for template in self.templates:
            if name in {template.name, template.outline.title}:
                return template
        known = "、".join(template.name for template in self.templates)
        raise DeskError(f"没有名为“{name}”的专项模板，现有：{known}。")

    def ready_form(self, name: str) -> FormDefinition:
        """The ready form that a person means; raises DeskError listing what there is."""
        for form in self.ready:
            if form.answers_to(name):
                return form
        known = "、".join(form.name for form in self.ready) or "（无）"
        raise DeskError(f"常用表里没有“{name}”，现有：{known}。")

    @property
    def forms(self) -> tuple[FormDefinition, ...]:
        """Every distinct form of every template; one that several templates share stands once."""
        distinct: dict[tuple[str, str], FormDefinition] = {}
        for template in self.templates:
            for form in template.forms:
                distinct.setdefault((form.title, "\t".join(form.labels)), form)
        return tuple(distinct.values())


def load_catalogue(folders: Iterable[Path], own: Path | None = None) -> Catalogue:
    """Load every template and ready form below the folders, a later folder's instead of an earlier one's of its name.

    Raises DefinitionError with every mistake of every file at once. Only in the office's ``own`` folder, read last, a
    wrong file is left out and told in ``wrong``, so that it never stops the program.
    """
    loading = _Loading()
    for folder in folders:
        loading.take(folder)
    if loading.mistakes:
        raise DefinitionError(loading.mistakes)
    shipped = tuple(loading.ready.values())
    if own is not None:
        loading.lenient = True
        loading.take(own)
    return Catalogue(tuple(loading.templates.values()), tuple(loading.ready.values()), tuple(loading.wrong), shipped)


@dataclass
class _Loading:
    """What was loaded so far, and what was wrong; ``lenient`` where a wrong file is told and left out."""

    templates: dict[str, Template] = field(default_factory=dict)
    ready: dict[str, FormDefinition] = field(default_factory=dict)
    mistakes: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    lenient: bool = False

    def take(self, folder: Path) -> None:
        """Load what stands below a folder."""
        self.ready |= {form.name: form for form in self._forms_in(folder / READY_FOLDER)}
        for path in sorted(folder.glob(f"*/{_CAMPAIGN_FILE}")):
            template = self._template(path.parent)
            if template is not None:
                self.templates[template.name] = template

    def _template(self, folder: Path) -> Template | None:
        outline: CampaignOutline | None = None
        path = folder / _CAMPAIGN_FILE
        try:
            outline = load_toml(path, lambda reader, _: _outline(reader, folder.name))
        except DefinitionError as error:
            self._tell(path, error)
        forms = self._forms_in(folder)
        return None if outline is None else Template(outline, tuple(sorted(forms, key=_annex_order)))

    def _forms_in(self, folder: Path) -> list[FormDefinition]:
        """The forms of a folder in the order of their files; none where there is no such folder."""
        forms: list[FormDefinition] = []
        for path in sorted(folder.glob("*.toml")):
            if path.name == _CAMPAIGN_FILE:
                continue
            try:
                forms.append(load_form(path))
            except DefinitionError as error:
                self._tell(path, error)
        repeated = [f"{folder.name}：表名“{name}”重复" for name in _repeated(form.name for form in forms)]
        (self.wrong if self.lenient else self.mistakes).extend(repeated)
        return list({form.name: form for form in reversed(forms)}.values())[::-1] if self.lenient else forms

    def _tell(self, path: Path, error: DefinitionError) -> None:
        if self.lenient:
            self.wrong.append(sentence_of(path, error.mistakes))
        else:
            self.mistakes.extend(f"{path.parent.name}/{mistake}" for mistake in error.mistakes)


def _annex_order(form: FormDefinition) -> tuple[int, str]:
    """Annexes by their number, forms without one after them."""
    number = "".join(sign for sign in form.annex if sign.isdigit())
    return (int(number) if number else _AFTER_ANNEXES, form.name)


def _repeated(names: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [name for name in names if name in seen or seen.add(name)]  # type: ignore[func-returns-value]  # set.add is None


def _outline(reader: TableReader, name: str) -> CampaignOutline:
    reader.unknown(_CAMPAIGN_KEYS)
    start, end = reader.day("start"), reader.day("end")
    if start is None or end is None or start > end:
        reader.mistakes.add("start/end", "起止日期都要填写，且起不晚于止")
    return CampaignOutline(
        name=name,
        title=reader.text("title", required=True),
        start=start or date.min,
        end=end or date.max,
        issuer=reader.text("issuer"),
        activities=tuple(_activity(reader, place, table) for place, table in _numbered(reader, "activity")),
        tasks=tuple(_task(reader, place, table) for place, table in _numbered(reader, "task")),
        phases=tuple(_phase(table) for _, table in _numbered(reader, "phase")),
        duties=tuple(_duty(table) for _, table in _numbered(reader, "duty")),
        quotas=tuple(_quota(table) for _, table in _numbered(reader, "quota")),
    )


def _numbered(reader: TableReader, name: str) -> list[tuple[int, TableReader]]:
    return [
        (place, TableReader(table, reader.mistakes, f"{name}[{place}]."))
        for place, table in enumerate(reader.tables(name), start=1)
    ]


def _activity(_parent: TableReader, place: int, own: TableReader) -> Activity:
    own.unknown({"number", "name"})
    return Activity(own.text("number", default=str(place)), own.text("name", required=True))


def _task(_parent: TableReader, place: int, own: TableReader) -> Task:
    own.unknown({"number", "activity", "content", "units", "deadline", "due", "clock"})
    return Task(
        number=own.text("number", default=str(place)),
        activity=own.text("activity"),
        content=own.text("content", required=True),
        units=own.text("units"),
        deadline=own.text("deadline"),
        due=own.day("due"),
        clock=own.clock("clock"),
    )


def _phase(own: TableReader) -> Phase:
    own.unknown({"name", "start", "end", "open_start", "open_end", "text", "doubt"})
    start, end = _stretch(own)
    open_start, open_end = own.flag("open_start", default=False), own.flag("open_end", default=False)
    if start is None and not open_start:
        own.mistakes.add(own.key("start"), "要填写；方案没有写明起日的，写 open_start = true")
    if end is None and not open_end:
        own.mistakes.add(own.key("end"), "要填写；方案没有写明止日的，写 open_end = true")
    return Phase(own.text("name", required=True), start, end, open_start, open_end, own.text("text"), own.text("doubt"))


def _duty(own: TableReader) -> Duty:
    own.unknown(_COUNTED_KEYS | {"recurrence"})
    recurrence = own.text("recurrence", required=True)
    if recurrence.strip() and parse_recurrence(recurrence) is None:
        own.mistakes.add(own.key("recurrence"), f"“{recurrence}”看不懂，请写 WEEKLY、MONTHLY 等，见说明")
    least, most = _counts(own)
    start, end = _stretch(own)
    content, who, deadline = own.text("content", required=True), own.text("who"), own.text("deadline")
    return Duty(content, who, recurrence, least, most, deadline, start, end, own.text("doubt"))


def _quota(own: TableReader) -> Quota:
    own.unknown(_COUNTED_KEYS | {"per"})
    per = own.word("per", Per, None)
    if per is None and not own.text("per"):
        own.mistakes.add(own.key("per"), "必须填写")
    least, most = _counts(own)
    if least is None and most is None:
        own.mistakes.add(own.key("min_count"), "次数要求要写 min_count 或 max_count")
    start, end = _stretch(own)
    content, who, deadline = own.text("content", required=True), own.text("who"), own.text("deadline")
    return Quota(content, per or Per.UNIT, who, least, most, deadline, start, end, own.text("doubt"))


def _counts(own: TableReader) -> tuple[int | None, int | None]:
    least, most = own.whole("min_count", None, least=1), own.whole("max_count", None, least=1)
    if least is not None and most is not None and least > most:
        own.mistakes.add(own.key("max_count"), "不能小于 min_count")
    return least, most


def _stretch(own: TableReader) -> tuple[date | None, date | None]:
    start, end = own.day("start"), own.day("end")
    if start is not None and end is not None and start > end:
        own.mistakes.add(own.key("end"), "止日不能早于起日")
    return start, end
