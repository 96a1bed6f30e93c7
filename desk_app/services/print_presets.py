"""How a form is printed: copies, sides, sheet and page number, as its definition says or the organiser chose."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import Any

from desk_app.exporting.page import PageNumbers
from desk_app.exporting.paper import Paper, SheetSize
from desk_app.exporting.pdf_page import PrintOptions
from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage import campaigns, settings
from desk_app.storage.campaigns import Campaign
from desk_app.storage.operations import ChangeSet
from desk_app.storage.reader import Reader

__all__ = [
    "PageNumbers",
    "PrintPreset",
    "SheetSize",
    "defined_preset",
    "preset_of",
    "said_of_preset",
    "set_preset",
    "standing_preset",
]

_KEPT = "print_presets"
_MOST_COPIES = 99


@dataclass(frozen=True, slots=True)
class PrintPreset:
    """Copies (一式几份), sides, where a landscape page has its number, 第x页 共y页 or — x —, and the sheet."""

    copies: int = 1
    double_sided: bool = False
    numbers: PageNumbers = PageNumbers.FOOT
    page_of: bool = True
    size: SheetSize = SheetSize.A4

    @property
    def options(self) -> PrintOptions:
        """What the PDF's writer is told."""
        return PrintOptions(self.numbers, self.double_sided)

    def shape(self, paper: Paper) -> Paper:
        """The paper on this sheet with this kind of page number, so that PDF, Excel and Word have it alike."""
        return replace(paper, page_of=self.page_of, size=self.size)


def defined_preset(form: FormDefinition) -> PrintPreset:
    """What the form's definition says."""
    return PrintPreset(copies=form.copies, double_sided=form.double_sided, page_of=form.page_of)


def preset_of(reader: Reader, form: FormDefinition) -> PrintPreset:
    """What the organiser chose for a form, over what its definition says."""
    chosen: dict[str, Any] = settings.get(reader, _KEPT, {}).get(form.name, {})
    usual = defined_preset(form)
    return PrintPreset(
        copies=int(chosen.get("copies", usual.copies)),
        double_sided=bool(chosen.get("double_sided", usual.double_sided)),
        numbers=PageNumbers(chosen.get("numbers", usual.numbers)),
        page_of=bool(chosen.get("page_of", usual.page_of)),
        size=SheetSize(chosen.get("size", usual.size)),
    )


def standing_preset(desk: Desk, campaign: Campaign, form_said: str) -> tuple[FormDefinition, PrintPreset]:
    """The form that a person means and how it is printed now; DeskError when there is no such form."""
    with desk.store.read() as reader:
        form = campaigns.find_form(reader, campaign.id, form_said).definition
        return form, preset_of(reader, form)


def set_preset(desk: Desk, campaign: Campaign, form_said: str, wanted: PrintPreset) -> ChangeSet:
    """Print a form so from now on; what equals its definition is not kept, so that a changed definition counts."""
    if not 1 <= wanted.copies <= _MOST_COPIES:
        raise DeskError(f"份数“{wanted.copies}”不合适，请写1到{_MOST_COPIES}。")
    with desk.store.operation("打印设定", actor=desk.actor, at=desk.clock(), campaign_id=campaign.id) as op:
        form = campaigns.find_form(op, campaign.id, form_said).definition
        usual = asdict(defined_preset(form))
        own = {key: value for key, value in asdict(wanted).items() if value != usual[key]}
        kept: dict[str, Any] = dict(settings.get(op, _KEPT, {}))
        kept.pop(form.name, None)
        settings.put(op, _KEPT, {**kept, form.name: own} if own else kept)
        op.summary = f"{form.name}：{said_of_preset(wanted)}"
    return op.changes


def said_of_preset(preset: PrintPreset) -> str:
    """The preset in the office's words: 一式2份，双面，A4，第x页 共y页，页码在页脚."""
    number = "第x页 共y页" if preset.page_of else "— x —"
    place = "页码在页脚" if preset.numbers is PageNumbers.FOOT else "横表页码照竖排位置"
    sides = "双面" if preset.double_sided else "单面"
    return f"一式{preset.copies}份，{sides}，{preset.size}，{number}，{place}"
