"""领导要数: the state of the returns and the figures at this very moment, as sentences to be read out or sent."""

from __future__ import annotations

from datetime import datetime

from desk_app.campaign.period import Period
from desk_app.services.desk import Desk
from desk_app.services.standing import NIL, NOT_CONCERNED, RECEIVED, SENT_BACK, WAITING, FormStanding, standing_of
from desk_app.services.tally import FormTally, tally_of
from desk_app.storage.campaigns import Campaign

_MOST_NAMES = 12


def figures_now(desk: Desk, campaign: Campaign, period: Period | None) -> str:
    """One sentence a form, each standing for itself; the moment is named in the first line."""
    standings = standing_of(desk, campaign, period)
    tallies = {(one.form.name, one.period.code): one for one in tally_of(desk, campaign, period)}
    head = f"截至{_moment(desk.clock())}，{campaign.title}报送情况："
    lines = [_sentence(one, tallies.get((one.form.name, one.period.code))) for one in standings if one.units]
    return "\n".join([head, *lines]) if lines else f"{head}本期没有应报的表。"


def _moment(at: datetime) -> str:
    minutes = f"{at.minute}分" if at.minute else ""
    return f"{at.year}年{at.month}月{at.day}日{at.hour}时{minutes}"


def _sentence(standing: FormStanding, tally: FormTally | None) -> str:
    states = [unit.electronic for unit in standing.units]
    owed = len(states) - states.count(NOT_CONCERNED)
    said = [f"应报{owed}家", f"已收{states.count(RECEIVED)}家"]
    said += [f"{word}{states.count(word)}家" for word in (NIL, WAITING, SENT_BACK) if states.count(word)]
    missing = [unit.unit for unit in standing.missing]
    said.append(f"未报{len(missing)}家（{_names(missing)}）" if missing else "全部报齐")
    if tally is not None:
        said.append(f"本期{tally.total}条，累计{tally.cumulative}条")
    form = standing.form.definition
    return f"{form.annex}{form.name}（{standing.period.label}）：{'，'.join(said)}。"


def _names(names: list[str]) -> str:
    shown = "、".join(names[:_MOST_NAMES])
    return shown + (f"等{len(names)}家" if len(names) > _MOST_NAMES else "")
