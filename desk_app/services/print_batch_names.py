"""File names of a batch after a rule (附件2+单位): presets and an own pattern, never two papers of one name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from desk_app.campaign.period import Period, Rhythm
from desk_app.exporting.file_names import form_file_name, safe_name
from desk_app.problems import DeskError

USUAL = "附件 表名（单位）期次"
"""The name that a single print has; it is made by `form_file_name`."""
PRESETS = (
    USUAL,
    "{附件}+{单位}",
    "{附件}+{单位}+{期次}",
    "{单位}+{附件}{表名}+{期次}",
    "{序号}{单位}+{表名}",
    "{专项}+{附件}+{单位}+{期次}",
)
WORDS = ("附件", "表名", "单位", "期次", "专项", "序号")
_WORD = re.compile(r"\{([^{}]*)\}")
_MOST = 100


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """What a file's name may say of its paper; ``number`` counts from 1 over the batch."""

    campaign: str
    annex: str
    form: str
    unit: str
    period: Period
    number: int = 1

    @property
    def label(self) -> str:
        """Annex mark and short title."""
        return f"{self.annex} {self.form}".strip()


def stem_of(pattern: str, paper: NamedPaper, total: int = 1) -> str:
    """A paper's file name without its ending, safe on Windows too; DeskError for a pattern that cannot be followed."""
    if pattern == USUAL:
        return form_file_name(paper.label, "", unit=paper.unit, period=paper.period)
    values = {
        "附件": paper.annex or paper.form,
        "表名": paper.form,
        "单位": paper.unit,
        "期次": "" if paper.period.rhythm is Rhythm.ONCE else paper.period.code,
        "专项": paper.campaign,
        "序号": f"{paper.number:0{len(str(total))}d}",
    }
    check_pattern(pattern)
    made = _WORD.sub(lambda match: values[match[1]], pattern)
    return safe_name(made.strip("+＋-_ 　")[:_MOST])


def check_pattern(pattern: str) -> None:
    """DeskError for a pattern with a word that is not known, or with none."""
    if pattern == USUAL:
        return
    words = _WORD.findall(pattern)
    known = "、".join(f"{{{word}}}" for word in WORDS)
    for word in words:
        if word not in WORDS:
            raise DeskError(f"文件名样式“{pattern}”里的“{{{word}}}”不认识，可用：{known}。")
    if not words or "{" in _WORD.sub("", pattern) or "}" in _WORD.sub("", pattern):
        raise DeskError(f"文件名样式“{pattern}”不完整，请用这些词写，如“{{附件}}+{{单位}}”；可用：{known}。")


def distinct(stems: Iterable[str], blocked: Callable[[int, str], bool] | None = None) -> Iterator[str]:
    """The names, each that was there before (or differs from it by case only) with （2）, （3） and so on.

    ``blocked`` tells by a name's place and the name itself whether something else has it already.
    """
    used: set[str] = set()
    for place, stem in enumerate(stems):
        name, number = stem, 2
        while folded(name) in used or (blocked is not None and blocked(place, name)):
            name, number = f"{stem}（{number}）", number + 1
        used.add(folded(name))
        yield name


def folded(name: str) -> str:
    """As a file system that knows no case compares names."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
