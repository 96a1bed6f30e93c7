"""How many of a kind the text says that the annex lists (反馈8个问题, 围绕4个专题), against the annex."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desk_app.campaign.plan.document import PlanTable, Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import chinese_number, fold, number_of

_KIND = r"(?P<kind>问题|专题|任务|事项|项目|实事|课题|措施|举措)"
_SAID = re.compile(
    rf"(?P<count>[一二三四五六七八九十]{{1,3}}|\d{{1,2}})\s*[个项条件](?:重点|主要|具体|突出|民生)?(?:工作)?{_KIND}(?!组(?!织)|库|清单)"
)
_PART = re.compile(r"其中|上半年|下半年|每|其余|第|已|分别|至少|不少于|首批|各")
_HEADS, _LEAST, _MOST_APART = 3, 2, 3


def claimed_cells(said: Sequence[Source], tables: Sequence[PlanTable], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """指出8个问题, where the list with a column of problems has seven; 4个专题, where 专题一 to 专题三 stand in one.

    Only the first time that a kind is counted in the text, and only where the two numbers are near each other: another
    count speaks of other things.
    """
    told = {source.block for one in known if one.kind is ConflictKind.NUMBER for source in (one.a, one.b) if source}
    seen: set[str] = set()
    for source in said:
        for match in _SAID.finditer(source.text):
            kind, count = match["kind"], number_of(match["count"])
            before = re.split(r"[，,。；;]", source.text[: match.start()])[-1]
            if kind in seen or count is None or _PART.search(before):
                continue
            seen.add(kind)
            listed = _listed(kind, tables)
            if listed and count not in listed and min(abs(one - count) for one in listed) <= _MOST_APART:
                if source.block in told or _counted_in_text(kind, count, said):
                    continue
                message = f"{source.where}写“{match[0]}”，附件列出{max(listed)}个，请核定。"
                a = Source(source.block, source.where, match[0], source.start, source.end, source.row, source.column)
                yield Conflict(ConflictKind.NUMBER, a, None, message)


def _counted_in_text(kind: str, count: int, said: Sequence[Source]) -> bool:
    """Whether the text itself counts as many (任务一 to 任务八)."""
    numbers = (rf"{kind}(?:{chinese_number(count)}|{count})(?![十\d])", rf"第{chinese_number(count)}[个项]{kind}")
    return any(re.search(number, source.text) for number in numbers for source in said)


def _listed(kind: str, tables: Sequence[PlanTable]) -> set[int]:
    """How many the one table lists that has them, by cells that number them, or by the column that is named so."""
    found: list[set[int]] = []
    for table in tables:
        numbered = {
            match[1]
            for row in table.rows
            for cell in row
            if (match := re.search(rf"{kind}([一二三四五六七八九十]{{1,2}}|\d{{1,2}})(?!\d*[个项条、])", cell.text))
        }
        if len(numbered) >= _LEAST:
            found.append({len(numbered)})
            continue
        for head in range(min(_HEADS, len(table.rows))):
            columns = [one for one in range(table.width) if _is_head(table.text(head, one), kind)]
            if len(columns) == 1:
                found.append(_in_column(table, head, columns[0]))
                break
    return found[0] if len(found) == 1 else set()


def _is_head(text: str, kind: str) -> bool:
    return len(fold(text)) <= len(kind) + 4 and fold(text).endswith(kind)


def _in_column(table: PlanTable, head: int, column: int) -> set[int]:
    """The cells of a column, as many as differ (a problem may stand in several rows), and the numbered rows."""
    cells = [
        fold(table.text(row, column))
        for row in range(head + 1, len(table.rows))
        if table.own(row, column) and fold(table.text(row, column)) not in {"", "合计"}
    ]
    rows = sum(table.text(row, 0).isdecimal() for row in range(head + 1, len(table.rows)))
    return {len(cells), len(set(cells)), rows} - {0} if len(cells) >= _LEAST else set()
