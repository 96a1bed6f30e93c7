"""零报告: a unit says in so many words that it has nothing to report, in one of a closed set of wordings.

A wording counts only as a whole cell or line, and only about the form's own subject (谈话 on a 大谈话统计表) or none:
“本月无谈话” is a nil report, “本月无车日活动建议推广” is a suggestion.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

from desk_app.forms.definition import FormDefinition
from desk_app.importing.labels import compact

_LONGEST = 120
_TICKED = "☑☒✓✔√■●"
_BOX = "□☐○◻◯"
_TICKED_BOX = re.compile(rf"[{_TICKED}](?:[(]?本?[月期季周年]?度?)?零报告|零报告[:：(]?[{_TICKED}]|零报告[:：]是")
_MAY_MEAN_NOTHING = re.compile(r"[无零没未〇空]|\bNIL\b|N/A|^0", re.IGNORECASE)
_SHORT = 24
_IN_TITLE = re.compile(r"[(\[【]零报告[)\]】]")
_WRAPPED = re.compile(r"[(\[【]([^()\[\]【】]*)[)\]】]")
_TABLE_WORDS = re.compile(r"(?:统计|申报|征集|汇总|登记|情况)?(?:表|清单|台账)$")
_DASHES = re.compile(r"^[-—–－―_~*/\\.…·]+|[-—–－―_~*/\\…·]+$")
_LABEL = re.compile(r"(?:备注|附注|注|说明)\d?[::]")

_BEHIND_UNIT = re.compile(
    r"(?:填报|报送|填表|上报|申报|填写|编报|责任)?(?:单位|部门|科室|支部)(?:名称)?(?:\([^()]*\))*:"
    r"[^,。;:]{0,40}(?<![非无是否])(?:零|0)(?:报告|报送|上报|填报|汇报)[)\]】]?"
)
"""A unit line that says so behind the unit: 填报单位：安全监督科　零报告."""

_WHEN = (
    r"(?:(?:本|当|该)(?:月份?|期|季度?|周|年度?|阶段)(?:度|内)?|(?:20\d\d年)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})月份?"
    r"|20\d\d年度?|(?:20\d\d年)?第?[1-4一二三四]季度|(?:截至)?目前|截至(?:本月|月)底)"
)
_WHO = r"(?:[我本此该]表|[我本](?:单位|部门|中心|支部|支队|大队|分局|办公室|科室|[科室处局队站所办]))"
_CHECKED = r"(?:经(?:认真)?(?:核实|自查|统计|排查|梳理|核查|查))"
_LEAD = rf"(?:{_CHECKED}|{_WHO}|{_WHEN}|在|[,、:])*"
_NIL_WORD = r"(?:(?:零|0|〇)(?:报告|报送|上报|填报|申报|汇报|报表|情况|记录|数据)|NIL|nil|N/A|n/a)"
_KINDS = r"(?:情况|内容|事项|数据|信息)"
_WIDE = r"(?:工作|活动|业务|任务|记录|人员|课题|事项|情况|内容)"
_POINTING = (
    r"(?:(?:相关|有关|此(?=[情内事数工活业记])|此项|该项|此类|该类|上述|任何|其他|新增"
    r"|需要?(?:报送|上报|填报|说明)?|报送|上报|填报)的?)"
)
_NOT = r"(?:暂|均|尚|暂时)?(?:无|没有|没|未)(?:有|需|开展|进行|组织|发生|产生|安排|收到|提出|涉及)?"
_ENDS = r"(?:[,;。]?(?:特此(?:说明|报告|上报|报送|证明)|情况属实))?[。.!]?"
_SIGN_OF_NOTHING = re.compile(r"[无没未不零0〇/\\空Nn_—–－-]")
"""One of these stands in every wording below; a cell without any says nothing of the kind."""
_REASON = r"(?:[,;。(](?:原因|理由)(?:[::]|是|为|系).{1,60}|[,;。(]因[^,;。]{1,40})"


class Said(StrEnum):
    """What a wording says: nothing to report (零报告), or that the matter is none of the unit's (不涉及)."""

    NOTHING = "nothing"
    NOT_CONCERNED = "not_concerned"


def says_nothing_to_report(lines: Iterable[str], form: FormDefinition) -> bool:
    """Whether any of the lines states 零报告; a box not ticked and a rule about 零报告 state nothing."""
    return any(_line_states(part, form) for line in lines for part in _parts(line))


def said_in_rows(texts: Iterable[str], form: FormDefinition) -> Said | None:
    """What the table's rows say when every filled cell is such a wording, None when there is anything else."""
    found = None
    for text in texts:
        said = _cell_says(compact(text), form)
        if said is None:
            return None
        found = said if found is not Said.NOT_CONCERNED else found
    return found


def may_say_nothing(text: str) -> bool:
    """Whether a lone short text in a row may be meant as 零报告, though in none of the wordings known."""
    plain = compact(text)
    return len(plain) <= _SHORT and bool(_MAY_MEAN_NOTHING.search(plain))


def says_not_concerned(lines: Iterable[str], form: FormDefinition) -> bool:
    """Whether any of the lines states that the matter is none of the unit's (不涉及)."""
    words = _wordings(form)
    return any(words.not_concerned.fullmatch(_LABEL.sub("", part)) for line in lines for part in _parts(line))


def name_says_nil(name: str) -> bool:
    """Whether a file's name calls it a 零报告."""
    plain = compact(name)
    return "零报告" in plain and "非零报告" not in plain


def _parts(line: str) -> list[str]:
    pieces = [line, *line.replace("\n", "\t").split("\t")]
    return [compact(piece) for piece in pieces if piece.strip()]


def _line_states(text: str, form: FormDefinition) -> bool:
    """A line must name the time, the unit or the subject: a mere 无 beside a label says nothing of the return."""
    if _TICKED_BOX.search(text) or _IN_TITLE.search(text):
        return True
    if any(sign in text for sign in _BOX) or len(text) > _LONGEST:
        return False
    if _BEHIND_UNIT.fullmatch(text):
        return True
    words = _wordings(form)
    label = _LABEL.match(text)
    if label is not None:
        return bool(words.labelled.fullmatch(text[label.end() :]))
    return bool(words.line.fullmatch(text))


def _cell_says(text: str, form: FormDefinition) -> Said | None:
    wrapped = _WRAPPED.fullmatch(text)
    bare = wrapped[1] if wrapped else text
    bare = _DASHES.sub("", bare) or bare
    if bare.lstrip(_TICKED) in {"零报告", "零报送"}:
        return Said.NOTHING
    if len(text) > _LONGEST or not _SIGN_OF_NOTHING.search(bare) or any(sign in text for sign in _BOX):
        return None
    words = _wordings(form)
    if words.nothing.fullmatch(bare):
        return Said.NOTHING
    return Said.NOT_CONCERNED if words.not_concerned.fullmatch(bare) else None


class _Wordings:
    """The closed grammar for one form."""

    def __init__(self, name: str, choices: tuple[str, ...]) -> None:
        own = "|".join(map(re.escape, _subjects(name, choices))) or "本表"
        subject = rf"(?:大?(?:{own})(?:{_WIDE})*)"
        pointed = rf"(?:{_POINTING}+(?:{subject}|{_WIDE})*|{subject}|{_KINDS})"
        nil = rf"(?:为|实行|报送|特此|现|故|按|作|予以|:)*{_NIL_WORD}"
        zero = rf"(?:{subject})?(?:共|共计|为|开展)*[0零〇](?:人次|[次人件条项个份篇])"
        none = rf"{_NOT}{pointed}|{subject}{_NOT}(?:开展|进行|组织|发生)?|{_NOT}(?<=开展|进行|组织|安排|发生)"
        said = rf"(?:{nil}|{zero}|{none})(?:[,;。、](?:{nil}|{zero}|{none}))?"
        told = rf"(?:{nil}|(?:{zero}|{none})[,;。、]{nil})"
        ends = rf"(?:\({_LEAD}(?:{nil}|{zero}|{none})[。.]?\))?(?:{_REASON})?{_ENDS}"
        self.line = re.compile(rf"[(\[【]?{_LEAD}{said}[)\]】]?{ends}")
        self.labelled = re.compile(rf"{_LEAD}{told}{ends}|(?={_CHECKED}|{_WHO}|{_WHEN}){_LEAD}{said}{ends}")
        mere = r"暂?无|没有|零|[0〇]|/+|[-—–－_]+|\\+|空"
        self.nothing = re.compile(rf"{_LEAD}(?:{said}|暂?(?:无|没有)){ends}|(?:{mere}){ends}")
        matter = rf"(?:(?:此|该|本|相关|上述)?(?:项|类)?(?:{subject}|{_WIDE})?)"
        self.not_concerned = re.compile(rf"{_LEAD}{matter}(?:不涉及|未涉及|不适用){matter}{ends}")


def _wordings(form: FormDefinition) -> _Wordings:
    return _built(form.name, tuple(choice for column in form.columns for choice in column.choices))


@lru_cache(maxsize=256)
def _built(name: str, choices: tuple[str, ...]) -> _Wordings:
    return _Wordings(name, choices)


def _subjects(name: str, choices: tuple[str, ...]) -> list[str]:
    """What a form is about: the pieces of its name without 统计表 and the like, and its published types."""
    core = _TABLE_WORDS.sub("", compact(name))
    pieces = {core[start:end] for start in range(len(core)) for end in range(start + 2, len(core) + 1)}
    if {"建议", "意见"} & pieces:
        pieces |= {"意见建议", "建议", "意见"}
    if "整改" in pieces:
        pieces |= {"问题", "整改问题"}
    pieces |= {compact(choice) for choice in choices}
    return sorted((piece for piece in pieces if piece), key=len, reverse=True)
