"""A superior's workbook and document as they come: titles, joined cells, formulas, drop-downs, notes below."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

UNITS = ("办公室", "法规科", "宣教科", "西城分局", "东城分局", "市纪委")
_THIN = Side(style="thin")


def superior_workbook(path: Path, month: str = "3", above: int = 0) -> Path:
    """Units by figures with a sum line of formulas, and a second sheet of rows; ``above`` lines more at the head."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = f"{month}月"
    _units(sheet, month, above)
    _rows(book.create_sheet("谈话明细"))
    book.save(path)
    return path


def _units(sheet: Worksheet, month: str, above: int) -> None:
    for _ in range(above):
        sheet.append(["内部资料"])
    top = above + 1
    sheet.cell(top, 1, f"2023年{month}月主题教育情况统计表").font = Font(name="黑体", size=18, bold=True)
    sheet.merge_cells(start_row=top, start_column=1, end_row=top, end_column=6)
    sheet.cell(top + 1, 1, "填报单位：")
    sheet.cell(top + 1, 4, "填报人：　　　　填报日期：")
    for column, text in enumerate(("序号", "单位", "谈心谈话", None, "提建议（条）", "合计"), start=1):
        sheet.cell(top + 2, column, text)
    sheet.merge_cells(start_row=top + 2, start_column=3, end_row=top + 2, end_column=4)
    sheet.cell(top + 3, 3, "本月人次")
    sheet.cell(top + 3, 4, "其中：廉政谈话")
    first = top + 4
    for place, unit in enumerate(UNITS):
        line = first + place
        sheet.cell(line, 1, place + 1)
        sheet.cell(line, 2, unit)
        sheet.cell(line, 6, f"=C{line}+E{line}")
        for column in range(1, 7):
            cell = sheet.cell(line, column)
            cell.border = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
            cell.alignment = Alignment(horizontal="center")
    last = first + len(UNITS)
    sheet.cell(last, 2, "合计")
    for column, letter in ((3, "C"), (4, "D"), (5, "E")):
        sheet.cell(last, column, f"=SUM({letter}{first}:{letter}{last - 1})").fill = PatternFill(
            "solid", fgColor="DDDDDD"
        )
    sheet.cell(last + 1, 1, "备注：本表由各单位汇总后报送。")
    sheet.column_dimensions["B"].width = 22.5
    sheet.row_dimensions[top].height = 36


def _rows(sheet: Worksheet) -> None:
    sheet.append(["谈心谈话明细"])
    sheet.append(["序号", "单位", "谈话人", "谈话对象", "谈话时间", "类型", "字数"])
    for number in range(1, 4):
        sheet.append([number])
        sheet.cell(number + 2, 7, f"=LEN(D{number + 2})")
    sheet.append(["合计", None, "=COUNTA(C3:C5)", "=COUNTA(D3:D5)", None, None, "=SUM(G3:G5)"])
    sheet.append(["备注：类型从下拉选项中选。"])
    sheet.merge_cells("A7:G7")
    kinds = DataValidation(type="list", formula1='"谈心谈话,任前谈话,提醒谈话,廉政谈话"')
    kinds.add("F3:F5")
    sheet.add_data_validation(kinds)
    sheet.print_title_rows = "1:2"
    for line in range(3, 6):
        sheet.row_dimensions[line].height = 27
        for column in range(1, 8):
            sheet.cell(line, column).font = Font(name="仿宋", size=11)


def superior_document(path: Path) -> Path:
    """A letter with lines to fill, a table of figures with a drop-down, and a block of rows."""
    document = Document()
    document.add_heading("谈心谈话工作情况报表", 1)
    line = document.add_paragraph()
    line.add_run("填报单位（盖章）：").bold = True
    line.add_run("＿＿＿＿＿＿").underline = True
    line.add_run("填报日期：")
    table = document.add_table(rows=3, cols=4, style="Table Grid")
    for row, texts in enumerate(
        (("项目", "本月", "累计", "备注"), ("谈心谈话（人次）", "", "", ""), ("未报单位（家）", "", "", ""))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 1).paragraphs[0].add_run("").font.bold = True
    block = document.add_table(rows=4, cols=3, style="Table Grid")
    for column, text in enumerate(("序号", "建议内容", "提出单位")):
        block.cell(0, column).text = text
    block.cell(3, 0).merge(block.cell(3, 2)).text = "说明：按单位顺序填写。"
    choice = parse_xml(
        f'<w:sdt {nsdecls("w")}><w:sdtPr><w:showingPlcHdr/><w:dropDownList><w:listItem w:value="2023年2月"/>'
        '<w:listItem w:value="2023年3月"/></w:dropDownList></w:sdtPr><w:sdtContent>'
        "<w:p><w:r><w:t>请选择</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    cell = table.cell(1, 3)._tc
    cell.remove(cell.p_lst[0])
    cell.append(choice)
    document.save(str(path))
    return path
