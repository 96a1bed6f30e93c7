"""One matter in the text and in its row, and what a paper counts in all: one number, one hour, one place."""

import pytest

from tests.importing.plan_making import reading

PLAN = """甲市城市管理局
市容环境整治行动方案
各科室：
为改善市容环境，制定本方案。
一、目标任务
围绕占道经营、户外广告、环卫保洁三个方面开展整治。拆除违法户外广告牌186块，背街小巷机械化清扫率达到85%以上。
二、重点任务
（一）摊点规范。规范设置便民疏导点12处，检查生产企业14家、小作坊52家。（责任单位：市容科；完成时限：2026年5月31日前）
（二）广告拆除。依法拆除违法设置的户外广告牌186块。（责任单位：广告科；完成时限：2026年8月31日前）
（三）公厕改造。改造城区公厕24座，其中新建6座、改造18座，背街小巷机械化清扫率达到85%以上。（责任单位：环卫中心；完成时限：2026年9月30日前）
（四）渣土检查。对渣土车辆开展检查，每月不少于4次。（责任单位：执法大队；完成时限：2026年10月31日前）
（五）启动仪式。4月1日上午9:00在局机关三楼报告厅举行“市容大家谈”启动仪式。（责任单位：办公室；完成时限：2026年4月1日）
（六）安全检查。由市容科会同广告科对临街店招开展安全检查，2026年6月底前完成。
三、经费
完成8个站点改造，投入资金160万元，每个20万元。安排经费480万元，其中公厕改造300万元、设备购置180万元。
甲市城市管理局
2026年3月12日
附件
任务清单
序号\t任务\t要求\t牵头单位\t配合单位\t时间\t地点
1\t摊点规范\t设置疏导点12处，检查企业14家、小作坊52家\t市容科\t\t2026年5月31日前\t
2\t广告拆除\t拆除违法广告牌186块\t广告科\t\t2026年8月底前\t
3\t公厕改造\t新建6座、改造18座\t环卫中心\t\t2026年9月30日前\t
4\t渣土检查\t每月不少于4次\t执法大队\t\t2026年10月31日前\t
5\t启动仪式\t举行“市容大家谈”启动仪式\t办公室\t\t2026年4月1日9:00\t局机关三楼报告厅
6\t临街店招安全检查\t\t市容科\t广告科\t2026年6月30日前\t
"""


def told(old: str = "", new: str = "") -> list[str]:
    assert old in PLAN
    place = PLAN.rindex(old)
    return [one.message for one in reading(PLAN[:place] + new + PLAN[place + len(old) :]).conflicts]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("小作坊52家\t", "小作坊62家\t"),
        ("新建6座、改造18座\t", "新建8座、改造18座\t"),
        ("每月不少于4次\t", "每月不少于2次\t"),
        ("每月不少于4次\t", "每季度不少于4次\t"),
        ("1日9:00", "1日14:30"),
        ("\t局机关三楼报告厅", "\t文化馆二楼会议室"),
        ("市容科\t广告科", "市容科\t执法大队"),
        ("达到85%以上。（", "达到80%以上。（"),
        ("三个方面", "四个方面"),
        ("“市容大家谈”启动", "“市容大家讲”启动"),
        ("投入资金160万元", "投入资金180万元"),
        ("公厕改造300万元", "公厕改造320万元"),
    ],
)
def test_what_the_text_and_the_row_of_one_matter_or_a_sum_say_differently_is_told_once(old: str, new: str) -> None:
    assert len(told(old, new)) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("小作坊52家\t", "小作坊\t"),
        ("新建6座、改造18座\t", "改造公厕24座\t"),
        ("每月不少于4次\t", "每月4次以上\t"),
        ("1日9:00", "1日上午9时"),
        ("\t局机关三楼报告厅", "\t三楼报告厅"),
        ("市容科\t广告科", "市容科\t广告科、执法大队"),
        ("三个方面", "等三个方面"),
        ("拆除违法户外广告牌186块", "2025年拆除违法户外广告牌230块。年内拆除违法户外广告牌180余块"),
        ("投入资金160万元", "投入资金约180万元"),
        ("一、目标任务\n", "一、目标任务\n督促广告经营单位落实责任，2026年8月底前实现安全检查全覆盖。\n"),
    ],
)
def test_the_same_said_otherwise_a_part_and_another_year_are_no_contradiction(old: str, new: str) -> None:
    assert told(old, new) == []


def test_a_contradiction_of_one_of_several_rows_names_the_row_and_not_only_its_group() -> None:
    head = "序号\t类别\t任务\t责任单位\t完成时限\n"
    rows = "1\t建筑安全\t危大工程方案检查\t质安站\t6月底前\n2\t建筑安全\t塔吊设备检测\t质安站\t7月底前\n"
    body = "（一）建筑安全。\n1.5月底前，完成危大工程方案检查。\n2.7月底前，完成塔吊设备检测。\n"
    lead = "甲县住建局工作方案\n各股室：\n为做好安全工作，制定本方案。\n一、重点任务\n"
    text = f"{lead}{body}甲县住建局\n2026年3月2日\n附件\n任务清单\n"
    (found,) = reading(text + head + rows).conflicts
    assert "危大工程方案检查" in found.message
    assert {found.a.text, found.b.text if found.b else ""} == {"5月底前", "6月底前"}


def test_an_item_all_done_before_its_own_deadline_contradicts_itself_and_a_first_step_does_not() -> None:
    text = (
        "甲县市监局工作方案\n各股室：\n为规范收费，制定本方案。\n一、重点任务\n"
        "1.督促主体清退违规加收的电费，2026年7月底前{}。［牵头单位：价格股；完成时限：2026年8月底前］\n甲县市监局\n2026年3月2日\n"
    )
    assert [one.kind.value for one in reading(text.format("全部清退到位")).conflicts] == ["date"]
    assert reading(text.format("建立清退台账")).conflicts == ()


OFFICE = """甲镇人民政府
甲镇“清洁家园、美丽乡村”整治行动方案
各村、各站所：
为改善环境，决定自2026年4月10日起至7月18日开展“清洁家园、美丽乡村”整治行动，为期100天。
一、整治步骤
第一阶段：宣传发动（4月10日至4月20日）
1.召开动员会。召开镇村干部动员会。（责任单位：党政办，完成时间：4月15日前）
2.张贴标语。张贴标语300条。（责任单位：文化站，完成时间：4月20日前）
第二阶段：集中整治（4月21日至7月18日）
3.清理沟渠。清理沟渠18处。（责任单位：水利站，完成时间：6月20日前）
4.拆除残垣。拆除残垣断壁90处。（责任单位：村建所，完成时间：7月10日前）
二、工作要求
各村每月28日前将《整治统计表》（附件）报水利站。各村于7月1日前将工作总结报党政办，党政办于7月15日前形成总结报告报县政府。联系人：李明，电话：6285500。
附件：整治统计表
甲镇人民政府
2026年4月3日
附件
整治统计表
填报单位：
序号\t村名\t清理沟渠（处）\t拆除残垣（处）
\t\t\t
\t\t\t
备注：每月28日前报水利站，电话6285500。
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("为期100天", "为期80天"),
        ("完成时间：4月20日前", "完成时间：4月28日前"),
        ("4.拆除残垣。", "3.拆除残垣。"),
        ("28日前报水利站", "28日前报村建所"),
        ("7月1日前将工作总结", "7月17日前将工作总结"),
        ("电话6285500", "电话6285050"),
        ("“清洁家园、美丽乡村”整治行动，", "“清洁家园、和美乡村”整治行动，"),
    ],
)
def test_lengths_phases_items_receivers_summaries_telephones_and_names_of_a_campaign_must_agree(
    old: str, new: str
) -> None:
    assert old in OFFICE
    assert len(reading(OFFICE.replace(old, new)).conflicts) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("为期100天", "为期3个多月"),
        ("28日前报水利站", "28日前报镇水利站"),
        ("电话：6285500。", "电话：0312-6285500；王芳，电话：6285501。"),
        ("，电话6285500", "，传真6285511"),
        ("2.张贴标语。", "2．张贴标语。"),
    ],
)
def test_the_same_length_a_local_name_and_two_persons_numbers_are_no_contradiction(old: str, new: str) -> None:
    assert old in OFFICE
    assert [one.message for one in reading(OFFICE.replace(old, new)).conflicts] == []


def test_two_names_that_the_tails_of_one_text_use_are_two_units() -> None:
    lead = "甲局工作方案\n各科室：\n为做好工作，制定本方案。\n一、重点任务\n"
    body = (
        "1.特种设备检查。检查特种设备80台。（责任单位：安全科；完成时限：6月底前）\n"
        "2.危化品运输检查。检查危化品运输车辆60辆。（责任单位：安全生产科；完成时限：7月底前）\n"
    )
    head = "甲局\n2026年3月2日\n附件\n任务清单\n序号\t任务\t责任单位\t完成时限\n"
    rows = "1\t特种设备检查\t安全生产科\t6月底前\n2\t危化品运输检查\t安全生产科\t7月底前\n"
    assert [one.kind.value for one in reading(lead + body + head + rows).conflicts] == ["unit"]
