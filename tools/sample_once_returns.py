"""The forms sent once (附件3, 附件4, 附件5) and the 整改台账 of three units, file by file.

Missing on purpose: 应急中心 owes 附件3, 土壤环境科 附件5; the 附件4 of 环评科 is an empty file.
"""

from __future__ import annotations

from typing import Unpack

from sample_forms import ADVICE, DEEDS, REPAIRS, TOPICS, Form
from sample_returns import Details, Look, Return


def _once(form: Form, folder: int, name: str, unit: str, special: str, **details: Unpack[Details]) -> Return:
    """A form that is collected once, found in the folder of a month."""
    return Return(file=f"2023年{folder}月/{name}", unit=unit, form=form, period="once", special=special, **details)


def _repair(folder: int, name: str, unit: str, special: str, **details: Unpack[Details]) -> Return:
    """A 整改台账 of one unit and month."""
    return Return(
        file=f"2023年{folder}月/{name}", unit=unit, form=REPAIRS, period=f"2023-{folder:02}", special=special, **details
    )


TOPIC_RETURNS: tuple[Return, ...] = (
    _once(TOPICS, 1, "附件3 大调研课题申报表（办公室）.xlsx", "办公室", "提前报送；本表无填报单位，单位只在文件名"),
    _once(TOPICS, 1, "附件3（法规科）.docx", "法规科", "提前报送；Word；本表无填报单位"),
    _once(TOPICS, 2, "附件3（机关党委）.docx", "机关党委", "Word；单位只在文件名"),
    _once(TOPICS, 2, "附件3 大调研课题申报表（人事科）.xlsx", "人事科", "末栏用全角斜线代替换行",
          look=Look(messy=True)),
    _once(TOPICS, 2, "宣教科大调研课题申报表.xlsx", "宣教科", "单位写在文件名开头"),
    _once(TOPICS, 2, "附件3 大调研课题申报表（大气科）.xlsx", "大气环境科", "文件名用又称：大气科"),
    _once(TOPICS, 2, "附件3 大调研课题申报表（水生态环境科）.xlsx", "水生态环境科", "序号预先编到5，后几行空着",
          look=Look(numbered_spares=True)),
    _once(TOPICS, 2, "附件3（土壤环境科）.docx", "土壤环境科", "Word；单位只在文件名"),
    _once(TOPICS, 2, "附件3 大调研课题申报表（环评科）.xlsx", "环评科", "照附表原样填报"),
    _once(TOPICS, 2, "大调研课题申报表-监测科.xls", "监测科", "xls"),
    _once(TOPICS, 2, "附件3 大调研课题申报表（执法支队）.xlsx", "执法支队", "必填的课题名称空着（第2行）",
          state="needs_review", edits=((2, "课题名称", ""),)),
    _once(TOPICS, 2, "附件3大调研课题申报表（监测站）.csv", "监测站", "csv，GB18030；栏目名和单元格里有换行",
          encoding="gb18030"),
    _once(TOPICS, 2, "附件3 大调研课题申报表（东城分局）.xlsx", "东城分局", "照附表原样填报"),
    _once(TOPICS, 2, "西城分局/附件3.docx", "西城分局", "Word；单位只在文件夹名"),
    _once(TOPICS, 3, "附件3 大调研课题申报表（高新区分局）.xlsx", "高新区分局", "3月才报，迟报"),
)  # fmt: skip

ADVICE_RETURNS: tuple[Return, ...] = (
    _once(ADVICE, 2, "附件4 提建议清单（办公室）.xlsx", "办公室", "照附表原样填报"),
    _once(ADVICE, 2, "附件4（机关党委）.docx", "机关党委", "Word"),
    _once(ADVICE, 2, "人事科提建议清单.xlsx", "人事科", "没有附件号；填报单位用又称人事处",
          look=Look(annex_line=False), said="人事处"),
    _once(ADVICE, 2, "附件4提建议清单（宣教科）.csv", "宣教科", "csv，UTF-8带BOM"),
    _once(ADVICE, 2, "附件4 提建议清单（法规科）.xlsx", "法规科", "文字以=1+1、@、+开头，须原样保留"),
    _once(ADVICE, 2, "大气环境科附件4附件5.xlsx", "大气环境科", "一个工作簿两张表，此为附件4", sheet="附件4"),
    _once(DEEDS, 2, "大气环境科附件4附件5.xlsx", "大气环境科", "一个工作簿两张表，此为附件5", sheet="附件5"),
    _once(ADVICE, 2, "提建议清单-水生态环境科.xls", "水生态环境科", "xls"),
    _once(ADVICE, 2, "附件4 提建议清单（土壤环境科）.xlsx", "土壤环境科", "表内写明零报告", state="nil",
          look=Look(nil="零报告")),
    _once(ADVICE, 2, "附件4 提建议清单（环评科）.xlsx", "环评科", "0字节空文件", state="rejected", making="empty"),
    _once(ADVICE, 2, "监测科 附件4 提建议清单.csv", "监测科", "csv，GB18030", encoding="gb18030"),
    _once(ADVICE, 2, "附件4 提建议清单（执法支队）.xlsx", "执法支队", "多出备注一栏",
          look=Look(remarks=("转办公室", ""))),
    _once(ADVICE, 2, "附件4（监测站）.docx", "监测站", "Word"),
    _once(ADVICE, 2, "附件4 提建议清单（应急中心）.xlsx", "应急中心", "序号预先编好，末行只有序号",
          look=Look(numbered_spares=True)),
    _once(ADVICE, 2, "附件4 提建议清单（东城分局）.xlsx", "东城分局", "原件，3月又原样报了一次"),
    _once(ADVICE, 3, "附件4 提建议清单（东城分局）再报.xlsx", "东城分局", "与2月的文件逐字节相同，换名放在3月",
          state="duplicate", making="copy", of="2023年2月/附件4 提建议清单（东城分局）.xlsx"),
    _once(ADVICE, 2, "西城分局/附件4.xlsx", "西城分局", "单位在文件夹名，表内也写了"),
    _once(ADVICE, 2, "附件4 提建议清单（高新区分局）.xlsx", "高新区分局", "栏目名夹全角空格", look=Look(messy=True)),
)  # fmt: skip

DEED_RETURNS: tuple[Return, ...] = (
    _once(DEEDS, 2, "附件5（办公室）.docx", "办公室", "Word"),
    _once(DEEDS, 2, "附件5 办实事征集表（机关党委）.xlsx", "机关党委", "照附表原样填报"),
    _once(DEEDS, 2, "办实事征集表-人事科.xls", "人事科", "xls"),
    _once(DEEDS, 2, "附件5 办实事征集表（宣教科）.xlsx", "宣教科", "照附表原样填报"),
    _once(DEEDS, 2, "附件5 办实事征集表（政策法规科）.xlsx", "法规科", "文件名与填报单位都用又称", said="政策法规科"),
    _once(DEEDS, 2, "附件5 办实事征集表（水生态环境科）.xlsx", "水生态环境科", "栏目名夹空格和换行",
          look=Look(messy=True)),
    _once(DEEDS, 2, "附件5 办实事征集表（环评科）.xlsx", "环评科", "数据后有空行", look=Look(blank_after=(1,))),
    _once(DEEDS, 2, "附件5 办实事征集表（监测科）.xlsx", "监测科", "照附表原样填报"),
    _once(DEEDS, 2, "附件5（执法支队）.docx", "执法支队", "Word；填报单位用又称",
          said="生态环境保护综合行政执法支队"),
    _once(DEEDS, 2, "附件5办实事征集表（监测站）.csv", "监测站", "csv，UTF-8不带BOM", encoding="utf-8"),
    _once(DEEDS, 2, "附件5 办实事征集表（应急中心）.xlsx", "应急中心", "栏目顺序调换",
          look=Look(order=(0, 4, 1, 2, 3))),
    _once(DEEDS, 2, "附件5 办实事征集表（东城分局）.xlsx", "东城分局", "照附表原样填报"),
    _once(DEEDS, 2, "西城分局/附件5.xlsx", "西城分局", "单位只在文件夹名，填报单位空着", said=""),
    _once(DEEDS, 3, "附件5 办实事征集表（高新分局）.xlsx", "高新区分局", "3月才报，迟报；用又称", said="高新分局"),
)  # fmt: skip

REPAIR_RETURNS: tuple[Return, ...] = (
    _repair(1, "整改台账（环评科）.xlsx", "环评科", "完成时限有立行立改一类文字"),
    _repair(1, "执法支队整改台账1月.xlsx", "执法支队", "一行的责任单位为两家；没有填报单位一行",
            look=Look(unit_line=False)),
    _repair(1, "整改台账（东城分局）.docx", "东城分局", "Word"),
    _repair(2, "执法支队整改台账2月.xlsx", "执法支队", "完成时限有长期坚持一类文字", look=Look(unit_line=False)),
    _repair(2, "整改台账（东城分局）.csv", "东城分局", "csv，UTF-8带BOM"),
    _repair(3, "整改台账（环评科）.xlsx", "环评科", "表内用又称", said="环境影响评价科"),
    _repair(3, "执法支队整改台账3月.xls", "执法支队", "xls；没有填报单位一行", look=Look(unit_line=False)),
    _repair(3, "整改台账（东城分局）.xlsx", "东城分局", "照表原样填报"),
)  # fmt: skip

ONCE_RETURNS: tuple[Return, ...] = (*TOPIC_RETURNS, *ADVICE_RETURNS, *DEED_RETURNS, *REPAIR_RETURNS)
