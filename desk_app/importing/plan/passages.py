"""The paragraphs of a plan put in order: broken lines joined, headings known, titles and annex lists told from text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from desk_app.campaign.plan.document import Line, PlanDocument, Source
from desk_app.campaign.plan.wording import number_of
from desk_app.importing.plan.marks import DATED, heading_name, mark_of

_INLINE = (
    re.compile(rf"(?<=[。；;：:！）)])\s*(\d{{1,2}})[.．、](?:(?!\d)|(?={DATED}))"),
    re.compile(r"(?<=[。；;：:！])\s*[（(](\d{1,2})[）)]"),
)
CAPTION = re.compile(r"^附\s*[件表]\s*([\d一二三四五六七八九十]{0,3})\s*[：:]?$")
_LISTED = re.compile(r"^附\s*[件表]\s*[：:]?\s*([\d一二三四五六七八九十]{0,3})\s*[.．、：:]?\s*(\S.*)$")
#: 附件2中“类型”栏按实填写: a sentence on an annex, and no line of the list of annexes.
_ON_ANNEX = re.compile(
    r"^附\s*[件表]\s*[\d一二三四五六七八九十]{1,3}(?:中(?![小心层共学国央期药医级考高秋青])(?=[的所有第“《，,]|[^，。；]{0,12}[栏列])"
    r"|内(?!容)|里(?!程)|的|所[列附示填]|由|请(?!示)|须|第[一二三四五六七八九十\d]{1,3}[栏列行页])"
)
_LIST_LINE = re.compile(r"^(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、]\s*(\S.*)$")
#: 附件： on a line of its own, with the list below it.
_LIST_HEAD = re.compile(r"^附\s*[件表]\s*[：:]$")
#: 附件：1.任务清单 2.统计表: the next of several on one line.
_NEXT_LISTED = re.compile(r"(?:\s+|[；;]\s*)(\d{1,2}|[一二三四五六七八九十]{1,2})\s*[.．、]\s*(?=[^\d\s])")
_DAY = re.compile(
    r"^\s*(?:\d{4}|[二〇○ＯO零一三四五六七八九]{4})\s*年[^日至到—–~～\-]{1,6}月[^月至到—–~～\-]{1,4}日\s*$"
)
#: The foot of a printed paper: 抄送：…, and the office that printed it with the day of printing.
_IMPRINT = re.compile(
    r"^(?:主送|抄送|抄报|分送|存档|共印)\s*[：:]|^[\u4e00-\u9fff]{4,30}[\s　]+\d{4}年\d{1,2}月\d{1,2}日\s*印发?$"
    r"|^[（(](?:此件|本件)[^（）()]{2,16}[）)]$"
)
#: A line at the head that only tells of the paper: 编制单位：…, 发布时间：….
HEAD_LINE = re.compile(
    r"^(?:编制|制定|制表|发布|发文|印发|成文|起草|公开|下达|填制|信息)(?:单位|部门|机关|机构|科室|日期|时间|来源)\s*[：:]|^(?:来源|索引号|文号|浏览次数|点击数|发文字号|信息来源|作者)\s*[：:]"
)
_LABEL_LINE = re.compile(
    r"^(?:牵头|责任|配合|主责|参与|协办|主办|承办|落实|实施|协同|协助|承担|负责)(?:单位|部门|科室|处室|股室|部室|机构|支部|主体|人|领导)\s*[：:]"
    r"|^(?:完成|办结|整改|办理|推进|时间|进度)(?:时限|期限|时间|要求|进度|节点|安排)\s*[：:]"
)
_PAPER = re.compile(
    r"(?:方案|通知|计划|意见|要点|办法|清单|规划|表|安排|日程|制度|台账)(?:[（(].*[）)])?$|号$|^附\s*件|文件$"
)
_NOTE = re.compile(r"^[（(]?\s*(?:备\s*注|注|说明|填表说明|填报说明)\s*[：:]")
_FOOTNOTE = re.compile(r"^[脚尾]注\d+：")
_UNIT_LINE = re.compile(
    r"^(?:填报|报送|填表|上报|申报|填写)?(?:单位|部门|科室|支部)(?:名称)?\s*(?:[（(][^）)]*[）)])?\s*[：:]\s*[_＿\s]*(?:$|[^。]{0,20}(?:日期|时间|填报|填表).*$)"
)
#: A sentence begun behind another and not ended: the line itself breaks it.
_BEGUN = re.compile(r"[。；][^。；]{2,}$")
#: A bracket that a line's end leaves open, and the next line closes: （4月1日—10月 ⏎ 31日）.
_OPEN_BRACKET = re.compile(r"[（(［〔【][^（()）［］〔〕【】]*$")
_CLOSES = re.compile(r"^[^（(［〔【]{0,60}[）)］〕】]")
_STOPS = "。！？；：!?;:”）)》…"
_ASKS_WITHIN = re.compile(
    r"(?:请|并[于在]|[，,][于在]|务[必请][于在]?)[^。；，]{0,40}(?:\d{1,2}[月日][^，。；]{0,6}前|日内)[^。；]{0,30}(?:报|交|完成|反馈)"
)
_ASKS_REPORTS = re.compile(
    r"[。；][^。；]*(?:每[周月季年日半][^。；]{0,14}前|\d{1,2}[月日]底?前)[^。；]*(?:报送|上报|报|完成)"
)
_ASKS_IN_NOTE = re.compile(
    r"[：:。；;，,](?:\d[.．、])?\s*(?:请[^，。；：:]{2,24}|各[^，。；：:]{1,20}|[^，。；：:]{2,12}[科处室股办局站所委会部])(?:[要须应]|务必)?[于在每]"
    r"[^，。；]{2,20}(?:前|底|内|日)[^。；]{0,30}(?:报|交|送|反馈|更新|录入|上传|填写|完成)"
)
#: 【办公室】: a heading of its own, and no title.
_FRAMED = re.compile(r"^【[^】]{2,20}】[：:]?$")
_PLAIN_TITLE = re.compile(r"[。；！？!?;]|[，,].*[，,]")


class PassageKind(StrEnum):
    """What a paragraph is in the document."""

    TITLE = "title"
    HEAD = "head"
    IMPRINT = "imprint"
    FOOTNOTE = "footnote"
    ADDRESS = "address"
    BODY = "body"
    ANNEX_LIST = "annex_list"
    CAPTION = "caption"
    NOTE = "note"
    UNIT_LINE = "unit_line"
    SIGNED = "signed"


_BY_WORDS = (
    (CAPTION, PassageKind.CAPTION),
    (_IMPRINT, PassageKind.IMPRINT),
    (_FOOTNOTE, PassageKind.FOOTNOTE),
    (_NOTE, PassageKind.NOTE),
    (_UNIT_LINE, PassageKind.UNIT_LINE),
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A numbered or styled heading; ``number`` without its signs (一)."""

    level: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, or several that a page break tore apart; ``path`` are the headings above it and its own."""

    text: str
    lines: tuple[Line, ...]
    offsets: tuple[int, ...]
    kind: PassageKind = PassageKind.BODY
    path: tuple[Heading, ...] = ()
    numbered: bool = False

    def source(self, start: int, end: int) -> Source:
        """The place of a stretch of the text, trimmed."""
        said = self.text[start:end]
        start += len(said) - len(said.lstrip())
        which = max(place for place, offset in enumerate(self.offsets) if offset <= start or place == 0)
        line, offset = self.lines[which], self.offsets[which]
        return Source(line.index, line.where, said.strip(), start - offset, end - offset)

    @property
    def asks(self) -> bool:
        """Whether it is of the body, or a note that asks units for something (备注：各科室于…前将进度报办公室)."""
        return self.kind is PassageKind.BODY or (
            self.kind in {PassageKind.NOTE, PassageKind.FOOTNOTE} and _ASKS_IN_NOTE.search(self.text) is not None
        )

    @property
    def own_heading(self) -> Heading | None:
        """The heading that this paragraph begins with."""
        return self.path[-1] if self.numbered and self.path else None


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered part of a paragraph, or all of it; the number is empty where there is none."""

    number: str
    start: int
    end: int


def read_passages(document: PlanDocument) -> tuple[Passage, ...]:
    """All paragraphs as passages with their kind and headings."""
    return tuple(_with_paths(_with_kinds(list(_joined(document.lines)))))


def _joined(lines: tuple[Line, ...]) -> Iterator[Passage]:
    current: Passage | None = None
    for line in lines:
        if current is not None and _runs_on(current, line):
            current = replace(
                current,
                text=current.text + line.text,
                lines=(*current.lines, line),
                offsets=(*current.offsets, len(current.text)),
            )
            continue
        if current is not None:
            yield current
        current = Passage(line.text, (line,), (0,))
    if current is not None:
        yield current


def _runs_on(before: Passage, line: Line) -> bool:
    """Whether a page break tore a sentence: a long line without a stop, and the next neither numbered nor special."""
    text = before.text
    if line.index == before.lines[-1].index + 1 and _OPEN_BRACKET.search(text) and _CLOSES.match(line.text):
        return True
    broken = text[-1:] in {"，", "、"} or _BEGUN.search(text)
    if (len(text) < 30 and not broken) or text[-1] in _STOPS or line.level or before.lines[-1].level:
        return False
    if line.index != before.lines[-1].index + 1 or mark_of(line.text) or _DAY.match(line.text):
        return False
    if any(pattern.match(line.text) for pattern in (CAPTION, _LISTED, _NOTE, _UNIT_LINE, _LABEL_LINE)):
        return False
    return bool(re.search(r"[，。；]", text)) and bool(re.search(r"[，。；、]", line.text))


def _with_kinds(passages: list[Passage]) -> list[Passage]:
    kinds = [PassageKind.BODY] * len(passages)
    opening = True
    for place, passage in enumerate(passages):
        kind = _plain_kind(passage, passages, kinds, place)
        if kind is PassageKind.BODY and opening and HEAD_LINE.match(passage.text):
            kind = PassageKind.HEAD
        elif kind is PassageKind.BODY and opening:
            kind = _opening_kind(passage.text)
            opening = kind is not PassageKind.BODY
        elif kind is PassageKind.CAPTION:
            opening = True
        kinds[place] = kind
    for place, passage in enumerate(passages):
        if _DAY.match(passage.text):
            _sign(passages, kinds, place)
    return [replace(passage, kind=kind) for passage, kind in zip(passages, kinds, strict=True)]


def _sign(passages: list[Passage], kinds: list[PassageKind], place: int) -> None:
    """A date on a line of its own is the sign-off, with the offices above it."""
    kinds[place] = PassageKind.SIGNED
    for above in (place - 1, place - 2):
        text = passages[above].text if above >= 0 else ""
        if (
            text
            and kinds[above] in {PassageKind.BODY, PassageKind.TITLE}
            and len(text) <= 40
            and not re.search(r"[。；：:，]", text)
            and not _PAPER.search(text)
            and mark_of(text) is None
        ):
            kinds[above] = PassageKind.SIGNED
        else:
            return


def _plain_kind(passage: Passage, passages: list[Passage], kinds: list[PassageKind], place: int) -> PassageKind:
    text = passage.text
    if _LIST_HEAD.match(text) and _is_first_listed(passages[place + 1 : place + 2]):
        return PassageKind.ANNEX_LIST
    told = next((kind for pattern, kind in _BY_WORDS if pattern.search(text)), None)
    if told is not None:
        return told
    listed = None if _ON_ANNEX.match(text) else _LISTED.match(text)
    several = listed is not None and len(list(_each_listed(listed[1], listed[2]))) > 1 and "。" not in text.rstrip("。")
    if several or (listed is not None and len(text) < 80 and not re.search(r"[。；]", text.rstrip("。；"))):
        return PassageKind.ANNEX_LIST
    goes_on = place and kinds[place - 1] is PassageKind.ANNEX_LIST and _LIST_LINE.match(text)
    if goes_on and len(text) < 80 and _is_next(passages[place - 1].text, text):
        return PassageKind.ANNEX_LIST
    return PassageKind.BODY


def _is_first_listed(below: list[Passage]) -> bool:
    """Whether the first annex stands below a line that says no more than 附件： and ends."""
    match = _LIST_LINE.match(below[0].text) if below else None
    return match is not None and number_of(match[1]) == 1 and len(match[2]) < 60 and "。" not in match[2].rstrip("。")


def _is_next(before: str, text: str) -> bool:
    """Whether a numbered line goes on with a list of annexes; one numbered in Chinese signs must follow exactly."""
    match = _LIST_LINE.match(text)
    if match is None:
        return False
    if match[1].isdecimal():
        return 0 <= int(match[1]) - _annex_number(before) <= 2
    listed = _LISTED.match(before) if before.startswith("附") else _LIST_LINE.match(before)
    last = number_of(listed[1]) if listed is not None and listed[1] and not listed[1].isdecimal() else None
    first = _LIST_HEAD.match(before) is not None
    return number_of(match[1]) == (1 if first else (last or 0) + 1) and (first or last is not None)


def _annex_number(text: str) -> int:
    match = re.search(r"\d+", text)
    return int(match[0]) if match else 0


def _opening_kind(text: str) -> PassageKind:
    """Lines before the text proper: titles and red heads have no stop, an address ends with a colon."""
    if (mark_of(text) is not None and not text.startswith(("—", "–"))) or _FRAMED.match(text):
        return PassageKind.BODY
    if _LABEL_LINE.match(text) or _ASKS_REPORTS.search(text) or _ASKS_WITHIN.search(text):
        return PassageKind.BODY
    if text[-1] in "：:" and len(text) <= 100 and "。" not in text and re.search(r"[各局委室科位组部会院校]", text):
        return PassageKind.ADDRESS
    if len(text) <= 70 and not _PLAIN_TITLE.search(text) and text[-1] not in "，：:、":
        return PassageKind.TITLE
    if re.match(r"^(?:现将|现就|根据|为)", text) and "印发" in text and len(text) <= 120:
        return PassageKind.ADDRESS
    return PassageKind.BODY


def _with_paths(passages: list[Passage]) -> Iterator[Passage]:
    path: list[Heading] = []
    for passage in passages:
        if passage.kind is PassageKind.CAPTION:
            path = []
        if passage.kind is not PassageKind.BODY:
            yield replace(passage, path=() if passage.kind is PassageKind.FOOTNOTE else tuple(path))
            continue
        mark = mark_of(passage.text)
        level = mark[0] if mark else passage.lines[0].level
        if level:
            number, rest = (mark[1], mark[2]) if mark else ("", passage.text)
            path = [one for one in path if one.level < level]
            path.append(Heading(level, number, heading_name(rest)))
        yield replace(passage, path=tuple(path), numbered=bool(level))


def items_of(passage: Passage) -> tuple[Item, ...]:
    """The parts that are numbered inside one paragraph (…1.…2.…), or the whole paragraph as one."""
    for pattern in _INLINE:
        marks = list(_in_order(pattern, passage.text))
        if len(marks) >= 2:
            ends = [mark.start() for mark in marks[1:]] + [len(passage.text)]
            lead = Item("", 0, marks[0].start())
            return (lead, *(Item(mark[1], mark.start(), end) for mark, end in zip(marks, ends, strict=True)))
    heading = passage.own_heading
    return (Item(heading.number if heading else "", 0, len(passage.text)),)


def _in_order(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    expected = 1
    for match in pattern.finditer(text):
        if int(match[1]) == expected:
            expected += 1
            yield match


def annex_lines(passages: tuple[Passage, ...]) -> Iterator[tuple[str, str, Passage]]:
    """Mark, title and place of each line of the list of annexes."""
    for passage in passages:
        if passage.kind is not PassageKind.ANNEX_LIST:
            continue
        text = passage.text
        match = None if _LIST_HEAD.match(text) else _LISTED.match(text) or _LIST_LINE.match(text)
        if match is not None:
            yield from ((number, title.strip(" 。；;"), passage) for number, title in _each_listed(match[1], match[2]))


def _each_listed(number: str, titles: str) -> Iterator[tuple[str, str]]:
    """The annexes of one line, each with its number: those behind the first must follow it in order."""
    begin, last = 0, number_of(number)
    for match in _NEXT_LISTED.finditer(titles) if last is not None else ():
        if number_of(match[1]) == (last or 0) + 1:
            yield number, titles[begin : match.start()]
            begin, number, last = match.end(), match[1], number_of(match[1])
    yield number, titles[begin:]
