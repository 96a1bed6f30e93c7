"""The invented bureau of the sample: its units in the bureau's order, its people, its working days.

Every name here is made up. The order of ``UNITS`` is 局内排序 and is what the roster file carries.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

BUREAU = "青屏市生态环境局"
CAMPAIGN = "学习宣传贯彻党的二十大精神"


@dataclass(frozen=True)
class Person:
    """One person of a unit: the name as it is written and the post held there."""

    name: str
    post: str


@dataclass(frozen=True)
class Unit:
    """One row of 单位名册, with the five people who sign and sit in its talks."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    parent: str
    contact: str
    branch: str
    people: tuple[Person, ...]
    leader: str


#: 局领导 in 领导排序: name, post as written in a form.
LEADERS: dict[str, str] = {
    "沈维清": "党组书记、局长",
    "顾长汀": "党组成员、副局长",
    "陶砚秋": "党组成员、副局长",
    "骆云舟": "党组成员、总工程师",
    "卫思远": "派驻纪检监察组组长",
}


def _people(text: str) -> tuple[Person, ...]:
    """Reads ``姓名 职务；姓名 职务`` into persons, so that the table below stays a table."""
    pairs = (entry.split(" ") for entry in text.split("；"))
    return tuple(Person(name, post) for name, post in pairs)


def _unit(
    name: str, aliases: str, kind: str, contact: str, branch: str, leader: str, people: str, parent: str = ""
) -> Unit:
    """One line of the table below; 又称 are joined by 、 as in the roster file."""
    return Unit(name, tuple(aliases.split("、")), kind, parent, contact, branch, _people(people), leader)


UNITS: tuple[Unit, ...] = (
    _unit("办公室", "局办公室、局办", "科室", "许映雪（6001）", "机关第一党支部", "沈维清",
          "林嘉禾 主任；周德喆 副主任；许映雪 四级主任科员；罗文博 科员；汪㛃 科员"),
    _unit("机关党委", "局机关党委、直属机关党委", "科室", "秦若兰（6012）", "机关第一党支部", "沈维清",
          "邓怀谦 专职副书记；秦若兰 组织干事；贺知远 宣传干事；温雅琴 四级调研员；石磊 科员"),
    _unit("人事科", "组织人事科、人事处", "科室", "白晓楠（6020）", "机关第一党支部", "沈维清",
          "蒋赟 科长；白晓楠 副科长；方继业 一级主任科员；苗青 科员；田雨薇 科员"),
    _unit("宣教科", "宣传教育科、宣教与合作科", "科室", "姚一诺（6023）", "机关第二党支部", "顾长汀",
          "钟毓秀 科长；姚一诺 副科长；范子墨 科员；侯佳音 科员；常思齐 科员"),
    _unit("法规科", "政策法规科、法规与标准科", "科室", "邵清越（6031）", "机关第二党支部", "卫思远",
          "孟宪章 科长；邵清越 副科长；龚正 二级主任科员；黎晓棠 科员；向南 科员"),
    _unit("大气环境科", "大气科、大气环境管理科", "科室", "薛明轩（6035）", "机关第三党支部", "陶砚秋",
          "康景行 科长；薛明轩 副科长；戴月华 三级主任科员；金一凡 科员；莫春晖 科员"),
    _unit("水生态环境科", "水科、水生态科", "科室", "涂念慈（6038）", "机关第三党支部", "陶砚秋",
          "江澄 科长；涂念慈 副科长；柏青松 四级主任科员；项楚楚 科员；鲁望舒 科员"),
    _unit("土壤环境科", "土壤科、土壤生态环境科", "科室", "殷实（6041）", "机关第三党支部", "陶砚秋",
          "杜仲平 科长；殷实 副科长；裴玉珍 科员；牛犇 科员；卓然 科员"),
    _unit("环评科", "环境影响评价科、环评与排放管理科", "科室", "文静姝（6045）", "机关第四党支部", "骆云舟",
          "万里程 科长；文静姝 副科长；欧阳霁 二级主任科员；段小满 科员；邱晨曦 科员"),
    _unit("监测科", "生态环境监测科、监测与信息科", "科室", "管亦舒（6048）", "机关第四党支部", "骆云舟",
          "章则刚 科长；管亦舒 副科长；伍星辰 科员；安宁 科员；车文谦 科员"),
    _unit("执法支队", "生态环境保护综合行政执法支队、市执法支队", "二级机构", "尤佳（7003）", "执法支队党支部",
          "顾长汀", "雷向东 支队长；尤佳 综合室主任；高䶮 一大队大队长；滕飞 二大队大队长；祝融融 执法员"),
    _unit("监测站", "青屏市生态环境监测站、市监测站", "二级机构", "柯以敏（7021）", "监测站党支部", "骆云舟",
          "彭𬭚 站长；柯以敏 副站长；霍㛃 质控室主任；成喆 分析室主任；童谣 技术员"),
    _unit("应急中心", "生态环境应急中心、环境应急与调度中心", "二级机构", "古丽娟（7035）", "执法支队党支部",
          "顾长汀", "沙文渊 主任；古丽娟 副主任；潘赟 值班长；岳小峰 工程师；丁香 工程师", parent="执法支队"),
    _unit("东城分局", "市生态环境局东城分局、东城区分局", "分局", "蓝采薇（8102）", "东城分局党支部", "顾长汀",
          "韩𬭚 局长；蓝采薇 副局长；游弘毅 综合股股长；舒婉 执法中队长；庄严 股员"),
    _unit("西城分局", "市生态环境局西城分局、西城区分局", "分局", "阮清和（8202）", "西城分局党支部", "陶砚秋",
          "费行知 局长；阮清和 副局长；梅若虚 综合股股长；全胜 执法中队长；言午 股员"),
    _unit("高新区分局", "高新分局、市生态环境局高新区分局", "分局", "仲夏（8302）", "高新区分局党支部", "骆云舟",
          "司马昀 局长；仲夏 副局长；喻晓 综合股股长；宁致远 执法中队长；郁葱 股员"),
)  # fmt: skip

BY_NAME: dict[str, Unit] = {unit.name: unit for unit in UNITS}

#: Public holidays on weekdays, and weekend days worked in exchange, in the first quarter of 2023.
_HOLIDAYS = frozenset({date(2023, 1, 2), *(date(2023, 1, day) for day in range(23, 28))})
_WORKED_WEEKENDS = frozenset({date(2023, 1, 28), date(2023, 1, 29)})


def working_days(month: int) -> tuple[date, ...]:
    """The working days of one month (1–3) of 2023, in order."""
    first = date(2023, month, 1)
    days = (first + timedelta(days=step) for step in range(31))
    return tuple(
        day
        for day in days
        if day.month == month and day not in _HOLIDAYS and (day.weekday() < 5 or day in _WORKED_WEEKENDS)
    )


def order_of(unit: str) -> int:
    """The place of a unit in 局内排序, from 0."""
    return [known.name for known in UNITS].index(unit)
