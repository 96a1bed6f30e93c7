"""月报 and 通报 templates: plain text files with figures cited by name, the office's own before those shipped."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desk_app.exporting.paper import Passage, PassageKind
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk

GUIDE = "说明"
RATES, FIGURES = "@上报率", "@数字"
_EACH, _END = "[[每张表]]", "[[完]]"
_CLAUSE = re.compile(r"\[(\??)([^\[\]]*)\]")
_CITED = re.compile(r"\{([^{}]+)\}")
_MOST_SIGNS = 100_000


@dataclass(frozen=True, slots=True)
class Template:
    """A template by its name; ``own`` is the office's."""

    name: str
    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Cited:
    """What a name in braces stands for: its text, whether it is nothing (0, 无), or that there is none to be had."""

    text: str
    is_nothing: bool = False
    is_known: bool = True


Cite = Callable[[str, str], Cited]
"""From a name in braces and the form that is being told of (empty outside 每张表) to what stands there."""


def own_folder(desk: Desk) -> Path:
    """Where the office's own templates lie."""
    return desk.store.folder.forms.parent / "reports"


def templates(desk: Desk, shipped: Path) -> tuple[Template, ...]:
    """All templates, the office's own in the stead of those of the same name."""
    found: dict[str, Template] = {}
    for folder, own in ((shipped, False), (own_folder(desk), True)):
        for path in sorted(folder.glob("*.txt"), key=_usual_order) if folder.is_dir() else ():
            if path.stem != GUIDE:
                found[path.stem] = Template(path.stem, _read(path), own)
    return tuple(found.values())


def template_named(desk: Desk, shipped: Path, name: str) -> Template:
    """The template of a name; DeskError when there is none."""
    known = templates(desk, shipped)
    found = next((one for one in known if one.name == name), None)
    if found is None:
        raise DeskError(f"没有“{name}”这个模板，现有：{'、'.join(one.name for one in known)}。")
    return found


def _usual_order(path: Path) -> tuple[bool, str]:
    return path.stem != "月报", path.stem


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"模板“{path.name}”打不开（{reason_of(error)}），请关闭后重试。") from error
    for coding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            continue
        if len(text) > _MOST_SIGNS:
            raise DeskError(f"模板“{path.name}”太长，不像是模板，请核对。")
        return text
    raise DeskError(f"模板“{path.name}”不是文字文件，请用记事本另存为UTF-8编码。")


def filled_in(template: Template, forms: Sequence[str], cite: Cite) -> str:
    """The template's text with its figures; DeskError for a bracket that is not closed."""
    return "\n".join(_filled_line(line, form, cite, template.name) for line, form in _told(template, forms))


def _told(template: Template, forms: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The lines, those of 每张表 once a form."""
    lines = template.text.replace("\r\n", "\n").strip("\n").split("\n")
    held: list[str] | None = None
    for line in lines:
        if line.strip() == _EACH:
            held = []
        elif line.strip() == _END and held is not None:
            yield from ((one, form) for form in forms for one in held)
            held = None
        elif held is not None:
            held.append(line)
        else:
            yield line, ""
    if held is not None:
        raise DeskError(f"模板“{template.name}”里有{_EACH}，没有{_END}，请补上。")


def _filled_line(line: str, form: str, cite: Cite, name: str) -> str:
    def clause(found: re.Match[str]) -> str:
        cited = [cite(one.strip(), form) for one in _CITED.findall(found[2])]
        drops = any(not one.is_known or (one.is_nothing and found[1]) for one in cited)
        return "" if drops else found[2]

    text = _CITED.sub(lambda found: cite(found[1].strip(), form).text, _CLAUSE.sub(clause, line))
    if "{" in text or "}" in text:
        raise DeskError(f"模板“{name}”这一行的花括号不成对，请核对：{line.strip()[:30]}")
    return text


@dataclass(frozen=True, slots=True)
class Told:
    """A filled text taken apart: its title, what stands before and behind its table, and which table it is."""

    title: str
    opening: tuple[Passage, ...]
    table: str
    closing: tuple[Passage, ...]


def taken_apart(text: str) -> Told:
    """The parts of a filled text, as a person left it; DeskError without a title, or with two tables."""
    title, table = "", ""
    parts: tuple[list[Passage], list[Passage]] = ([], [])
    for line in (one.strip() for one in text.split("\n")):
        if line in {RATES, FIGURES}:
            if table:
                raise DeskError("一份报告里只放一张表，请去掉一行@上报率或@数字。")
            table = line
        elif line.startswith("# ") and not title:
            title = line[2:].strip()
        elif line:
            parts[bool(table)].append(_passage(line))
    if not title:
        raise DeskError("没有标题：请有一行以“# ”开头。")
    return Told(title, tuple(parts[0]), table, tuple(parts[1]))


def _passage(line: str) -> Passage:
    for sign, kind in (("## ", PassageKind.HEADING), (">> ", PassageKind.SIGNED), ("> ", PassageKind.ADDRESS)):
        if line.startswith(sign):
            return Passage(line[len(sign) :].strip(), kind)
    return Passage(line)
