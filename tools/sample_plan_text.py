"""The words of the invented action plan: nine activities, each with what, who and until when.

Three contradictions are put in on purpose and named in ``CONTRADICTIONS``: they are what a reader must find.
"""

from __future__ import annotations

from dataclasses import dataclass

from sample_bureau import BUREAU, CAMPAIGN

ISSUER = f"中共{BUREAU}党组"
ISSUED = "2022年12月9日"
TITLE = (BUREAU, f"{CAMPAIGN}行动方案")
BASIS = (
    "根据上级关于认真学习宣传贯彻党的二十大精神的通知要求，为把全市生态环境系统干部职工的学习热情转化为工作实效，"
    "结合本局实际，制定本方案。本次行动自2023年1月起，至2023年12月止。"
)
AIM = (
    "把学习宣传贯彻党的二十大精神作为全年的主线，学在前、讲明白、见行动，以九项活动为抓手，"
    "推动学习成果体现在改善生态环境质量、服务企业群众上。"
)


@dataclass(frozen=True)
class Activity:
    """One of the nine activities; ``listed_*`` say what 任务清单 prints where it departs from the body."""

    name: str
    opening: str
    items: tuple[str, ...]
    units: str
    deadline: str
    listed_deadline: str = ""
    listed_items: tuple[str, ...] = ()


_ALL_UNITS = "办公室、各科室、二级机构、分局"

ACTIVITIES: tuple[Activity, ...] = (
    Activity(
        "大学习", "分层分批，学原文、悟原理。",
        (
            "局党组会议每次先学报告有关篇章，会后三日内传达到各单位。",
            "把专题培训列入年度培训计划，干部轮训一遍。",
            "各党支部依托“三会一课”，每月集中学习不少于1次。",
        ),
        "办公室、机关党委、人事科、宣教科、各党支部", "2023年6月底前",
    ),
    Activity(
        "上党课", "领导带头讲，党员上台讲。",
        (
            "局领导到联系支部讲专题党课，每人至少1次。",
            "各单位主要负责人在本单位讲党课不少于1次。",
            "组织微党课评比，评出的课件供各支部选用。",
        ),
        "机关党委、各党支部", "2023年5月底前", listed_deadline="2023年6月底前",
    ),
    Activity(
        "话体会", "写下来、说出来、传开去。",
        (
            "党组理论学习中心组组织2次专题研讨。",
            "党员干部每人撰写1篇体会文章，择优在局网站刊发。",
        ),
        "宣教科、机关党委、各党支部", "2023年3月底前",
    ),
    Activity(
        "大谈话", "结合年度民主生活会、组织生活会开展。",
        (
            "会前谈心谈话。局主要领导与班子成员谈，班子成员与分管单位负责人谈，单位负责人与干部职工谈。",
            "廉政谈话。对岗位有变动的、有苗头性问题的，及时谈、当面谈。",
            "各单位每月月底前报送当月谈话情况（附件2），没有谈话的报零报告。",
        ),
        "办公室、机关党委、人事科、各党支部", "2023年23月底前", listed_deadline="2023年3月底前",
    ),
    Activity(
        "大调研", "带着问题下去，带着办法回来。",
        (
            "课题申报。各科室、二级机构、分局于2023年2月15日前申报1至2个课题（附件3）。",
            "课题审定。办公室汇总后提交局党组审定。",
            "成果运用。调研报告汇编成册，成熟的做法转为工作措施。",
        ),
        _ALL_UNITS, "2023年7月底前",
    ),
    Activity(
        "提建议", "敞开大门听意见。",
        (
            "面向干部职工、离退休老同志和服务对象征集建议，于2023年2月底前填报（附件4）。",
            "机关党委归类转办，办理结果告知提出人。",
        ),
        "机关党委、各科室、二级机构、分局", "2023年2月底前",
    ),
    Activity(
        "暖人心", "春节前集中走访。",
        (
            "看望离退休老同志、困难党员和困难职工。",
            "慰问驻村点困难群众，帮助解决一两件急事。",
        ),
        "机关党委、人事科、工会", "2023年1月18日前",
    ),
    Activity(
        "办实事", "从群众身边的小事办起。",
        ("各单位于2023年2月底前申报1至2件实事（附件5），形成清单，每季度调度一次。",),
        _ALL_UNITS, "2023年12月底前",
        listed_items=("各单位于2023年2月底前申报1至2件实事（附件4），形成清单，每季度调度一次。",),
    ),
    Activity(
        "争先锋", "比作风、比本领、比实绩。",
        ("围绕污染防治、优化服务、机关建设设立先锋岗，年底前集中展示。",),
        _ALL_UNITS, "2023年12月底前",
    ),
)  # fmt: skip

DEMANDS: tuple[tuple[str, str], ...] = (
    ("落实责任。", "各单位主要负责人亲自抓，指定一名联络员，按时限报送材料。"),
    ("边学边改。", "对查摆出的问题，有关单位建立整改台账，每月更新进展，改好一个销号一个。"),
    ("务求实效。", "不搞层层加码，不以留痕代替落实，能合并的会议和报表一律合并。"),
)

CONTRADICTIONS: tuple[dict[str, str], ...] = (
    {
        "kind": "date", "where": "上党课", "body": "2023年5月底前", "list": "2023年6月底前",
        "special": "正文与任务清单时限不一",
    },
    {
        "kind": "invalid_date", "where": "大谈话", "body": "2023年23月底前", "list": "2023年3月底前",
        "special": "正文的月份不存在",
    },
    {
        "kind": "annex", "where": "办实事", "body": "附件5", "list": "附件4",
        "special": "任务清单里的附件号写错",
    },
)  # fmt: skip
