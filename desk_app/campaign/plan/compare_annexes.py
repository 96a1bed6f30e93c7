"""Annex numbers that disagree: text against text, text against the list of annexes, list against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Annex, AnnexForm, Conflict, ConflictKind, PlanTask
from desk_app.campaign.plan.pairing import Pair
from desk_app.campaign.plan.wording import fold, left_out, likeness, number_of, pairs_of, short_activity

_FORM = re.compile(r"(?:表|清单|台账|名单|模板|样式|登记簿|报告|方案|承诺书)$")
_KIND_WORDS = re.compile(
    r"(?:统计|申报|登记|征集|汇总|报名|推荐|情况|评分|记录|审批)?(?:表|清单|台账|名单|一览表|模板|样式|任务)$"
)

_CITED = re.compile(r"《([^《》]{2,40})》\s*[（(](?:见|详见)?附\s*[件表]\s*([\d一二三四五六七八九十]{1,3})[）)]")
_MARK_THEN_NAMED = re.compile(
    r"(?<![》文号])附\s*件\s*([\d一二三四五六七八九十]{1,3})\s*[的：:]?\s*《([^《》]{2,40})》"
)
_BRACKET = re.compile(r"[（(][^（）()]*[）)]")
_SAID_MARK = re.compile(r"附\s*件\s*(\d{1,2}|[一二三四五六七八九十]{1,3})(?![\d.])")
_OF_OTHER = re.compile(r"》[^。；，]{0,12}$|号[）)]?[^。；，]{0,6}$|(?:文件|通知|上级|方案|办法)的?$")
_OF_FORM = re.compile(r"(?:表|清单|台账|名单|样式)》\s*[（(]\s*(?:详见|见)?$")
_NAMED_THEN_CITED = re.compile(
    r"(?P<name>[\u4e00-\u9fff“”]{2,20}?(?:表|清单|台账|名单|模板|样式|报告单|承诺书|责任书))”?\s*(?:[（(]\s*(?:样式|格式)?(?:详见|见)?|(?:样式|格式)?(?:详见|见))"
    r"\s*附\s*[件表]\s*(?P<mark>[\d一二三四五六七八九十]{1,3})"
)
_SEEN_IN = re.compile(
    r"[（(](?:详?见)附\s*[件表]\s*(?P<mark>[\d一二三四五六七八九十]{1,3})[）)]"
    r"|(?:填写|填报|填入|填|按照|按)附\s*[件表]\s*(?P<filled>[\d一二三四五六七八九十]{1,3})(?=[，,。；;、（）()]|$|填|要求|格式|报|登记|上报)"
)
_LEAST_END, _LEAST_MARKS = 5, 2
_LEAST_SHARE, _LEAST_PAIRS = 0.35, 3
_MARK = re.compile(r"附件\d+")


def compare_annexes(pairs: Sequence[Pair]) -> Iterator[Conflict]:
    """A pair that names different annexes for the same thing."""
    for pair in pairs:
        one, two = set(pair.body.annexes), set(pair.listed.annexes)
        if not one or not two or one == two:
            continue
        a, b = _quoted(pair.body), _quoted(pair.listed)
        name = pair.listed.activity or pair.body.activity
        message = (
            f"{f'“{name}”的' if name else ''}附件号前后不一：{a.where}写“{a.text}”，{b.where}写“{b.text}”，请核定。"
        )
        yield Conflict(ConflictKind.ANNEX, a, b, message, name)


def _quoted(task: PlanTask) -> Source:
    return _at(task.source, "、".join(task.annexes))


def _at(source: Source, text: str) -> Source:
    return Source(source.block, source.where, text, source.start, source.end, source.row, source.column)


def unknown_annexes(
    tasks: Sequence[PlanTask], annexes: Sequence[Annex], known: Sequence[Conflict]
) -> Iterator[Conflict]:
    """A task that names an annex which the list of annexes has not, or which is plainly about something else."""
    marks = {annex.mark: annex for annex in annexes}
    if len(marks) < 2:
        return
    told = {(source.block, source.row, source.text) for one in known for source in (one.a, one.b) if source is not None}
    missing: set[str] = set()
    for task in tasks:
        for mark in task.annexes:
            source = _at(task.source, mark)
            if (source.block, source.row, mark) in told or any(_named(one, mark, task) for one in known):
                continue
            if mark not in marks and mark in missing:
                continue
            if mark not in marks:
                missing.add(mark)
                last = annexes[-1].source
                message = f"{source.where}提到“{mark}”，附件目录中没有，请核定。"
                yield Conflict(ConflictKind.ANNEX, source, last, message, task.activity)
                told.add((source.block, source.row, mark))
                continue
            better = _better(task, marks[mark], annexes)
            if better is not None:
                told.add((source.block, source.row, mark))
                message = (
                    f"{source.where}提到“{mark}”，但附件目录中{mark}是《{marks[mark].title}》，"
                    f"与文意相符的是{better.mark}《{better.title}》，请核定。"
                )
                yield Conflict(ConflictKind.ANNEX, source, better.source, message, task.activity)


def _named(conflict: Conflict, mark: str, task: PlanTask) -> bool:
    return conflict.kind is ConflictKind.ANNEX and conflict.activity == task.activity != "" and mark in conflict.message


def _better(task: PlanTask, named: Annex, annexes: Sequence[Annex]) -> Annex | None:
    """The one annex whose own name stands in the task's activity or words, where the named one's does not."""
    said = fold(task.activity + task.content)
    fitting = [annex for annex in annexes if _core(annex.title, annexes) and _core(annex.title, annexes) in said]
    if len(fitting) == 1 and fitting[0].mark != named.mark and likeness(_core(named.title, annexes), said) < 0.5:
        return fitting[0]
    return None


def _core(title: str, annexes: Sequence[Annex]) -> str:
    """What an annex is about, without the campaign's name and the word for its kind."""
    bare = fold(_KIND_WORDS.sub("", short_activity(title)))
    return bare if len(bare) >= 3 and sum(bare in fold(one.title) for one in annexes) == 1 else ""


def cited_titles(said: Sequence[Source], annexes: Sequence[Annex], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """《促消费工作月报》（附件2）, where the list of annexes has that title under another mark."""
    told = {
        (one.a.block, mark) for one in known if one.kind is ConflictKind.ANNEX for mark in _MARK.findall(one.message)
    }
    for source in said:
        cited = [(match, match[1], match[2]) for match in _CITED.finditer(source.text)]
        cited += [(match, match[2], match[1]) for match in _MARK_THEN_NAMED.finditer(source.text)]
        for match, name, number in cited:
            mark = f"附件{number_of(number) or number}"
            owner = next((one for one in annexes if fold(one.title) == fold(name)), None)
            if (source.block, mark) in told or (owner is not None and owner.mark == mark):
                continue
            other = next((one for one in annexes if one.mark == mark), None)
            if owner is not None:
                message = f"{source.where}写“{match[0]}”，附件目录中《{name}》是{owner.mark}，请核定。"
                yield Conflict(ConflictKind.ANNEX, _at(source, match[0]), owner.source, message)
            elif other is not None and not _same_title(name, other.title) and _FORM.search(name):
                message = f"{source.where}写“{match[0]}”，附件目录中{mark}是《{other.title}》，请核定。"
                yield Conflict(ConflictKind.ANNEX, _at(source, match[0]), other.source, message)


def cited_names(said: Sequence[Source], annexes: Sequence[Annex], known: Sequence[Conflict]) -> Iterator[Conflict]:
    """隐患登记表见附件2, where the list of annexes has the one form of that name under another mark."""
    told = {
        (one.a.block, mark) for one in known if one.kind is ConflictKind.ANNEX for mark in _MARK.findall(one.message)
    }
    marks = {annex.mark: annex for annex in annexes}
    for source in said:
        for match in _NAMED_THEN_CITED.finditer(source.text):
            mark = f"附件{number_of(match['mark']) or match['mark']}"
            fitting = [annex for annex in annexes if _shared_end(match["name"], annex.title) >= _LEAST_END]
            if mark not in marks or len(fitting) != 1 or fitting[0].mark == mark or (source.block, mark) in told:
                continue
            owner = fitting[0]
            message = (
                f"{source.where}写“{match[0].strip('，,')}”，附件目录中{mark}是《{marks[mark].title}》，"
                f"《{owner.title}》是{owner.mark}，请核定。"
            )
            yield Conflict(ConflictKind.ANNEX, _at(source, match[0].strip("，,")), owner.source, message)


def cited_matters(
    said: Sequence[Source], annexes: Sequence[Annex], known: Sequence[Conflict], title: str
) -> Iterator[Conflict]:
    """逐项明确包保领导和责任单位（见附件2）, where the words are those of another annex's title (包保责任表).

    Words of the plan's own ``title`` stand in many annexes' titles and tell of none.
    """
    told = {
        (one.a.block, mark) for one in known if one.kind is ConflictKind.ANNEX for mark in _MARK.findall(one.message)
    }
    words = {one.mark: set(pairs_of(_BRACKET.sub("", one.title))) - set(pairs_of(title)) for one in annexes}
    for source in said:
        for match in _SEEN_IN.finditer(source.text):
            number = match["mark"] or match["filled"]
            mark = f"附件{number_of(number) or number}"
            stops = r"[。；;]" if match["mark"] else r"[，,。；;]"
            clause = set(pairs_of(re.split(stops, source.text[: match.start()])[-1]))
            shared = {name: len(clause & own) / max(len(own), 1) for name, own in words.items()}
            best = max(shared, key=lambda name: shared[name], default="")
            if mark not in shared or shared[mark] or shared[best] < _LEAST_SHARE or (source.block, mark) in told:
                continue
            if (
                len(clause & words[best]) < _LEAST_PAIRS
                or sum(share >= _LEAST_SHARE / 2 for share in shared.values()) > 1
            ):
                continue
            owner, named = (next(one for one in annexes if one.mark == name) for name in (best, mark))
            message = (
                f"{source.where}写“{match[0]}”，附件目录中{mark}是《{named.title}》，与此处所说不合，"
                f"《{owner.title}》是{owner.mark}，请核定。"
            )
            yield Conflict(ConflictKind.ANNEX, _at(source, match[0]), owner.source, message)


def said_marks(
    said: Sequence[Source], annexes: Sequence[Annex], known: Sequence[Conflict], above: Sequence[Source] = ()
) -> Iterator[Conflict]:
    """按附件4登记 in the body, where the list of annexes, numbered through, ends with 附件3.

    ``above`` are the marks above annexes, which are what there is where the plan has no list of them.
    """
    listed = [one.mark for one in annexes]
    marks = listed or list(dict.fromkeys(one.text for one in above))
    marks = ["附件1"] if marks == ["附件"] else marks
    if marks != [f"附件{number}" for number in range(1, len(marks) + 1)] or (listed and len(marks) < _LEAST_MARKS):
        return
    last = annexes[-1].source if annexes else above[-1] if above else None
    where = (
        "附件目录中没有"
        if annexes
        else "文后没有附件"
        if not above
        else f"文后只有{'、'.join(one.text for one in above)}"
    )
    told = {mark for one in known if one.kind is ConflictKind.ANNEX for mark in _MARK.findall(one.message)}
    for source in said:
        for match in _SAID_MARK.finditer(source.text):
            mark = f"附件{number_of(match[1]) or match[1]}"
            before = source.text[: match.start()]
            if mark in marks or mark in told or (_OF_OTHER.search(before) and not _OF_FORM.search(before)):
                continue
            told.add(mark)
            message = f"{source.where}提到“{mark}”，{where}，请核定。"
            yield Conflict(ConflictKind.ANNEX, _at(source, match[0]), last, message)


def _shared_end(name: str, title: str) -> int:
    """How many signs at the end of a form's name stand at the end of an annex's title."""
    one, two = fold(re.sub(r"[（(].*?[）)]$", "", name)), fold(re.sub(r"[（(].*?[）)]$", "", title))
    shared = 0
    while shared < min(len(one), len(two)) and one[-1 - shared] == two[-1 - shared]:
        shared += 1
    return shared


def listed_titles(annexes: Sequence[Annex], forms: Sequence[AnnexForm]) -> Iterator[Conflict]:
    """The title in the list of annexes against the title above the table."""
    for form in forms:
        annex = next((one for one in annexes if one.mark == form.annex), None)
        if annex is None or not form.title or _same_title(annex.title, form.title):
            continue
        other = next((one for one in annexes if _same_title(one.title, form.title)), None)
        where = f"附件目录把它列为{other.mark}" if other else "附件目录中没有这个标题"
        message = f"{form.annex}的标题前后不一：目录写“{annex.title}”，附件上写“{form.title}”，{where}，请核定。"
        yield Conflict(ConflictKind.ANNEX, annex.source, _at(form.source, form.title), message)


def _same_title(first: str, second: str) -> bool:
    """Whether two titles differ by no more than words that one leaves out; brackets (样表) are no part of them."""
    one, two = (fold(_BRACKET.sub("", title)) for title in (first, second))
    return left_out(one, two) or left_out(two, one)
