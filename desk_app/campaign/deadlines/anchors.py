"""Reads what counts from something else: 会后3日内, 印发之日起30日内, 活动期间, 下班前; the anchor is not guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from desk_app.campaign.deadlines.atoms import Atom
from desk_app.campaign.deadlines.clock import read_clock
from desk_app.campaign.deadlines.durations import Duration, ahead, no_data, read_duration
from desk_app.campaign.deadlines.frame import Frame
from desk_app.campaign.deadlines.scan import Token
from desk_app.campaign.deadlines.words import listed

#: Events a deadline may hang on, as they stand before 后, 前 or 之日起.
_EVENTS = listed(
    "会 会议 会议结束 结束 印发 下发 发布 公布 发文 收到通知 收到文件 收到 接到 接到通知 到岗 返岗 完成 发现",
    "发生 事发 审核 审定 审批 通过 批准 整改 施行 实施 生效 受理 立案 交办 反馈 移交 活动 培训 学习 调研",
    "检查 验收 考核 报到 开班 公示 公示期满 期满 报名 启动 签订 宣讲 离任 任职 谈话 督查 巡察 评估 知晓 送达",
    "登记 换届 放假 开学 座谈 述职 会期 讲话",
)
_ISSUED = ("印发", "下发", "发布", "公布", "发文", "通知", "文件", "即日", "方案", "本意见")
_SPAN_WORDS = ("活动", "教育", "行动", "整治", "专项", "创建", "试点", "培训", "集中", "实践", "工作", "学习教育")
#: The signs with which 之日起, 当日起, 次日起, 日起 and 起 begin.
_HEADS = frozenset("之当次日起")
#: 收到申请后, 事项办结后: what is counted from, where a length follows.
_COUNTED = (
    r"(?:收到|接到|接获|收悉|受理|发现|完成|通过|结束|取得|签订|批复|办结|竣工|立案|到货|到账|报送|提交|送达|整改|反馈)"
)
_COUNTED_FROM = re.compile(rf"{_COUNTED}[^,。;、:]{{0,12}}$")
#: 档案室竣工后: who is to do it stands before what it is counted from.
_ACTOR = re.compile(rf"^[\u4e00-\u9fff]{{1,6}}?[科处室股办局部组站队所院会位口](?={_COUNTED})")
_LONGEST_EVENT = 14
_TODAY = ("当日", "当天", "次日", "隔日", "当晚")


def read_anchor(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """What counts from an event, from a token on; None where nothing does."""
    return (
        _campaign(tokens, place, frame)
        or _from_event(tokens, place, frame)
        or _by_event(tokens, place, frame)
        or _bare(tokens, place, frame)
        or _office_hour(tokens, place)
        or _same_day(tokens, place)
    )


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    return "".join(token.text for token in tokens[max(0, first) : last])


def _campaign(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """学习教育期间: the span of the campaign, where it is known."""
    before = _text(tokens, place - 6, place)
    named = max((word for word in _SPAN_WORDS if before.endswith(word)), key=len, default="")
    if tokens[place].text != "期间" or not named:
        return None
    first = place
    while first > 0 and len(_text(tokens, first, place)) < len(named):
        first -= 1
    start, end = frame.within or (None, None)
    return Atom("campaign", first, place + 1, start, end, word="期间")


def _from_event(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """印发之日起30日内, 收到通知后5个工作日内, 结束后两日内, 会后及时."""
    behind = _behind(tokens, place)
    before = "" if behind is None else _text(tokens, place - 8, place)
    if behind is None:
        return None
    duration = read_duration(tokens, behind)
    counted = None if duration is None else _COUNTED_FROM.search(_text(tokens, place - _LONGEST_EVENT, place))
    if counted is None and not (before.endswith(_EVENTS) or (before and behind == len(tokens))):
        return None
    return _relative(tokens, place, duration, behind, frame)


def _behind(tokens: Sequence[Token], place: int) -> int | None:
    """The token after 后 or 之日起; None where neither stands here."""
    if tokens[place].kind == "edge" and tokens[place].value == "after":
        return place + 1
    if tokens[place].text[:1] not in _HEADS:
        return None
    for words in ("之日起", "之日", "当日起", "当天起", "次日起", "日起", "起"):
        for last in range(place + 1, min(place + 5, len(tokens)) + 1):
            if _text(tokens, place, last) == words:
                return last
    return None


def _relative(tokens: Sequence[Token], place: int, duration: Duration | None, behind: int, frame: Frame) -> Atom:
    anchor = _text(tokens, place - 8, behind)
    said = anchor.rpartition(",")[2].rpartition("。")[2]
    said = _ACTOR.sub("", said)
    doubts: tuple[str, ...] = ("起算日未定，要先确定从哪一天起算",)
    candidates = []
    if duration is not None and any(word in said for word in _ISSUED):
        reckoned = ahead(frame.on, duration, frame.holidays)
        candidates.append(reckoned.day)
        doubts += no_data(reckoned)
    elif frame.within is not None and said.endswith("结束后"):
        over = frame.within[1]
        candidates.append(ahead(over, duration, frame.holidays).day if duration else over + timedelta(days=1))
    last = behind if duration is None else duration.last
    days = int(duration.amount) if duration is not None and duration.unit == "day" else None
    return Atom(
        "relative", _first_of(tokens, place, said), last, doubts=doubts, candidates=tuple(candidates), word=said,
        days=days,
        bare=duration is None or not duration.inside,
    )  # fmt: skip


def _first_of(tokens: Sequence[Token], place: int, said: str) -> int:
    """The token with which the anchor's words begin, not before the last punctuation."""
    first = place
    while (
        first > 0
        and place - first < 8
        and tokens[first - 1].text[-1] in said
        and tokens[first - 1].kind not in {"num", "stop"}
    ):
        if tokens[first - 1].text in {",", "、", "(", ")", ":"}:
            break
        first -= 1
    return first


def _by_event(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """民主生活会前, 活动结束前, 会议召开前3天."""
    before = _text(tokens, place - 6, place) if tokens[place].kind == "edge" else ""
    if tokens[place].kind != "edge" or tokens[place].value not in {"before", "around", "after", "in"}:
        return None
    if tokens[place].value in {"after", "in"} and not before.endswith(("节", "节日", "假期", "两会", "会议")):
        return None
    duration = read_duration(tokens, place + 1)
    ahead_of = tokens[place].value == "before" and duration is not None and before[-1:].isalpha()
    if not ahead_of and not before.endswith(
        (
            *_EVENTS,
            "召开",
            "节",
            "考试",
            "活动开展",
            "举行",
            "年",
            "节日",
            "节假日",
            "假期",
            "两会",
            "大会",
            "任前",
            "到任",
        )
    ):
        return None
    candidates = (frame.within[1],) if frame.within is not None and before.endswith("结束") else ()
    last = place + 1 if duration is None else duration.last
    first = _first_of(tokens, place, before)
    return Atom("relative", first, last, doubts=("所依据的日期未定",), candidates=candidates, word=before)


def _bare(tokens: Sequence[Token], place: int, frame: Frame) -> Atom | None:
    """三年内, 5个工作日内, 为期15天: a length of time alone."""
    duration = read_duration(tokens, place) if tokens[place].kind == "num" or tokens[place].text == "半" else None
    if duration is None:
        return None
    if duration.inside:
        end = ahead(frame.on, duration, frame.holidays)
        doubts = ("从哪一天起算未写明", *no_data(end))
        return Atom("relative", place, duration.last, doubts=doubts, candidates=(end.day,))
    days = int(duration.amount) if duration.unit == "day" else None
    chosen = _text(tokens, place - 3, place).endswith(("集中", "安排", "组织", "用", "利用"))
    lasts = _text(tokens, place - 3, place).endswith(("为期", "期限", "公示", "公示期", "历时", "共"))
    open_ended = lasts or _text(tokens, place - 3, place).endswith(("期限为", "提前", "用", "利用", "时限为", "时限"))
    return Atom(
        "length", place, duration.last, days=days if lasts else None, bare=not chosen, word=duration.text,
        grain="lasts" if open_ended else "",
    )  # fmt: skip


def _office_hour(tokens: Sequence[Token], place: int) -> Atom | None:
    """下班前, 17时前 without a day."""
    found = read_clock(tokens, place)
    if found is None or tokens[place].text in {",", "的"}:
        return None
    clock, last = found
    if clock.fault:
        return Atom("bad", place, last, doubts=(clock.fault,))
    if last < len(tokens) and tokens[last].kind == "edge" and tokens[last].value == "before":
        return Atom("relative", place, last + 1, at=clock.at, doubts=("只写了时点，没有写哪一天",), word="hour")
    return Atom("hour", place, last, at=clock.at)


def _same_day(tokens: Sequence[Token], place: int) -> Atom | None:
    for words in _TODAY:
        for last in range(place + 1, min(place + 3, len(tokens)) + 1):
            if _text(tokens, place, last) == words:
                return Atom("relative", place, last, doubts=("所依据的日期未定",), word=words)
    return None
