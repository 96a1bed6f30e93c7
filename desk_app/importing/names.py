"""What titles, unit lines, file names and folders say: which unit, which form, which time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desk_app.campaign.roster import Roster, fold_name
from desk_app.forms.definition import FormDefinition
from desk_app.forms.headings import fold_heading
from desk_app.importing.period_words import NamedTime, read_time

_UNIT_LINE = re.compile(
    r"(?:^|[\s\t(])(?:填报|报送|填表|上报|申报|填写|编报|责任)?(?:单位|部门|科室|支部)(?:名称)?\s*(?:\([^)]*\)\s*)*(?:[::]|\t)[\s\t]*(.*)",
)
_AFTER_UNIT = re.compile(
    r"(?:填报|填表|报送|制表|上报)?(?:日期|时间)\s*[::].*|(?:填报|填表|制表|经办|审核|联系|负责|单位负责)人.*|联系电话.*"
    r"|(?:19|20)\d\d\s*年.*|[□☐☑☒✓√■].*|\((?:盖章|公章|签章|加盖公章)\).*|(?:[(\[【]\s*)?(?:[本当]?[月期季周年]度?\s*)?(?:实行|为)?(?:零|0)(?:报告|报送|上报|填报|汇报).*"
)
_ANNEX = re.compile(r"附\s*[件表]\s*[一二三四五六七八九十\d]{0,2}")
_BRACKETED_NUMBER = re.compile(r"\(\d{1,2}\)")
_PARTS = re.compile(r"[\s()\[\]【】〔〕《》<>_\-—–+,，、.。:：;；·&@#!！~]+")
_EXTENSION = re.compile(r"\.[A-Za-z0-9]{1,5}$")
_NOISE = (
    "最终版", "修改版", "定稿", "终稿", "最终", "修改", "修订", "更正", "订正",
    "重报", "再报", "补报", "上报", "报送", "填报", "报表", "报", "新版", "副本",
    "盖章版", "盖章", "已盖章", "扫描件", "扫描", "签字版", "签字", "电子版", "微信转发", "转发", "零报告",
    "统计表", "统计", "材料", "汇总", "复件", "final", "copy", "版", "表", "份", "度", "的", "稿", "已",
)  # fmt: skip
_MOST_KNOWN = 1024
_UNITLIKE = re.compile(r"(?:科|处|室|局|队|站|所|中心|支部|党委|委|院|办|部|组)$")


@dataclass(frozen=True, slots=True)
class NamedUnit:
    """What a place says of the unit: a certain ``unit``, or a ``proposed`` one as ``written``, or ``several``."""

    unit: str | None = None
    proposed: str | None = None
    written: str = ""
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A file's or folder's name, or a title, taken apart."""

    text: str
    time: NamedTime
    unit: NamedUnit
    forms: tuple[FormDefinition, ...]


NOTHING = NamedUnit()


class NameReader:
    """Takes names apart against the same forms and roster, and remembers those that many files share."""

    def __init__(self, forms: Sequence[FormDefinition], roster: Roster) -> None:
        self.forms = tuple(forms)
        self.roster = roster
        self._form_names = _names_pattern(self.forms)
        self._known: dict[tuple[str, bool], Name] = {}

    def read(self, text: str, *, near: bool = True) -> Name:
        """Take a name apart: first its forms and times, then what is left is searched for a unit.

        Without ``near`` only certain units are looked for, as in titles that say much else.
        """
        known = self._known.get((text, near))
        if known is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            known = self._known[text, near] = self._read(text, near=near)
        return known

    def _read(self, text: str, *, near: bool) -> Name:
        plain = unicodedata.normalize("NFKC", text)
        named = forms_named(plain, self.forms)
        rest = self._form_names.sub(" ", plain) if self._form_names else plain
        time = read_time(_BRACKETED_NUMBER.sub(" ", _ANNEX.sub(" ", rest)))
        return Name(text, time, self._unit_in(time.rest, near=near), named)

    def _unit_in(self, text: str, *, near: bool) -> NamedUnit:
        parts = [part for part in _PARTS.split(text) if part and not part.isdecimal()]
        named = tuple(dict.fromkeys(unit for unit in map(self._certain, parts) if unit))
        certain = tuple(unit for unit in named if not any(self.roster.is_below(other, unit) for other in named))
        if len(certain) == 1:
            return NamedUnit(certain[0], None, certain[0])
        if len(certain) > 1:
            return NamedUnit(written="、".join(certain), several=certain)
        if near:
            for part in parts:
                proposed = self._near(part)
                if proposed:
                    return NamedUnit(None, proposed, part)
        return NOTHING

    def _certain(self, part: str) -> str | None:
        exact = self.roster.certain(part)
        if exact:
            return exact
        bare = _without_noise(part, self.forms)
        if not fold_name(bare):
            return None
        inside = self.roster.find_in(part)
        clear = len(inside) == 1 and _stands_clear(part, inside[0], self.forms, self.roster)
        return self.roster.certain(bare) or (inside[0] if clear else None)

    def _near(self, part: str) -> str | None:
        bare = _without_noise(part, self.forms)
        if not fold_name(bare):
            return None
        inside = self.roster.find_in(part)
        return self.roster.match(bare).proposed or (inside[0] if inside else None)


def _names_pattern(forms: Sequence[FormDefinition]) -> re.Pattern[str] | None:
    names = {name for form in forms for name in (form.title, form.name, *form.aliases) if name}
    plain = [[sign for sign in unicodedata.normalize("NFKC", name) if sign not in " ·"] for name in names]
    longest_first = sorted(plain, key=len, reverse=True)
    return re.compile("|".join(r"[\s·]*".join(map(re.escape, signs)) for signs in longest_first)) if plain else None


def stem(file_name: str) -> str:
    """A file's name without its extension."""
    return _EXTENSION.sub("", file_name)


def forms_named(text: str, forms: Sequence[FormDefinition]) -> tuple[FormDefinition, ...]:
    """The forms whose name stands in a text; where none does, those whose annex mark stands there."""
    folded = fold_heading(text)
    named = [form for form in forms if any(fold_heading(name) in folded for name in (form.name, *form.aliases) if name)]
    if named:
        return tuple(named)
    return tuple(
        form for form in forms if form.annex and re.search(re.escape(fold_heading(form.annex)) + r"(?!\d)", folded)
    )


def forms_hinted(text: str, forms: Sequence[FormDefinition]) -> tuple[FormDefinition, ...]:
    """The forms that a shortened name may mean: 大谈话 or 谈话统计 for 大谈话统计表."""
    parts = [part for part in _PARTS.split(read_time(_ANNEX.sub(" ", text)).rest) if len(part) >= 3]
    return tuple(form for form in forms if any(_common(part, form.name) >= 3 for part in parts))


def unit_line(lines: Iterable[str]) -> str:
    """What the last 填报单位 line says, without its label and what follows on the line; empty when nothing."""
    found = ""
    for line in lines:
        match = _UNIT_LINE.search(unicodedata.normalize("NFKC", line))
        if match is not None:
            found = _clean(match[1]) or found
    return found


def match_written(written: str, roster: Roster) -> NamedUnit:
    """A unit as someone wrote it on purpose: to the letter it is certain, near it is proposed."""
    match = roster.match(written)
    return NamedUnit(match.unit, match.proposed, written)


def _clean(text: str) -> str:
    cut = _AFTER_UNIT.sub("", text.strip())
    first = next((part for part in cut.split("\t") if part.strip(" _＿—-")), "")
    return first.strip(" _＿—-　")


def _stands_clear(part: str, unit: str, forms: Sequence[FormDefinition], roster: Roster) -> bool:
    """Whether a unit's name begins the part and what follows cannot belong to a longer name."""
    known = roster.get(unit)
    folded = fold_name(part)
    for name in (unit, *(known.aliases if known else ())):
        before, found, after = folded.partition(fold_name(name))
        if found and not _without_noise(before, forms):
            return not _UNITLIKE.search(after) and len(after) <= 12
    return False


def _without_noise(part: str, forms: Sequence[FormDefinition]) -> str:
    bare = part
    for form in forms:
        size = _common(bare, form.name)
        if size >= 3:
            bare = bare.replace(_common_text(bare, form.name), "")
    for word in _NOISE:
        bare = bare.replace(word, "")
    return re.sub(r"[\dVv]+$", "", bare).strip()


def _common(text: str, name: str) -> int:
    return len(_common_text(text, name))


def _common_text(text: str, name: str) -> str:
    best = ""
    for start in range(len(name)):
        while start + len(best) < len(name) and name[start : start + len(best) + 1] in text:
            best = name[start : start + len(best) + 1]
    return best
