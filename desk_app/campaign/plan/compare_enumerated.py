"""What is named one by one against the number behind the names (甲村、乙村、丙村4个示范村), and N times each (每家)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from desk_app.campaign.plan.document import Source
from desk_app.campaign.plan.model import Conflict, ConflictKind
from desk_app.campaign.plan.wording import number_of, placed_counts

_NUMBER = r"(?P<number>[一二两三四五六七八九十]{1,3}|\d{1,2})"
#: What a text takes apart by naming it.
_KINDS = (
    "方面|环节|领域|板块|重点|问题|任务|行动|工程|阶段|专题|主题|要求|机制|体系|维度|步骤|层面|类型|类别|指标|原则"
    "|制度|专项|内容|事项|项目"
)
_NAMED = re.compile(
    rf"(?P<names>[\u4e00-\u9fff“”·]{{2,16}}(?:、[\u4e00-\u9fff“”·]{{2,16}}){{1,11}})(?:这|共)?"
    rf"{_NUMBER}(?P<word>个|项|大|条|类|种|座|所|家)(?P<kind>[\u4e00-\u9fff]{{2,8}})"
)
_TAKEN_APART = re.compile(rf"^(?:重点|主要|具体|突出|关键)?(?:{_KINDS})")
#: 四个工作组，分别为甲组、乙组、丙组: the number first.
_THEN_NAMED = re.compile(
    rf"{_NUMBER}(?P<word>个|项|大|条|类|种|座|所|家)(?P<kind>[\u4e00-\u9fff]{{1,8}})[，,：:](?:分别(?:为|是)|即|具体(?:为|是)|依次(?:为|是))"
    r"(?P<names>[\u4e00-\u9fff“”·]{2,16}(?:、[\u4e00-\u9fff“”·]{2,16}){1,11})(?=[，,；。;]|$)"
)
#: 东门、临湖、大桥三个街道: places named without the word for what they are.
_PLACES = re.compile(r"(?:街道|乡镇|社区|片区|区县|县区|[镇乡村区县市])")
_BEFORE_PLACES = re.compile(r"^.*?(?:先在|选择|选定|包括|涉及|[在对以于由])(?=[\u4e00-\u9fff]{2,4}$)")
_FAR, _LEAST_NAMES = 2, 3
_EACH = re.compile(
    r"^(?:其中)?(?:平均)?每(?P<one>个|家|所|座|处|户|期|场|次|村|校|镇|乡|县|站|组|队|人|名|台|套)(?P<words>[\u4e00-\u9fff]{0,4}?)$"
)
_LOOSE = re.compile(r"以上|[余约]|多[^种样媒]|左右|不少于|不低于|至少|超过|不超过|以内|(?<!习)近")


def compare_enumerated(said: Sequence[Source]) -> Iterator[Conflict]:
    """Every sentence that counts what it names, or that says how much one takes and how much all take."""
    for source in said:
        for sentence in re.split(r"[。；;\n]", source.text):
            yield from _named(source, sentence)
            yield from _then_named(source, sentence)
            yield from _multiplied(source, sentence)


def _named(source: Source, sentence: str) -> Iterator[Conflict]:
    for match in _NAMED.finditer(sentence):
        names, number = match["names"].split("、"), number_of(match["number"])
        if number is None or number < 2 or len(names) < (2 if _TAKEN_APART.match(match["kind"]) else _LEAST_NAMES):
            continue
        if _agrees(number, names):
            continue
        if not _TAKEN_APART.match(match["kind"]) and len({name[-1] for name in names}) > 1 and not _bare_places(match):
            continue
        yield _miscounted(source, match, names)


def _miscounted(source: Source, match: re.Match[str], names: Sequence[str]) -> Conflict:
    message = f"{source.where}写“{match[0]}”，所列为{len(names)}{match['word']}，请核定。"
    return Conflict(ConflictKind.NUMBER, replace(source, text=match[0]), None, message)


def _agrees(number: int, names: Sequence[str]) -> bool:
    """Whether as many are named as said, 和 counted either way; a number far off counts something else."""
    joined = len(re.findall(r"(?<=[\u4e00-\u9fff]{2})[和与及](?=[\u4e00-\u9fff]{2})", names[-1]))
    counted = range(len(names), len(names) + joined + 1)
    return number in counted or abs(number - len(names)) > _FAR or names[-1].endswith("等")


def _bare_places(match: re.Match[str]) -> bool:
    """Whether all that is named are places of one length (东门、临湖、大桥五个街道开展试点)."""
    first, *others = match["names"].split("、")
    bare = {len(_BEFORE_PLACES.sub("", first)), *map(len, others)}
    return _PLACES.match(match["kind"]) is not None and len(bare) == 1 and len(others) >= _LEAST_NAMES - 1


def _then_named(source: Source, sentence: str) -> Iterator[Conflict]:
    for match in _THEN_NAMED.finditer(sentence):
        names, number = match["names"].split("、"), number_of(match["number"])
        if number is not None and not _agrees(number, names):
            yield _miscounted(source, match, names)


def _multiplied(source: Source, sentence: str) -> Iterator[Conflict]:
    """完成8家卫生院改造，投入1200万元，每家150万元: one of each, and nothing loose."""
    counts = [(at, one) for at, one in placed_counts(sentence, more=True) if one[1] == one[2]]
    for place, (at, each) in enumerate(counts):
        begin = max(sentence.rfind(sign, 0, at) for sign in "，,、（(：:") + 1
        match = _EACH.match(sentence[begin:at].strip())
        if match is None:
            continue
        ones = [one for _, one in counts if one[3] == match["one"]]
        wholes = [(other, one) for other, (_, one) in enumerate(counts) if one[3] == each[3] and other != place]
        if len(ones) != 1 or len(wholes) != 1 or _LOOSE.search(sentence) or each[3] == match["one"]:
            continue
        near = abs(wholes[0][0] - place) == 1
        if near and ones[0][1] * each[1] != wholes[0][1][1]:
            shown = f"{ones[0][0]}”“每{match['one']}{match['words']}{each[0]}”“{wholes[0][1][0]}"
            total = f"{ones[0][1] * each[1]:g}{each[3]}"
            message = f"{source.where}写“{shown}”，相乘为{total}，请核定。"
            yield Conflict(ConflictKind.NUMBER, replace(source, text=sentence.strip()), None, message)
