"""本局表样: the office's own ready forms, kept as TOML in its data folder, carried to another computer and back."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, replace
from pathlib import Path

from desk_app.campaign.period import Rhythm
from desk_app.exporting.atomic import replacing
from desk_app.exporting.file_names import safe_name
from desk_app.forms.catalogue import READY_FOLDER, load_catalogue
from desk_app.forms.definition import Column, ColumnKind, FormDefinition
from desk_app.forms.loader import DefinitionError, Mistakes, TableReader, form_from_table, load_form, load_toml
from desk_app.forms.mistakes import sentence_of
from desk_app.forms.writing import form_toml
from desk_app.importing.blank_forms import read_blank_forms
from desk_app.importing.refusal import Refused
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError
from desk_app.services.desk import Desk

TOML = ".toml"


@dataclass(frozen=True, slots=True)
class OwnForm:
    """A ready form; ``path`` is its file where it is the office's own, None where the program ships it."""

    definition: FormDefinition
    path: Path | None


def own_folder(desk: Desk) -> Path:
    """Where the office's own ready forms lie."""
    return desk.store.folder.forms / READY_FOLDER


def all_ready(desk: Desk) -> tuple[OwnForm, ...]:
    """Every ready form, the office's own marked by its file."""
    folder = own_folder(desk)
    own: dict[str, Path] = {}
    for path in sorted(folder.glob(f"*{TOML}")):
        try:
            own[load_form(path).name] = path
        except DefinitionError:
            continue  # it is told by the catalogue
    return tuple(OwnForm(form, own.get(form.name)) for form in desk.catalogue.ready)


def mistakes_of(definition: FormDefinition) -> tuple[str, ...]:
    """What keeps a form that is being edited from being used, in a person's words; none where it is whole."""
    mistakes = Mistakes("")
    form_from_table(TableReader(tomllib.loads(form_toml(definition)), mistakes), "")
    return tuple(_in_words(one.strip()) for one in mistakes.found)


def save_own_form(desk: Desk, definition: FormDefinition) -> Path:
    """Keep a form as the office's own, in the place of one of its name; DeskError when not whole, or data only read."""
    desk.store.refuse_reading_only()
    refuse_mistakes(definition)
    folder = own_folder(desk)
    path = next(
        (one.path for one in all_ready(desk) if one.path is not None and one.definition.name == definition.name),
        folder / safe_name(definition.name, TOML),
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DeskError(f"文件夹“{folder}”建不了（{reason_of(error)}），表样没有保存。") from error
    _write(definition, path)
    read_anew(desk)
    return path


def delete_own_form(desk: Desk, name: str) -> None:
    """Take a form of the office's own away; campaigns that have taken it keep theirs. DeskError for a shipped one."""
    desk.store.refuse_reading_only()
    path = next((one.path for one in all_ready(desk) if one.definition.name == name), None)
    if path is None:
        raise DeskError(f"“{name}”是程序自带的表样，不能删；不用它，不选用就是。")
    try:
        path.unlink()
    except OSError as error:
        raise DeskError(f"“{path.name}”删不了（{reason_of(error)}），请关闭正在用它的程序后再试。") from error
    read_anew(desk)


def export_form(definition: FormDefinition, path: Path) -> Path:
    """Write a form to a file that another computer's program reads in."""
    _write(definition, path)
    return path


def import_form(path: Path) -> FormDefinition:
    """A form that was written on another computer; DeskError with file, line and what to do when it is wrong."""
    try:
        return load_toml(path, form_from_table)
    except DefinitionError as error:
        raise DeskError(sentence_of(path, error.mistakes, then="没有读入，改正后再试")) from error


def forms_of_blank(desk: Desk, path: Path) -> tuple[FormDefinition, ...]:
    """从空白表读入: what a blank table's file makes; DeskError when it cannot be read or holds no table."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DeskError(f"“{path.name}”打不开（{reason_of(error)}），请核对后再选。") from error
    try:
        found = read_blank_forms(path.name, data, desk.converter)
    except Refused as refusal:
        raise DeskError(f"“{path.name}”：{refusal}") from refusal
    if not found:
        raise DeskError(f"“{path.name}”里没有认出空白表的栏目行，请核对是不是空白附件；也可以新建一张，照着填栏目。")
    return found


def new_form() -> FormDefinition:
    """The beginning of a form that is entered by hand."""
    serial = Column("serial", "序号", ColumnKind.SERIAL, width=12.0)
    columns = (serial, Column("c2", "内容", ColumnKind.LONG, width=80.0))
    return FormDefinition("新表", "新表", columns, collected=Rhythm.ONCE)


def read_anew(desk: Desk) -> None:
    """Let the desk know of the office's own forms as they are on the disk now."""
    kept = load_catalogue([], own=desk.store.folder.forms)
    known = {form.name: form for form in (*desk.catalogue.shipped, *kept.ready)}
    desk.catalogue = replace(desk.catalogue, ready=tuple(known.values()), wrong=kept.wrong)


def refuse_mistakes(definition: FormDefinition) -> None:
    """DeskError that says what is still missing or wrong."""
    found = mistakes_of(definition)
    if found:
        raise DeskError(f"表样还不能用：{'；'.join(found)}。")


def _write(definition: FormDefinition, path: Path) -> None:
    with replacing(path) as temp:
        temp.write_text(form_toml(definition), encoding="utf-8", newline="\n")


_KEYS = {
    "name": "简称", "title": "打印的标题", "column": "栏目", "key": "代号", "heading": "栏目名称",
    "choices": "可选的词",
    "width": "宽度", "row_date": "发生时间", "check": "核对规则", "others": "比什么",
    "quota": "次数要求", "due": "报送时限",
    "relation": "关系", "when": "条件", "link": "挂接", "kind": "类型", "blank_rows": "空白行数", "copies": "份数",
    "least": "至少", "most": "至多", "own": "本表栏目", "other": "对方栏目", "form": "哪张表", "day": "每期几号",
}  # fmt: skip
_PARTS = {"column": "第{}个栏目", "check": "第{}条规则", "link": "第{}条挂接"}


def _in_words(mistake: str) -> str:
    """``column[2].heading：必须填写`` as 第2栏的栏目名称必须填写."""
    key, _, text = mistake.partition("：")
    found = re.fullmatch(r"(\w+)\[(\d+)\]\.(\w+)", key)
    if found is not None:
        which = _PARTS.get(found[1], "第{}处").format(found[2])
        return f"{which}的{_KEYS.get(found[3], found[3])}：{text}"
    return f"{_KEYS.get(key, key)}：{text}"
