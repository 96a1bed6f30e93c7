"""What lasts some days (专家组拟于3月2日至6日进校考察, 专家组进校考察期间（3月2日至6日）), wherever it is told."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk_app.campaign.deadlines import Kind, State
from desk_app.campaign.plan.compare_dates import day_of
from desk_app.campaign.plan.facts import About, Fact
from desk_app.campaign.plan.wording import fold
from desk_app.importing.plan.context import Context, dated_sentences
from desk_app.importing.plan.passages import PassageKind

_READ = {PassageKind.BODY, PassageKind.NOTE, PassageKind.ADDRESS}
#: 专家组进校考察期间（□）
_DURING = re.compile(
    r"(?:^|[，,。；;：:、（(])(?:在|于)?(?P<what>[\u4e00-\u9fff“”]{4,16})(?:期间|时间|日期)[（(：:为]?□"
)
#: 专家组拟于□进校考察
_TO_BE = re.compile(
    r"(?:^|[，,。；;：:])(?P<who>[\u4e00-\u9fff“”]{2,10}?)(?:初步|暂|预计|计划)?(?:[拟将定]|确定)?[于在]□(?:[，,])?"
    r"(?P<deed>(?!开展|组织|完成|实施|推进|进行|举办)[\u4e00-\u9fff]{2,8})(?=[，,。；;]|$)"
)
_DAYS = re.compile(r"\d\s*[日号]")


def read_stays(context: Context) -> Iterator[Fact]:
    """Each such stretch of days with the name of what it belongs to."""
    for passage, start, said, found in dated_sentences(context, _READ):
        for one in found:
            deadline = one.deadline
            first, last = day_of(deadline.start), day_of(deadline.end)
            if deadline.kind is not Kind.WINDOW or deadline.state is State.INVALID or first is None or last is None:
                continue
            told = f"{said[: one.start]}□{said[one.end :]}"
            match = _DURING.search(told) or _TO_BE.search(told)
            if match is None or not _DAYS.search(deadline.text):
                continue
            thing = match["what"] if "what" in match.groupdict() else match["who"] + match["deed"]
            source = passage.source(start + one.start, start + one.end)
            value = f"{first}—{last}"
            yield Fact(About.LASTS, thing, fold(thing), value, source, day=last, deadline=deadline)
