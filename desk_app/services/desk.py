"""The desk: what every use case needs, put together once by a door and passed on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.period import ONCE, Period, Rhythm, period_of
from desk_app.campaign.roster import Roster
from desk_app.forms.catalogue import Catalogue
from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError
from desk_app.storage import campaigns, collections, roster, sent_before, settings
from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.reader import Reader
from desk_app.storage.states import CampaignState
from desk_app.storage.store import Store

if TYPE_CHECKING:
    from desk_app.exporting.fonts import FontBook
    from desk_app.importing.converter import Converter
    from desk_app.importing.helper_settings import Helper

BUREAU = "bureau"
OPERATOR = "operator"
_DEFAULT_OPERATOR = "经办人"


@dataclass
class Desk:
    """An open data folder with the catalogue of forms, the fonts' folders and the clock of whoever opened it.

    ``converter`` brings old office files into a kind that is read, where such a program is installed; ``helper`` reads
    files in processes of their own.
    """

    store: Store
    catalogue: Catalogue
    clock: Callable[[], datetime]
    font_folder: Path
    office_fonts: tuple[Path, ...] = field(default=())
    converter: Converter | None = None
    helper: Helper | None = None

    @cached_property
    def fonts(self) -> FontBook:
        """The fonts to print with; read when first needed."""
        from desk_app.exporting.fonts import FontBook

        return FontBook.from_folders(self.font_folder, self.office_fonts)

    @property
    def actor(self) -> str:
        """Who acts, as history names them (经办人)."""
        with self.store.read() as reader:
            return str(settings.get(reader, OPERATOR, _DEFAULT_OPERATOR))

    @property
    def bureau(self) -> str:
        """本单位全称, empty until it was told."""
        with self.store.read() as reader:
            return str(settings.get(reader, BUREAU, ""))

    def campaign(self, name: str | None) -> Campaign:
        """The campaign of a name, or the only open one; DeskError when there is none or more than one."""
        with self.store.read() as reader:
            if name:
                return campaigns.find(reader, name)
            open_ones = campaigns.list_campaigns(reader, CampaignState.OPEN)
            ended = campaigns.list_campaigns(reader, CampaignState.ENDED)
        if not open_ones and ended:
            names = "、".join(one.name for one in ended)
            raise DeskError(f"没有在办的专项（{names}已结束），请指明是哪一个，或启动新的专项。")
        if not open_ones:
            raise DeskError("还没有启动专项，请先启动一个。")
        if len(open_ones) > 1:
            names = "、".join(one.name for one in open_ones)
            raise DeskError(f"在办的专项不止一个（{names}），请指明是哪一个。")
        return open_ones[0]

    def forms_of(self, campaign: Campaign) -> tuple[FormDefinition, ...]:
        """The definitions of a campaign's forms in annex order."""
        with self.store.read() as reader:
            return tuple(form.definition for form in campaigns.forms_of(reader, campaign.id))

    def versions_of(self, campaign: Campaign) -> tuple[FormDefinition, ...]:
        """The definitions of a campaign's forms in every version, so that returns of a former one are read by it."""
        with self.store.read() as reader:
            return tuple(form.definition for form in campaigns.forms_of(reader, campaign.id, all_versions=True))

    def known_units(self) -> tuple[str, ...]:
        """The names of the roster's units, none before one was read in."""
        with self.store.read() as reader:
            return tuple(unit.name for unit in roster.load(reader).units)

    def roster(self) -> Roster:
        """The bureau's roster; DeskError when none has been read in yet."""
        with self.store.read() as reader:
            known = roster.load(reader)
        if not known.units:
            raise DeskError("还没有单位名册，请先读入名册文件。")
        return replace(known, bureau=self.bureau)


def collected_forms(reader: Reader, campaign: Campaign, wanted: str | None = None) -> tuple[StoredForm, ...]:
    """The forms of a campaign that units send, or the one that is meant; DeskError when nobody sends that one."""
    if wanted:
        form = campaigns.find_form(reader, campaign.id, wanted)
        if form.definition.collected is None:
            raise DeskError(f"“{form.name}”不由各单位报送，没有空表和报送情况。")
        return (form,)
    return tuple(form for form in campaigns.forms_of(reader, campaign.id) if form.definition.collected is not None)


def current_period(reader: Reader, campaign: Campaign, form: StoredForm, today: datetime) -> Period:
    """The period that a form stands in when nobody names one.

    It is the latest one for which something has come in, else today's, kept within the campaign's span.
    """
    rhythm = form.definition.collected
    if rhythm in (None, Rhythm.ONCE):
        return ONCE
    latest = sent_before.latest_period(reader, campaign.id, form.id)
    if latest is not None:
        return latest
    if rhythm is Rhythm.ADHOC:
        known = collections.of_campaign(reader, campaign.id, form_id=form.id)
        if not known:
            raise DeskError(f"“{form.name}”是临时报送的表，请指明是哪一次。")
        return known[-1].period
    day = min(max(today.date(), campaign.outline.start), campaign.outline.end)
    return period_of(day, rhythm or Rhythm.ONCE)
