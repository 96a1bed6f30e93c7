"""A paper named right before its annex mark (质量问题整改台账（附件3）), where that annex is quite another paper."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Annex, Conflict, ConflictKind
from desk_app.campaign.plan.wording import fold, left_out, likeness, number_of

_KIND = r"台账|登记表|统计表|记录表|汇总表|自查表|调查表|征求意见表|推荐表|申报表|审批表|评分表|清单|名单"
_NAMED = re.compile(
    rf"(?:填写|填报|填制|建立|形成|报送|上报|提交|印发|编制|完善|使用|按照|对照)(?:好|各自)?"
    rf"(?P<name>[\u4e00-\u9fff]{{4,18}}?(?P<kind>{_KIND}))[（(](?:见|详见|格式见)?附件(?P<mark>\d{{1,2}}|[一二三四五六七八九十])[）)]"
)
_ALIKE = 0.3


def named_papers(said: Sequence[Source], annexes: Sequence[Annex], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """Every paper that is named with an annex's mark and is of another kind and name than that annex and all others."""
    titles = {one.mark: one for one in annexes}
    told = {one.a.block for one in known if one.kind is ConflictKind.ANNEX}
    for source in said:
        for match in _NAMED.finditer(source.text) if source.block not in told else ():
            annex = titles.get(f"附件{number_of(match['mark'])}")
            if annex is None or any(_is_one(match["name"], one.title) for one in annexes):
                continue
            if fold(annex.title).endswith(match["kind"][-2:]):
                continue
            a = replace(source, text=match[0])
            message = (
                f"{a.where}写“{match['name']}（{annex.mark}）”，附件目录中{annex.mark}是《{annex.title}》，请核定。"
            )
            yield Conflict(ConflictKind.ANNEX, a, annex.source, message)


def _is_one(name: str, title: str) -> bool:
    short, long = sorted((fold(name), fold(title)), key=len)
    return left_out(short, long) or likeness(name, title) >= _ALIKE
