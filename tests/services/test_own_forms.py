"""本局表样: read from a blank table, kept as TOML in the data folder, carried elsewhere, and never in the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from desk_app.app import open_desk
from desk_app.campaign.period import Rhythm
from desk_app.exporting.excel import write_xlsx
from desk_app.exporting.form_paper import blank_paper
from desk_app.exporting.word import write_docx
from desk_app.forms.catalogue import load_catalogue
from desk_app.forms.definition import ColumnKind, FormDefinition
from desk_app.forms.rules import CheckRule, Relation
from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.form_preview import form_preview
from desk_app.services.open_campaign import open_from_template
from desk_app.services.own_forms import (
    all_ready,
    delete_own_form,
    export_form,
    forms_of_blank,
    import_form,
    mistakes_of,
    new_form,
    own_folder,
    save_own_form,
)
from desk_app.services.ready_forms import take_ready_form
from desk_app.storage.seal import Seal, SealKind, write_seal

SHIPPED = load_catalogue([shipped().forms])
TABLES = [form for form in (*SHIPPED.forms, *SHIPPED.ready) if not form.record and form.collected]


def opened(folder: Path) -> Desk:
    return open_desk(folder, clock=lambda: datetime(2023, 3, 25, 9), own_fonts=False)  # noqa: DTZ001  the office's own wall clock


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = opened(tmp_path / "data")
    yield made
    made.store.close()


def bare(form: FormDefinition) -> FormDefinition:
    """As a superior would send it: the form without our hidden identity."""
    return replace(form, due=None, quota=None)


@pytest.mark.parametrize("kind", [".xlsx", ".docx"])
@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.name)
def test_a_blank_table_gives_back_headings_title_unit_line_and_signatures(
    desk: Desk, tmp_path: Path, form: FormDefinition, kind: str
) -> None:
    path = tmp_path / f"空白表{kind}"
    (write_xlsx if kind == ".xlsx" else write_docx)(blank_paper(bare(form)), path)
    (found,) = forms_of_blank(desk, path)
    assert found.labels == form.labels
    assert "".join(found.title.split()) == "".join(form.title.split())
    assert found.annex == form.annex
    assert found.unit_line is form.unit_line
    assert set(form.signatures) <= {*found.signatures} | {one.replace("（签字）", "") for one in found.signatures}
    assert mistakes_of(found) == ()


def test_a_superiors_own_sheet_is_understood(desk: Desk, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["附件3"],
        ["作风建设情况月报表"],
        ["填报单位（盖章）：", None, None, None, "填报时间：  年  月  日"],
        ["序号", "检查时间", "检查情况", None, "整改结果（已整改/整改中/未整改）"],
        [None, None, "发现问题", "问题个数", None],
        ["1"], ["2"], ["3"],
        ["填报人：", None, "审核人：", None, "单位负责人："],
    ):  # fmt: skip
        sheet.append(line)
    for area in ("A1:E1", "A2:E2", "A4:A5", "B4:B5", "C4:D4", "E4:E5"):
        sheet.merge_cells(area)
    path = tmp_path / "附件3.xlsx"
    book.save(path)
    (found,) = forms_of_blank(desk, path)
    assert (found.annex, found.title, found.collected) == ("附件3", "作风建设情况月报表", Rhythm.MONTH)
    assert found.labels == ("序号", "检查时间", "发现问题", "问题个数", "整改结果（已整改/整改中/未整改）")
    assert [column.group for column in found.columns][2:4] == ["检查情况", "检查情况"]
    assert [column.kind for column in found.columns][:2] == [ColumnKind.SERIAL, ColumnKind.DATE]
    assert found.columns[-1].choices == ("已整改", "整改中", "未整改")
    assert found.signatures == ("填报人", "审核人", "单位负责人")
    assert (found.unit_line, found.sealed, found.blank_rows) == (True, True, 3)


def test_what_is_no_blank_table_is_refused_with_a_sentence(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "说明.docx"
    path.write_bytes(b"nothing of an office file")
    with pytest.raises(DeskError, match=r"^“说明\.docx”"):
        forms_of_blank(desk, path)


def test_a_form_that_is_saved_can_be_taken_and_is_there_after_a_restart(desk: Desk, tmp_path: Path) -> None:
    form = replace(new_form(), name="安全检查表", title="安全检查表")
    path = save_own_form(desk, form)
    assert path.parent == own_folder(desk)
    assert {one.definition.name: one.path for one in all_ready(desk)}["安全检查表"] == path
    open_from_template(desk, "学习宣传贯彻党的二十大精神")
    take_ready_form(desk, desk.campaign(None), "安全检查表")
    desk.store.close()
    again = opened(tmp_path / "data")
    assert again.catalogue.ready_form("安全检查表") == form
    delete_own_form(again, "安全检查表")
    assert "安全检查表" not in {one.name for one in again.catalogue.ready}
    assert "安全检查表" in {one.name for one in again.forms_of(again.campaign(None))}
    again.store.close()


def test_an_own_form_stands_for_a_shipped_one_until_it_is_deleted(desk: Desk) -> None:
    theirs = desk.catalogue.ready_form("签到表")
    save_own_form(desk, replace(theirs, blank_rows=30))
    assert desk.catalogue.ready_form("签到表").blank_rows == 30
    delete_own_form(desk, "签到表")
    assert desk.catalogue.ready_form("签到表") == theirs
    with pytest.raises(DeskError, match="程序自带"):
        delete_own_form(desk, "签到表")


def test_a_form_goes_to_another_computer_and_comes_back_equal(desk: Desk, tmp_path: Path) -> None:
    form = replace(desk.catalogue.ready_form("会议学习记录"), checks=(CheckRule("present", Relation.LEAST, value="1"),))
    assert import_form(export_form(form, tmp_path / "带走.toml")) == form


def test_a_wrong_file_is_told_with_its_line_and_stops_nothing(desk: Desk, tmp_path: Path) -> None:
    save_own_form(desk, replace(new_form(), name="好表", title="好表"))
    folder = own_folder(desk)
    text = (folder / "好表.toml").read_text("utf-8")
    (folder / "错表.toml").write_text(text.replace('"long"', '"lnog"').replace("好表", "错表"), "utf-8")
    (folder / "断了.toml").write_text('name = "断了"\ntitle = "没有写完\n', "utf-8")
    desk.store.close()
    again = opened(tmp_path / "data")
    assert {"好表", "签到表"} <= {one.name for one in again.catalogue.ready}
    line = 1 + text.replace('"long"', '"lnog"').splitlines().index('kind = "lnog"')
    broken, wrong = again.catalogue.wrong
    assert wrong.startswith(f"表样文件“常用表/错表.toml”第{line}行 column[2].kind：“lnog”不在可选范围")
    assert broken.startswith("表样文件“常用表/断了.toml”不是完整的 TOML 文件（第 2 行附近）")
    assert wrong.endswith("这张表暂不能用，改正（或删去）后重开程序，其余照常。")
    with pytest.raises(DeskError, match=rf"“常用表/错表\.toml”第{line}行.*没有读入，改正后再试。$"):
        import_form(folder / "错表.toml")
    again.store.close()


def test_what_is_still_missing_is_said_in_words_and_not_saved(desk: Desk) -> None:
    form = new_form()
    form = replace(form, columns=(form.columns[0], replace(form.columns[1], heading="", kind=ColumnKind.CHOICE)))
    assert mistakes_of(form) == (
        "第2个栏目的可选的词：类型为 choice 的栏目要列出可选的词",
        "第2个栏目的栏目名称：必须填写",
    )
    with pytest.raises(DeskError, match="表样还不能用：第2个栏目"):
        save_own_form(desk, form)


def test_the_look_is_the_paper_itself(desk: Desk) -> None:
    look = form_preview(desk, desk.catalogue.ready_form("月报"))
    assert look.content.startswith(b"%PDF")
    assert (len(look.sizes), look.remarks) == (1, ())


@pytest.mark.parametrize("kind", SealKind)
def test_a_sealed_folder_takes_no_form_and_gives_none_up(tmp_path: Path, kind: SealKind) -> None:
    desk = opened(tmp_path / "data")
    folder = desk.store.folder
    path = save_own_form(desk, new_form())
    desk.store.close()
    write_seal(folder.seal, Seal(kind, datetime(2023, 3, 25, 9), "李四"))  # noqa: DTZ001  the office's own wall clock
    before = path.read_bytes()
    sealed = opened(tmp_path / "data")
    with sealed.store:
        with pytest.raises(DeskError, match="只能看，不能改"):
            save_own_form(sealed, replace(new_form(), name="另一张", title="另一张"))
        with pytest.raises(DeskError, match="只能看，不能改"):
            delete_own_form(sealed, new_form().name)
    assert [one.read_bytes() for one in own_folder(sealed).iterdir()] == [before]
