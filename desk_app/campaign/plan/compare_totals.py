"""Totals against their parts: 全年12次 and 每月2次, 120座 and what it is made up of, 合计 below a column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import counts_in, fold, number_of, placed_counts

_A_YEAR = {"周": 52, "半月": 24, "月": 12, "季度": 4, "季": 4, "半年": 2}
_WHOLE_YEAR = re.compile(r"全年|年内|一年|每年|年度|今年|[（(]?20\d\d年(?!\d*月)")
_FIGURE = r"([\d一二两三四五六七八九十]{1,3})"
_RATE = re.compile(
    rf"每(?P<period>周|半月|月|季度?|半年)(?:各|都|要|应|至少|不少于|不低于|原则上|定期|集中|组织|开展|召开|举办|进行|安排)*{_FIGURE}(?P<word>次|场|期|篇|件|份|个|条)"
)
_AT_LEAST = re.compile(r"不少于|至少|不低于|以上|原则上")
_MORE = re.compile(r"以上|\d[余多]|多个|(?<![大节契])约|(?<![习附临])近(?![平年日期])|左右|不少于|不低于|至少|超过")
_LEADS_PARTS = re.compile(r"^[^\d，,。；]{0,10}[，,（(：:]?\s*(?:其中|分别(?:为|是)?|包括|即|[：:])")
_SUMS = re.compile(r"共计?|合计|总计|累计|一共|总共")
_NEARLY, _LEAST_PARTS = 0.75, 2
_TOTAL = re.compile(r"^(?:合\s*计|总\s*计|共\s*计|总\s*数|全\s*[市县区镇乡局校院]\s*合?计?)$")
_SUBTOTAL = re.compile(
    r"小\s*计|其中|占比|比例|率|[%％]|[降增]幅|平均|单价|累计|同比|排名|序号|编号|年度|电话|年份|时间|日期"
)
_NUMERIC = re.compile(r"^-?\d{1,9}(?:\.\d{1,4})?$")
_EMPTY = {"", "-", "—", "——", "/", "／", "0", "无"}
_LEAST_ROWS = 2


def rates(said: Sequence[Source]) -> Iterator[Conflict]:
    """A count for the whole year that is not what its rhythm comes to."""
    for source in said:
        for sentence in re.split(r"[。；;]", source.text):
            yield from _rate(source, sentence)


def _rate(source: Source, sentence: str) -> Iterator[Conflict]:
    rate = _RATE.search(sentence)
    number = None if rate is None else number_of(rate[2])
    if rate is None or number is None:
        return
    for said in re.split(r"[，,、（()）]", sentence):
        clause = _RATE.split(said)[0] if said.find("每") > said.find("年") >= 0 else said
        totals = [one for one in counts_in(clause) if one[3] == rate["word"] and one[1] == one[2]]
        if not totals or "每" in clause.replace("每年", "").replace("每人", "") or not _WHOLE_YEAR.search(clause):
            continue
        product = number * _A_YEAR[rate["period"]]
        total = totals[0][1]
        open_rate = bool(_AT_LEAST.search(rate[0])) or bool(_AT_LEAST.search(clause))
        if total == product or (open_rate and total > product) or not _of_one_deed(rate, sentence):
            continue
        if _A_YEAR[rate["period"]] == 52 and abs(total - product) <= 4 * number:
            continue
        both = f"{source.where}写“{clause.strip()}”，又写“{rate[0]}”"
        message = f"{both}，照后者一年为{product}{rate['word']}，两处对不上，请核定。"
        yield Conflict(ConflictKind.NUMBER, replace(source, text=sentence.strip()), None, message)


def _of_one_deed(rate: re.Match[str], sentence: str) -> bool:
    """Whether the rhythm speaks of no other deed than the total: nothing new is named behind it."""
    behind = re.split(r"[，,、。；;（）()]", sentence[rate.end() :])[0]
    before = sentence[: rate.start()]
    return not fold(behind) or fold(behind) in fold(before)


def parts(said: Sequence[Source]) -> Iterator[Conflict]:
    """120座，其中东片50座、西片40座、南片40座: parts that come to more, or nearly but not quite to the whole."""
    for source in said:
        for sentence in re.split(r"[。；;]", source.text):
            found = _uneven(sentence)
            if found is not None:
                whole, total, word = found
                message = f"{source.where}写“{whole}”，分项相加为{_shown(total, whole)}{word}，请核定。"
                yield Conflict(ConflictKind.NUMBER, replace(source, text=sentence.strip()), None, message)


def _shown(value: float, beside: str) -> str:
    """A figure as the one beside it is written, with 万 or without."""
    return f"{value / 10_000:g}万" if "万" in beside else f"{value:g}"


def _uneven(sentence: str) -> tuple[str, float, str] | None:
    """The whole as written, the sum of its parts and the word counted with, where they differ."""
    counts = [(at, one) for at, one in placed_counts(sentence) if one[1] == one[2]]
    for at, whole in counts:
        behind = sentence[at + len(whole[0]) :]
        lead = _LEADS_PARTS.match(behind)
        if lead is not None:
            return _below(whole, behind[lead.end() :], lead[0])
    return _above(sentence, [one for _, one in counts])


def _below(whole: tuple[str, float, float, str], behind: str, lead: str) -> tuple[str, float, str] | None:
    """120座，其中东片50座、西片40座、南片40座: what follows the whole, up to the next matter."""
    chunk = re.split(r"[，,）)]", behind)[0]
    if len(_values(chunk, whole[3])) < _LEAST_PARTS:
        if len({one[3] for one in counts_in(behind)}) > 1:
            return None
        chunk = behind
    parts, word = _values(chunk, whole[3]), whole[3]
    total = sum(parts)
    if len(parts) < _LEAST_PARTS or total == whole[1] or _MORE.search(whole[0] + lead + chunk):
        return None
    halves = "上半年" in chunk and "下半年" in chunk and len(parts) == _LEAST_PARTS
    if re.search(r"上半年|年底|季度|\d月|阶段", chunk) and not halves and not _to_the_end(lead + behind):
        return None
    if total > whole[1]:
        return None if word in {"名", "人", "户"} else (whole[0], total, word)
    return (whole[0], total, word) if total >= _NEARLY * whole[1] and "、" in chunk else None


def _above(sentence: str, counts: Sequence[tuple[str, float, float, str]]) -> tuple[str, float, str] | None:
    """一等奖1名、二等奖3名，共4名: the whole stands behind its parts."""
    if len(counts) <= _LEAST_PARTS or len({one[3] for one in counts}) > 1 or _MORE.search(sentence):
        return None
    whole, total = counts[-1], sum(one[1] for one in counts[:-1])
    before = sentence[: sentence.rfind(whole[0])]
    if "每" in before or not _SUMS.search(re.split(r"[，,、]", before)[-1]):
        return None
    return None if total == whole[1] else (whole[0], total, whole[3])


def _values(text: str, word: str) -> list[float]:
    return [one[1] for one in counts_in(text) if one[3] == word and one[1] == one[2]]


def _to_the_end(behind: str) -> bool:
    """Whether the parts are the quarters of the work, one after the other up to the last: they make the whole."""
    quarters = ["一二三四".index(one) for one in re.findall(r"第?([一二三四])季度", behind)]
    run = list(range(quarters[0], 4)) if quarters else []
    return "其中" in behind[:4] and len(quarters) > _LEAST_PARTS and quarters == run


def columns(tables: Sequence[PlanTable]) -> Iterator[Conflict]:
    """合计 below a column that does not come to what stands above it."""
    for table in tables:
        rows = [row for row in range(len(table.rows)) if _total_cell(table, row) is not None]
        if len(rows) != 1 or any(
            _SUBTOTAL.match(text) for row in range(len(table.rows)) for text in table.texts(row)[:2] if text == "小计"
        ):
            continue
        yield from _columns(table, rows[0])


def _total_cell(table: PlanTable, row: int) -> int | None:
    return next((column for column in range(min(3, table.width)) if _TOTAL.match(table.text(row, column))), None)


def _columns(table: PlanTable, total: int) -> Iterator[Conflict]:
    first = next(
        (row for row in range(len(table.rows)) if any(_NUMERIC.match(text) for text in table.texts(row))), total
    )
    body = [row for row in range(first, len(table.rows)) if row != total and any(table.texts(row))]
    if total == first:
        body = [row for row in range(total + 1, len(table.rows)) if any(table.texts(row))]
    for column in range(table.width):
        head = "".join(dict.fromkeys(table.text(row, column) for row in range(min(first, total))))
        stated, own = table.text(total, column), [table.text(row, column) for row in body]
        if not _NUMERIC.match(stated) or _SUBTOTAL.search(head) or not table.own(total, column):
            continue
        numbers = [float(text) for text in own if _NUMERIC.match(text)]
        if len(numbers) < _LEAST_ROWS or any(not _NUMERIC.match(text) and text not in _EMPTY for text in own):
            continue
        if abs(sum(numbers) - float(stated)) > 0.005:
            source = table.source(total, column)
            message = f"{source.where}的合计写“{stated}”，各行相加为{_shown(round(sum(numbers), 4), '')}，请核定。"
            yield Conflict(ConflictKind.NUMBER, source, None, message)


def totals_said(said: Sequence[Source], tables: Sequence[PlanTable], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """全年改造户厕150座 in the body, where 合计 below 改造户厕（座） says 120."""
    told = " ".join(one.message for one in known if one.kind is ConflictKind.NUMBER)
    for table in tables:
        totals = [row for row in range(1, len(table.rows)) if _total_cell(table, row) is not None]
        for column in range(table.width) if len(totals) == 1 else ():
            name, word = _measured(table.text(0, column))
            stated = table.text(totals[0], column)
            if not name or not _NUMERIC.match(stated):
                continue
            for source in said:
                shown = _said_of(source.text, name, word, float(stated))
                if shown and f"“{shown}”" not in told:
                    b = table.source(totals[0], column)
                    message = (
                        f"“{name}”的总数前后不一：{source.where}写“{shown}”，{b.where}的合计为“{stated}”，请核定。"
                    )
                    yield Conflict(ConflictKind.NUMBER, replace(source, text=shown), b, message)


def _measured(head: str) -> tuple[str, str]:
    """改造户厕（座）: what a column counts, and with which word."""
    match = re.match(
        r"^([\u4e00-\u9fff]{3,16}?)(?:数量?|任务数?|目标数?|计划数?)?\s*[（(]([\u4e00-\u9fff]{1,3})[）)]$",
        "".join(head.split()),
    )
    return (match[1], match[2]) if match else ("", "")


def _said_of(text: str, name: str, word: str, stated: float) -> str:
    """The one number that a text gives for all of a thing, where it is another."""
    found = []
    for clause in re.split(r"[，,。；;、]", text):
        counts = [one for one in counts_in(clause) if one[3] == word and one[1] == one[2]]
        named = len(counts) == 1 and set(name) <= set(clause) and not _MORE.search(clause)
        whole = re.search(r"全|共|总|计划|任务|目标|完成", clause) or _bare(clause, counts, stated)
        if named and whole:
            found.append((clause.strip(), counts[0][1]))
    return found[0][0] if len(found) == 1 and found[0][1] != stated else ""


def _bare(clause: str, counts: Sequence[tuple[str, float, float, str]], stated: float) -> bool:
    """Whether a clause says no more than a deed and a number near the total (改造户厕280户)."""
    near = bool(counts) and min(counts[0][1], stated) >= _NEARLY * max(counts[0][1], stated)
    return near and clause.strip().endswith(counts[0][0]) and not re.search(r"每|各|其中|首批|半年|季度|月", clause)
