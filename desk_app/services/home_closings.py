"""What 首页 says of 定稿: periods whose 定稿 was taken back, and those that a change of an earlier period overtook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from desk_app.campaign.period import Period
from desk_app.services.closing_overtaken import overtaken
from desk_app.services.desk import Desk
from desk_app.storage.campaigns import Campaign
from desk_app.storage.closings import Closing

REOPENED = "已撤销定稿，待重新定稿"


def reopened_forms(known: Iterable[Closing]) -> dict[Period, list[str]]:
    """The forms of every period whose 定稿 was taken back and not made anew."""
    latest = {(one.form, one.period): one for one in known if not one.is_quoted}
    found: dict[Period, list[str]] = {}
    for one in latest.values():
        if not one.stands:
            found.setdefault(one.period, []).append(one.form)
    return found


def closing_matters(
    desk: Desk, campaign: Campaign, reopened: Mapping[Period, list[str]]
) -> Iterator[tuple[str, Period]]:
    """What is to be done about closings, each with the period where it is done."""
    for period, forms in reopened.items():
        yield f"{period.label}{'、'.join(forms)}{REOPENED}", period
    off: dict[Period, tuple[list[str], dict[Period, None]]] = {}
    for one in overtaken(desk, campaign):
        forms, since = off.setdefault(one.closing.period, ([], {}))
        forms.append(one.closing.form)
        since.update(dict.fromkeys(one.since))
    for period, (forms, since) in off.items():
        earlier = "、".join(one.label for one in sorted(since, key=Period.sort_key))
        yield f"{period.label}{'、'.join(forms)}定稿以后，{earlier}又改过，定稿的累计已不同", period
