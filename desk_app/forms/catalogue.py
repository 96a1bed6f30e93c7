"""The catalogue: every campaign template of the ``forms`` folder with the annex forms it brings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desk_app.campaign.model import Activity, CampaignOutline, Task
from desk_app.forms.definition import FormDefinition
from desk_app.forms.loader import DefinitionError, TableReader, load_form, load_toml
from desk_app.problems import DeskError

_CAMPAIGN_FILE = "campaign.toml"
_AFTER_ANNEXES = 1_000
_CAMPAIGN_KEYS = {"title", "issuer", "start", "end", "activity", "task"}


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
    """All templates that the program and the office bring."""

    templates: tuple[Template, ...]

    def template(self, name: str) -> Template:
        """The template of a name or title; raises DeskError listing what there is."""
        for template in self.templates:
            if name in {template.name, template.outline.title}:
                return template
        known = "、".join(template.name for template in self.templates)
        raise DeskError(f"没有名为“{name}”的专项模板，现有：{known}。")

    @property
    def forms(self) -> tuple[FormDefinition, ...]:
        """Every distinct form of every template; one that several templates share stands once."""
        distinct: dict[tuple[str, str], FormDefinition] = {}
        for template in self.templates:
            for form in template.forms:
                distinct.setdefault((form.title, "\t".join(form.labels)), form)
        return tuple(distinct.values())


def load_catalogue(folders: Iterable[Path]) -> Catalogue:
    """Load every template below the folders; raises DefinitionError with every mistake of every file at once."""
    mistakes: list[str] = []
    templates: dict[str, Template] = {}
    for folder in folders:
        for path in sorted(folder.glob(f"*/{_CAMPAIGN_FILE}")):
            template = _load_template(path.parent, mistakes)
            if template is not None:
                templates[template.name] = template
    if mistakes:
        raise DefinitionError(mistakes)
    return Catalogue(tuple(templates.values()))


def _load_template(folder: Path, mistakes: list[str]) -> Template | None:
    forms: list[FormDefinition] = []
    outline: CampaignOutline | None = None
    for path in sorted(folder.glob("*.toml")):
        try:
            if path.name == _CAMPAIGN_FILE:
                outline = load_toml(path, lambda reader, _: _outline(reader, folder.name))
            else:
                forms.append(load_form(path))
        except DefinitionError as error:
            mistakes.extend(f"{folder.name}/{mistake}" for mistake in error.mistakes)
    mistakes.extend(f"{folder.name}：表名“{name}”重复" for name in _repeated(form.name for form in forms))
    return None if outline is None else Template(outline, tuple(sorted(forms, key=_annex_order)))


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
    own.unknown({"number", "activity", "content", "units", "deadline", "due"})
    return Task(
        number=own.text("number", default=str(place)),
        activity=own.text("activity"),
        content=own.text("content", required=True),
        units=own.text("units"),
        deadline=own.text("deadline"),
        due=own.day("due"),
    )
