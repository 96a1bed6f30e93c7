"""Which paper of which unit a scanned page is, by its 识别码 alone; what cannot be told is said and never guessed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk_app.forms.paper_code import PaperCode, decode
from desk_app.importing.scan_book import PageRead
from desk_app.services.signing_content import campaign_tag
from desk_app.storage import campaigns, collections, roster
from desk_app.storage.campaigns import Campaign
from desk_app.storage.form_versions import newest_ids
from desk_app.storage.prints import Place
from desk_app.storage.reader import Reader

NO_CODE = "没有识别码"
DAMAGED = "识别码污损，认不出"
NOT_OURS = "有别的二维码，没有识别码"
SEVERAL = "一页上有几个识别码，请一张一页重扫"
ELSEWHERE = "是别处印的（不是本专项，或不是这份数据印的）"
UNKNOWN = "识别码里的表、单位或期次本专项没有"
_MOST_PLACES = 12


@dataclass(frozen=True, slots=True)
class Matched:
    """A page (``place`` from 0) with the code it bears, or why it is not known."""

    place: int
    code: PaperCode | None = None
    said: str = ""
    turned: int = 0


class PageMatcher:
    """Knows what codes of this campaign can name."""

    def __init__(self, reader: Reader, campaign: Campaign) -> None:
        self._tag = campaign_tag(campaign)
        self._others = {campaign_tag(one): one.name for one in campaigns.list_campaigns(reader)}
        self._newest = newest_ids(reader, campaign.id)
        self._units = frozenset(roster.unit_ids(reader).values())
        names = {one.id: one.name for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
        known = {(one.form, one.period.code) for one in collections.of_campaign(reader, campaign.id)}
        self._periods = {(form_id, period) for form_id, name in names.items() for form, period in known if form == name}

    def match(self, place: int, read: PageRead) -> Matched:
        """The page with what it is."""
        codes = [code for line in read.lines if (code := decode(line)) is not None]
        if len(codes) > 1:
            return Matched(place, said=SEVERAL)
        if not codes:
            seen = DAMAGED if read.damaged else NOT_OURS if read.foreign else NO_CODE
            return Matched(place, said=read.failed or seen)
        code = codes[0]
        if code.campaign != self._tag:
            other = self._others.get(code.campaign)
            return Matched(place, said=f"是专项“{other}”的，请在那个专项里收" if other else ELSEWHERE)
        if (code.form, code.period) not in self._periods or code.unit not in self._units:
            return Matched(place, said=UNKNOWN)
        return Matched(place, code, turned=read.turned)

    def place_of(self, code: PaperCode) -> Place:
        """The place that a known code names."""
        return (self._newest[code.form], code.unit, code.period)


def page_words(loose: Iterable[Matched], count: int) -> list[str]:
    """What is to be said of the pages that are not known: 第3、5页没有识别码; of an only page no number."""
    grouped: dict[str, list[int]] = {}
    for one in loose:
        grouped.setdefault(one.said, []).append(one.place + 1)
    return [said if count == 1 else f"{numbered(places)}{said}" for said, places in grouped.items()]


def numbered(places: Sequence[int]) -> str:
    """第1、2页; of many the first ones and how many: 第1、2…页（共80页）."""
    if len(places) <= _MOST_PLACES:
        return f"第{'、'.join(map(str, places))}页"
    return f"第{'、'.join(map(str, places[:_MOST_PLACES]))}…页（共{len(places)}页）"
