"""The 附件2 of three months as sixteen units sent them, file by file, with the trouble each one brings.

Missing on purpose: 应急中心 in January, 监测站 in February, 法规科 and 西城分局 in March. The file of 环评科 in
February cannot be opened, and one file of January does not say that it is of 法规科.
"""

from __future__ import annotations

from typing import Unpack

from sample_forms import TALKS
from sample_returns import Details, Look, Return
from sample_talks import Spelling

_REORDERED = (0, 6, 7, 8, 1, 2, 3, 4, 5)


def _talk(
    folder: int, name: str, unit: str | None, special: str, *, period: str = "", **details: Unpack[Details]
) -> Return:
    """A 附件2 in the folder of a month, by default for that month."""
    month = period or f"2023-{folder:02}"
    return Return(file=f"2023年{folder}月/{name}", unit=unit, form=TALKS, period=month, special=special, **details)


JANUARY: tuple[Return, ...] = (
    _talk(1, "附件2 大谈话统计表（办公室）.xlsx", "办公室", "首次报送，其后有重报", count=4),
    _talk(1, "附件2 大谈话统计表（办公室）（重报）.xlsx", "办公室", "重报：第2行谈话地点改过，增加1行", count=5,
          edits=((2, "谈话地点", "党组会议室"),), of="2023年1月/附件2 大谈话统计表（办公室）.xlsx"),
    _talk(1, "附件2.xlsx", "机关党委", "文件名无单位，单位只在填报单位一行"),
    _talk(1, "人事科1月谈话统计.xlsx", "人事科", "谈话时间为真正的日期格式；文件名不含表名全称",
          spelling=Spelling.DATE),
    _talk(1, "大谈话统计表（宣教科）.docx", "宣教科", "Word；日期不带年份（1月6日）", spelling=Spelling.NO_YEAR),
    _talk(1, "附件2 大谈话统计表.xlsx", None, "单位不明：填报单位空着，文件名也没有（实为法规科所报）",
          state="needs_review", said="", fill_from="法规科"),
    _talk(1, "附件2 大谈话统计表（大气环境科）.xls", "大气环境科", "xls；真正的日期格式", spelling=Spelling.DATE),
    _talk(1, "附件2大谈话统计表（水生态环境科）.xlsx", "水生态环境科", "栏目顺序调换", look=Look(order=_REORDERED),
          count=4),
    _talk(1, "附件2 大谈话统计表（土壤环境科）.xlsx", "土壤环境科", "表内写明零报告", state="nil",
          look=Look(nil="零报告（本月未开展谈话）")),
    _talk(1, "附件2 大谈话统计表（环境影响评价科）.xlsx", "环评科", "用又称：环境影响评价科", said="环境影响评价科",
          count=2),
    _talk(1, "监测科 附件2 大谈话统计表.csv", "监测科", "csv，UTF-8带BOM；日期2023-01-04一类",
          spelling=Spelling.DASHES),
    _talk(1, "大谈话统计表-执法支队1月.xls", "执法支队", "xls；日期2023.1.5一类；生僻字䶮", count=5,
          spelling=Spelling.DOTS),
    _talk(1, "监测站报送表1月.csv", "监测站", "csv，GB18030；日期2023/1/6一类；生僻字𬭚㛃喆；文件名无表名", count=4,
          spelling=Spelling.SLASHES, encoding="gb18030"),
    _talk(1, "附件2（东城分局）.docx", "东城分局", "Word；生僻字𬭚", count=4),
    _talk(1, "附件2 大谈话统计表（西城分局）.xlsx", "西城分局", "单位只在文件名，填报单位空着", said=""),
    _talk(1, "附件2 大谈话统计表（西城分局）盖章.pdf", "西城分局", "盖章扫描件PDF，电子表另有", state="scan",
          making="pdf"),
    _talk(1, "高新分局1月大谈话.xlsx", "高新区分局", "文件名与填报单位用两种又称", said="市生态环境局高新区分局",
          spelling=Spelling.DOTS_PADDED),
)  # fmt: skip

FEBRUARY: tuple[Return, ...] = (
    _talk(2, "附件2 大谈话统计表（办公室）.xlsx", "办公室", "栏目名夹空格、换行、全角空格；填报单位用半角冒号",
          look=Look(messy=True), count=4, spelling=Spelling.DOTS),
    _talk(2, "附件2 大谈话统计表（机关党委）2月.xlsx", "机关党委", "累计报送：1月的3行照抄在前，新增3行",
          state="needs_review", carry=((1, 3),)),
    _talk(2, "附件2（宣教科）.docx", "宣教科", "Word；填报单位后勾选☑零报告（内容控件复选框）", state="nil",
          look=Look(box="☑")),
    _talk(2, "附件2 大谈话统计表（法规科）.xlsx", "法规科", "日期不存在：第2行2月30日", state="needs_review",
          spelling=Spelling.NO_YEAR, edits=((2, "谈话时间", "2月30日"),)),
    _talk(2, "附件2 大谈话统计表（大气环境科）.xls", "大气环境科", "xls；末尾有合计行和备注行", look=Look(total=True),
          count=4),
    _talk(2, "大谈话统计表-水生态环境科-2月.xlsx", "水生态环境科", "原件，另有一份同样内容换了名字"),
    _talk(2, "附件2 水生态环境科（微信转发）.xlsx", "水生态环境科", "与另一文件逐字节相同，只是换了名字",
          state="duplicate", making="copy", of="2023年2月/大谈话统计表-水生态环境科-2月.xlsx"),
    _talk(2, "附件2 大谈话统计表（土壤环境科）.xlsx", "土壤环境科", "数据中间有空行；标题上方另有两行空行",
          look=Look(above=2, blank_after=(1, 2)), spelling=Spelling.DASHES),
    _talk(2, "附件2 大谈话统计表（环评科）.xlsx", "环评科", "文件残缺，打不开", state="rejected", making="cut"),
    _talk(2, "附件2大谈话统计表_监测科_2023年2月.csv", "监测科", "csv，UTF-8不带BOM；日期20230202一类",
          spelling=Spelling.COMPACT, encoding="utf-8"),
    _talk(2, "大谈话统计表-执法支队2月.xls", "执法支队", "必填的谈话内容类型空着（第3行）", state="needs_review",
          count=4, edits=((3, "谈话内容类型", ""),)),
    _talk(2, "附件2（应急中心）.xlsx", "应急中心", "第一张表是填表说明，表在第二张", look=Look(cover_sheet=True)),
    _talk(2, "附件2（东诚分局）.docx", "东城分局", "单位名写错：东诚分局（应为东城分局，另有西城分局）",
          state="needs_review", said="东诚分局"),
    _talk(2, "西城分局/附件2.docx", "西城分局", "以单位为名的文件夹；Word；□零报告未勾选，表内有数据",
          look=Look(box="☐")),
    _talk(2, "西城分局/西城分局大谈话统计表2月盖章.jpg", "西城分局", "盖章件的照片", state="scan", making="jpg"),
    _talk(2, "附件2 大谈话统计表（高新区分局）.xlsx", "高新区分局", "首次报送，其后有修改版"),
    _talk(2, "附件2 大谈话统计表（高新区分局）修改版.xlsx", "高新区分局",
          "重报：修改版，第1行谈话内容类型改过，增加1行", count=4, edits=((1, "谈话内容类型", "提醒谈话"),),
          of="2023年2月/附件2 大谈话统计表（高新区分局）.xlsx"),
    Return(file="2023年2月/~$附件2 大谈话统计表（办公室）.xlsx", unit=None, form=None, period=None, state="ignored",
           making="lock", special="办公软件打开时留下的临时文件"),
)  # fmt: skip

MARCH: tuple[Return, ...] = (
    _talk(3, "附件2 大谈话统计表（办公室）.xlsx", "办公室", "一张表里九种日期写法", count=9, spelling=Spelling.MIXED),
    _talk(3, "附件2 大谈话统计表（机关党委）.xlsx", "机关党委", "只报3月，不再累计；谈话地点为文本0305",
          edits=((1, "谈话地点", "0305"), (2, "谈话地点", "0012"))),
    _talk(3, "附件2 大谈话统计表（人事科）2月.xlsx", "人事科", "迟报：放在3月文件夹里的2月表", period="2023-02"),
    _talk(3, "附件2 大谈话统计表（人事科）3月.xlsx", "人事科", "1904日期系统的真正日期", look=Look(mac_dates=True),
          spelling=Spelling.DATE),
    _talk(3, "附件2（宣教科）.docx", "宣教科", "Word；日期为汉字（三月六日）", count=4, spelling=Spelling.NUMERALS),
    _talk(3, "大谈话统计表（大气环境科）.xls", "大气环境科", "扩展名是xls，内容其实是xlsx", really="xlsx"),
    _talk(3, "附件2大谈话统计表（水生态环境科）.xlsx", "水生态环境科", "没有附件号和标题，栏目名就在第一行",
          look=Look(annex_line=False, title=False, unit_line=False), spelling=Spelling.SLASHES),
    _talk(3, "附件2 大谈话统计表（土壤科）.xlsx", "土壤环境科", "用又称；多出备注一栏；有合计行",
          look=Look(remarks=("", "补记", "已存档"), total=True), said="土壤科", count=4),
    _talk(3, "附件2 大谈话统计表（环评科）.xlsx", "环评科", "累计报送：1月2行、2月3行照抄在前，新增3行",
          state="needs_review", carry=((1, 2), (2, 3))),
    _talk(3, "监测科 附件2 大谈话统计表.csv", "监测科", "csv，UTF-8带BOM；栏目顺序调换；日期带空位2023.03.02",
          look=Look(order=_REORDERED), spelling=Spelling.DOTS_PADDED),
    _talk(3, "大谈话统计表-执法支队3月.xls", "执法支队", "xls；标题在合并单元格，栏目名在第5行；䶮",
          look=Look(above=1), count=5, spelling=Spelling.NO_YEAR),
    _talk(3, "监测站报送表3月.csv", "监测站", "csv，UTF-8不带BOM；文件名无表名；生僻字𬭚㛃喆", count=4,
          spelling=Spelling.DASHES, encoding="utf-8"),
    _talk(3, "附件2（应急中心）.xlsx", "应急中心", "交了空表，也没有写零报告", state="needs_review",
          look=Look(empty=True)),
    _talk(3, "附件2（东城分局）.docx", "东城分局", "Word；有单元格在内容控件里，有一处修订插入的文字",
          look=Look(controls=True), count=4),
    _talk(3, "高新分局大谈话3月.xlsx", "高新区分局", "表内登记的区域范围偏小（WPS常见），照它读会丢行",
          look=Look(wrong_dimension=True), said="高新分局", count=6),
)  # fmt: skip

TALK_RETURNS: tuple[Return, ...] = (*JANUARY, *FEBRUARY, *MARCH)
