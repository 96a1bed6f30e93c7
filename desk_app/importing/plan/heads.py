"""The plan's own papers: title, issuer, document number, and sign-off date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from desk_app.importing.plan.passages import Passage, PassageKind

_DOC_NUMBER = re.compile(
    r"^\s*([\u4e00-\u9fffA-Za-z]{2,16}\s*[〔\[【（(]\s*(\d{4})\s*[〕\]】）)]\s*(?:第\s*)?\d{1,4}\s*号)"
    r"(?:\s*$|[ 　\t]{2,}.*$)"
)
_CITED = re.compile(r"[〔\[【（(]\s*((?:19|20)\d\d)\s*[〕\]】）)]\s*(?:第\s*)?\d{1,4}\s*号")
_RED_HEAD = re.compile(r"^(.{4,40}?)(?:文件|函)$")
_DAY = re.compile(r"^\s*([\d二〇○ＯO零一三四五六七八九]{4})\s*年\s*(.{1,3}?)\s*月\s*(.{1,3}?)\s*日\s*$")
_OFFICE = re.compile(
    r"(?:局|委|委员会|党组|党委|党工委|政府|厅|部|办公室|办|院|中心|处|站|支队|学校|大学|学院|公司|集团|协会|总工会|领导小组|工作专班|专班)$"
)
_PLAN = re.compile(r"(?:方案|计划|意见|安排|要点|办法|细则|规划|清单|分工|通知|措施|制度)(?:[（(].{1,12}[）)])?$")
_SENT_OUT = re.compile(r"印发《(.{4,80})》(?:的|$)")
_FROM = re.compile(r"^(.{4,40}?(?:局|委|党组|党委|政府|厅|部|办公室|院|中心|处|领导小组|专班))\s*关于")
_MADE_BY = re.compile(r"^(?:编制|制定|制表|发布|发文|印发|下达)(?:单位|部门|机关|机构)\s*[：:]\s*(\S{4,30})")
_SIGNS = str.maketrans("〇○ＯO零一二三四五六七八九", "00000123456789")


@dataclass(frozen=True, slots=True)
class Heads:
    """What the head and foot of a plan say; the years are those of its own number and of the papers it cites."""

    title: str | None = None
    issuer: str | None = None
    document_number: str | None = None
    signed: date | None = None
    year: int | None = None
    cited_year: int | None = None


def read_heads(passages: tuple[Passage, ...]) -> Heads:
    """Title, issuer, number and date of a plan."""
    titles = [passage for passage in passages if passage.kind is PassageKind.TITLE]
    numbers = [(match[1], int(match[2])) for one in titles if (match := _DOC_NUMBER.match(one.text))]
    body = " ".join(passage.text for passage in passages[:8])
    cited = [int(match[1]) for match in _CITED.finditer(body)]
    title = _title(passages)
    return Heads(
        title=title,
        issuer=_issuer(titles, passages, title),
        document_number="".join(numbers[0][0].split()) if numbers else None,
        signed=_signed(passages),
        year=numbers[0][1] if numbers else None,
        cited_year=max(cited) if cited else None,
    )


def _blocks(passages: tuple[Passage, ...]) -> list[list[str]]:
    """Runs of title lines before the first annex form, each a title over several lines."""
    runs: list[list[str]] = []
    last = -2
    for place, passage in enumerate(passages):
        if (
            passage.kind is PassageKind.CAPTION
            and _numbered_caption(passage.text)
            and any(one.kind is PassageKind.BODY for one in passages[:place])
        ):
            break
        if passage.kind is not PassageKind.TITLE or _is_red(passage.text):
            continue
        if place == last + 1 and runs and _adjoin(passages[last], passage) and not _PLAN.search(runs[-1][-1]):
            runs[-1].append(passage.text)
        else:
            runs.append([passage.text])
        last = place
    return runs


def _adjoin(before: Passage, after: Passage) -> bool:
    """Whether nothing, such as a table, stands between two title lines."""
    return after.lines[0].index == before.lines[-1].index + 1


def _numbered_caption(text: str) -> bool:
    return bool(re.search(r"[2-9二三四五六七八九]", text))


def _is_red(text: str) -> bool:
    return bool(
        _DOC_NUMBER.match(text) or _RED_HEAD.match(text) or re.match(r"^签发人|^[★☆]|^秘密|^特急$|^加急$", text)
    )


def _title(passages: tuple[Passage, ...]) -> str | None:
    """The plan's own title: the last one of a plan's kind, which stands inside the notice that sends it out."""
    runs = ["".join("".join(line.split()) for line in run) for run in _blocks(passages)]
    quoted = next((match[1] for run in runs if (match := _SENT_OUT.search(run))), None)
    if quoted is not None:
        return quoted
    plans = [
        run
        for run in runs
        if re.search(r"(?:方案|计划|要点|分工|安排|意见|办法|清单|规划)(?:[（(].{1,12}[）)])?$", run)
    ]
    inner = [run for run in plans if "印发" not in run]
    for found in (inner, plans, [run for run in runs if _PLAN.search(run)], runs):
        if found:
            return found[0]
    return None


def _issuer(titles: list[Passage], passages: tuple[Passage, ...], title: str | None) -> str | None:
    signed = [
        passage.text for passage in passages if passage.kind is PassageKind.SIGNED and not _DAY.match(passage.text)
    ]
    offices = ["".join(one.split()) for one in signed if _OFFICE.search(one.strip())]
    if offices:
        return "、".join(dict.fromkeys(offices))
    for one in titles:
        match = _RED_HEAD.match("".join(one.text.split()))
        if match is not None and _OFFICE.search(match[1]):
            return match[1]
    for one in titles:
        match = _FROM.match(one.text) or _FROM.match(one.text.replace("印发", "关于", 1))
        if match is not None:
            return "".join(match[1].split())
    for one in passages:
        match = _MADE_BY.match(one.text) if one.kind is PassageKind.HEAD else None
        if match is not None and _OFFICE.search(match[1]):
            return match[1]
    first = "".join(titles[0].text.split()) if titles else ""
    if first and first != title and _OFFICE.search(first) and len(first) <= 30:
        return first
    return "".join(signed[-1].split()) if signed else None


def _signed(passages: tuple[Passage, ...]) -> date | None:
    for passage in passages:
        match = _DAY.match(passage.text) if passage.kind is PassageKind.SIGNED else None
        if match is not None:
            year, month, day = (_figure(group) for group in match.groups())
            try:
                return date(year, month, day)
            except ValueError:
                return None
    return None


def _figure(text: str) -> int:
    from desk_app.campaign.plan.wording import number_of

    digits = text.translate(_SIGNS) if len(text) == 4 else text
    return int(digits) if digits.isdecimal() else number_of(text) or 0
