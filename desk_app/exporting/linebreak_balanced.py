"""Breaks a title or a heading by sense: as few lines as need be, of about equal length, words kept whole.

标题排列应当使用梯形或菱形，词意完整 (GB/T 9704-2012, 7.3.1).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desk_app.exporting.linebreak import Line, LineBreaker, clusters, paragraphs

_WORD_LIST = """
学习 宣传 贯彻 党的 二十大 精神 主题 教育 专项 活动 工作 任务 事项 清单 台账 报表 统计表 申报表
征集表 汇总表 情况表 登记表 明细表 审批表 推荐表 花名册 一览表 方案 通知 意见 建议 内容 类型 谈话
对象 时间 地点 单位 职务 部门 领导 牵头 参与 责任 完成 时限 进展 情况 问题 来源 表述 整改 目标
措施 调研 课题 名称 目的 安排 主要 办实事 提建议 大谈话 大调研 记录 落实 开展 组织 实施 推进
检查 督查 考核 评价 结果 备注 联系 电话 人员 姓名 性别 年龄 编号 序号 合计 小计 关于 以及 深入
认真 全面 进一步 中国 共产党 特色 社会主义 新时代 思想 支部 党员 党委 党组 机关 干部 群众 服务
基层 年度 季度 月份 上半年 下半年
"""
WORDS = tuple(_WORD_LIST.split())
"""Words of an office that a line end should not cut."""
_CUT_WORD = 1.0
_ORPHAN = 2.0
_GOOD_END = -0.6
_ORPHAN_WIDTH = 2500
_GOOD_ENDS = "·•，、；：。）》」』”’—　 "
_BAD_STARTS = "的地得了着过们"
_BAD_START = 0.5


@dataclass(frozen=True, slots=True)
class _Way:
    """The best way found so far to fill lines up to one place: its cost and where its lines end."""

    cost: float
    ends: tuple[int, ...]


def balanced_lines(text: str, widths: Mapping[str, int], limit: float) -> tuple[Line, ...]:
    """The text in as few lines as the width allows, about equally long, broken where the sense has a joint."""
    breaker = LineBreaker(widths, limit)
    return tuple(line for part in paragraphs(text) for line in _balanced(part, breaker, widths))


def _balanced(text: str, breaker: LineBreaker, widths: Mapping[str, int]) -> tuple[Line, ...]:
    greedy = breaker.lines(text)
    if len(greedy) == 1:
        return greedy
    places = [0, *(end for _, end in clusters(text))]
    best = _best_way(text, places, len(greedy), breaker.limit, widths)
    if best is None:
        return greedy
    pieces = [text[start:end].rstrip() for start, end in zip((0, *best.ends), best.ends, strict=False)]
    return tuple((piece, sum(map(widths.__getitem__, piece))) for piece in pieces)


def _best_way(text: str, places: list[int], count: int, limit: float, widths: Mapping[str, int]) -> _Way | None:
    """The cheapest way to set ``count`` lines; None when a single piece is wider than the line."""
    mean = sum(map(widths.__getitem__, text)) / count
    ways: dict[int, _Way] = {0: _Way(0.0, ())}
    for _ in range(count):
        further: dict[int, _Way] = {}
        for start, way in ways.items():
            for end in places:
                width = sum(map(widths.__getitem__, text[start:end].rstrip()))
                if end <= start or width > limit:
                    continue
                cost = way.cost + ((width - mean) / mean) ** 2 + _cost_of_end(text, end)
                cost += _ORPHAN if width < min(_ORPHAN_WIDTH, 0.6 * mean) else 0
                if end not in further or cost < further[end].cost:
                    further[end] = _Way(cost, (*way.ends, end))
        ways = further
    return ways.get(len(text))


def _cost_of_end(text: str, end: int) -> float:
    if end >= len(text):
        return 0.0
    if text[end - 1] in _GOOD_ENDS:
        return _GOOD_END
    cost = _BAD_START if text[end] in _BAD_STARTS else 0.0
    return cost + (_CUT_WORD if _cuts_word(text, end) else 0.0)


def _cuts_word(text: str, end: int) -> bool:
    return any(text.startswith(word, start) for word in WORDS for start in range(max(0, end - len(word) + 1), end))
