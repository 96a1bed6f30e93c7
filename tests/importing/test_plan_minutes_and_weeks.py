"""Minutes that hand out work, weeks as phases, labels line by line, stages, bulletins and accounts that ask nothing."""

from tests.importing.plan_making import Paper, reading, told

MINUTES = """某镇党委书记办公会议纪要
（2025年5月6日）
5月6日上午，镇党委书记周海主持召开书记办公会，研究当前重点工作。会议听取了春耕情况汇报，截至4月底全镇完成播种面积3.2万亩。会议议定以下事项：
一、关于防汛准备。由应急办负责，5月15日前完成水库隐患整改；各村5月12日前报送转移名册。
二、关于招商引资。经济发展办要盯紧在谈项目，6月底前签约不少于2个。
三、关于人居环境。原则同意城建办提出的整治方案，由城建办修改完善后于5月10日前印发实施。
"""


def test_minutes_hand_out_work_each_clause_to_its_own_unit_and_tell_of_the_meeting() -> None:
    assert [told(task) for task in reading(MINUTES).tasks] == [
        ("应急办", "2025-05-15", "clear"),
        ("各村", "2025-05-12", "clear"),
        ("经济发展办", "2025-06-30", "clear"),
        ("城建办", "2025-05-10", "clear"),
    ]


def test_weeks_with_their_days_are_phases() -> None:
    found = reading(
        "某县纪委机关关于开展作风建设月活动的通知\n机关各部室：\n决定开展活动。\n"
        "第一周（5月5日—5月9日）：学习教育周。各部室开展专题学习。\n"
        "第二周（5月12日—5月16日）：查摆问题周。各部室形成问题清单，5月15日前报监督室。\n"
        "某县纪委机关\n2025年4月29日\n"
    )
    assert [(one.name, str(one.start), str(one.end)) for one in found.phases] == [
        ("第一周：学习教育周", "2025-05-05", "2025-05-09"),
        ("第二周：查摆问题周", "2025-05-12", "2025-05-16"),
    ]
    assert [told(task) for task in found.tasks] == [("各部室", "2025-05-15", "clear")]


def test_time_place_and_offices_on_lines_of_their_own_belong_to_the_item_above() -> None:
    found = reading(
        "某市残联助残日系列活动方案\n为办好活动，制定本方案。\n一、活动内容\n"
        "（一）专场招聘会\n时间：5月16日\n地点：人力资源市场\n承办：就业中心\n协办：市人社局、市工商联\n"
        "（二）辅具进社区\n时间：5月12日至20日\n地点：各社区\n承办：康复部\n"
        "某市残联\n2025年4月20日\n"
    )
    assert [(task.content, *told(task)) for task in found.tasks] == [
        ("专场招聘会", "就业中心、市人社局、市工商联", "2025-05-16", "clear"),
        ("辅具进社区", "康复部", "2025-05-20", "clear"),
    ]


def test_a_table_of_stages_whose_first_column_has_no_heading_gives_phases_and_no_tasks() -> None:
    rows = [
        ["", "起止时间", "工作任务"],
        ["动员部署", "4月中旬", "制定方案，统一培训"],
        ["监督检查", "4月21日至9月30日", "省局、市局分级检查"],
        ["总结评估", "10月", "汇总通报"],
    ]
    found = reading(Paper("某省药监局清源行动实施方案", "（2025年4月10日印发）", "一、安排").table(rows).data())
    assert [(one.name, str(one.start), str(one.end)) for one in found.phases] == [
        ("动员部署", "2025-04-11", "2025-04-20"),
        ("监督检查", "2025-04-21", "2025-09-30"),
        ("总结评估", "2025-10-01", "2025-10-31"),
    ]
    assert found.tasks == ()


def test_a_day_with_a_dot_in_a_column_of_times_is_that_day() -> None:
    rows = [
        ["序号", "任务", "主责", "里程碑"],
        ["1", "修订管理办法", "法务部", "3.31"],
        ["2", "建台账", "规划部", "6/30前"],
    ]
    found = reading(Paper("某集团2025年重点任务", "2025年1月22日").table(rows).data())
    assert [told(task) for task in found.tasks] == [
        ("法务部", "2025-03-31", "clear"),
        ("规划部", "2025-06-30", "clear"),
    ]


def test_a_bulletin_tells_of_work_and_intentions_and_asks_nothing() -> None:
    found = reading(
        "工作简报（第7期）\n区总工会办公室编　　　　　　2025年8月5日\n一、竞赛成效显著\n"
        "6月底前，全区312家企业完成报名，均落实到位；7月15日前，各街道工会完成初评并全部上报。\n"
        "二、下阶段打算\n区总工会将深化竞赛内涵，力争年底前参赛职工突破5万人。\n"
    )
    assert found.tasks == ()
    assert not found.is_plan


def test_the_name_of_an_item_stays_with_the_sentence_behind_it() -> None:
    found = reading(
        "某区招生工作通知\n各中小学：\n现就有关工作通知如下。\n一、工作任务\n"
        "（一）残疾儿童入学。特教中心“一人一案”，8月15日前完成评估。\n"
        "（二）审核材料。6月20日—22日，基础科会同各小学审核。\n"
        "某区教育局\n2025年4月2日\n"
    )
    assert [(task.content[:6], *told(task)[:2]) for task in found.tasks] == [
        ("残疾儿童入学", "特教中心", "2025-08-15"),
        ("审核材料。6", "基础科、各小学", "2025-06-22"),
    ]


ACCOUNT = (
    "让老人在家门口吃上热乎饭\n——清河县民政局2025年老年助餐工作回顾\n"
    "近年来，清河县民政局把老年助餐当作实事来办，就餐老人比2024年增长21%。\n一、建好阵地\n"
    "5月底前，在城区选定助餐点18个。各乡镇均于8月底前挂牌，服务老人达3100余人。\n"
    "二、管好队伍\n8月4日至8日，举办厨师培训班，培训厨师60名。县民政局每季度通报一次就餐情况。\n"
    "三、几点体会\n必须坚持群众需求导向。11月6日，省民政厅调研组到县调研，给予充分肯定。\n"
)
BYLINE = "（供稿：清河县民政局　2026年1月6日）\n"


def test_an_account_of_work_done_with_its_results_is_no_plan() -> None:
    found = reading(ACCOUNT + BYLINE)
    assert (found.is_plan, found.tasks, found.duties) == (False, (), ())


def test_results_before_a_demand_or_under_the_name_of_a_plan_leave_a_plan() -> None:
    asked = "四、下一步要求\n请各乡镇于2026年3月20日前报送新增助餐点名单。\n"
    assert "2026-03-20" in [told(task)[1] for task in reading(ACCOUNT + asked + BYLINE).tasks]
    assert reading(ACCOUNT.replace("工作回顾", "工作方案") + BYLINE).tasks
