"""Awkward names: the unit and the period in the title, the line, the file's name, the folder, or nowhere; dates."""

from __future__ import annotations

from tests.importing.awkward.kit import FIRST, HEAD, NAME, SECOND, TITLE, UNIT_LINE, Case, asked, case, good, row
from tests.importing.awkward.layouts import TOP, body
from tests.importing.making import xlsx


def who_and_when() -> list[Case]:
    """The unit and the period in the title, the line, the file's name, the folder, or nowhere."""
    late = ("1", *FIRST[1:6], "2023-02-20", *FIRST[7:])
    return [
        case(
            "period in the title only",
            xlsx([["2023年3月大谈话统计表"], [UNIT_LINE], HEAD, FIRST]),
            good(),
            name="来表.xlsx",
        ),
        case("unit in the title only", xlsx([["办公室2023年3月大谈话统计表"], HEAD, FIRST]), good(), name="来表.xlsx"),
        case(
            "period in the folder, unit in the folder above",
            xlsx([HEAD, FIRST]),
            good(),
            name="办公室/2023年3月/大谈话.xlsx",
        ),
        case("period by the rows alone", body(FIRST), good(), name="大谈话统计表.xlsx"),
        case(
            "the unit's other name", body(FIRST, top=([TITLE], ["填报单位：局办"])), good(), name="2023-03 附件2.xlsx"
        ),
        case(
            "a unit that is nearly known is proposed, never taken",
            body(FIRST, top=([TITLE], ["填报单位：东诚分局"])),
            asked("名册中没有", unit=None, proposed="东城分局"),
            name="2023年3月/附件2.xlsx",
        ),
        case(
            "no unit anywhere",
            xlsx([[TITLE], HEAD, FIRST]),
            asked("没有写明填报单位", unit=None),
            name="2023年3月/附件2.xlsx",
        ),
        case(
            "two units that disagree",
            body(FIRST),
            asked("两处不一致", unit=None, proposed="办公室"),
            name="2023年3月/附件2 财务科.xlsx",
        ),
        case(
            "folder 3月 with a file of 2月 is a late return",
            xlsx([*TOP, HEAD, late]),
            good(row(late), period="2023-02"),
            name="2023年3月/附件2 大谈话统计表2023年2月（办公室）.xlsx",
        ),
        case(
            "two months that disagree",
            xlsx([["2023年2月大谈话统计表"], [UNIT_LINE], HEAD, FIRST]),
            asked("两处不一致", period=None),
            name="附件2 2023年3月（办公室）.xlsx",
        ),
        case(
            "all rows of another month",
            xlsx([*TOP, HEAD, late]),
            asked("而表内日期全在2023年2月", rows=[row(late)]),
        ),
        case(
            "January's rows again",
            body(FIRST, ("2", *SECOND[1:6], "2023-01-16", *SECOND[7:])),
            asked("是否为累计报送", rows=[row(), row(SECOND, 谈话时间="2023-01-16")]),
        ),
        case(
            "the unit chosen at the door",
            xlsx([HEAD, FIRST]),
            good(unit="法规科"),
            name="a.xlsx",
            options=["--unit", "法规科"],
        ),
        case(
            "a name of two hundred signs",
            body(FIRST),
            good(),
            name="2023年3月/" + "附件2大谈话统计表办公室" + "很长" * 31 + ".xlsx",
        ),
        case(
            "a name with signs of all kinds",
            body(FIRST),
            good(),
            name="2023年3月/附件2【办公室】 &'\"（终稿） #1%.xlsx",
        ),
        case("a wrong extension does not mislead", body(FIRST), good(silent=True), name=NAME.replace(".xlsx", ".doc")),
    ]


def dates() -> list[Case]:
    """Dates as people write them."""
    written = {
        "2023.3.5": "2023-03-05", "2023/03/05": "2023-03-05", "2023年3月5日": "2023-03-05", "3月5日": "2023-03-05",
        "20230305": "2023-03-05", "三月五日": "2023-03-05", "二〇二三年三月五日": "2023-03-05",
        "２０２３．３．５": "2023-03-05",
        "2023-3-5 14:30": "2023-03-05T14:30", "2023.3.5上午": "2023-03-05",
    }  # fmt: skip
    found = [
        case(f"a date written {text}", body((*FIRST[:6], text, *FIRST[7:])), good(row(谈话时间=iso)))
        for text, iso in written.items()
    ]
    for text in ("3/4/2023", "5日", "上旬", "2023.13.5"):
        data = body((*FIRST[:6], text, *FIRST[7:]))
        found.append(case(f"a date written {text} is asked", data, asked(text, rows=[row(谈话时间=text)])))
    return found


CASES = [*who_and_when(), *dates()]
