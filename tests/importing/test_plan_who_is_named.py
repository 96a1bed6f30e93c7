"""Who answers for a task by labels, closing sentences, columns and addresses in the manners of many offices."""

from desk_app.campaign.plan import PlanReading
from tests.importing.plan_making import Paper, by_start, reading, told

HEAD = ("某县某局专项行动方案", "为做好有关工作，制定本方案。", "一、重点任务")
FOOT = ("某县某局", "2026年3月2日")


def body(*lines: str) -> PlanReading:
    return reading("\n".join((*HEAD, *lines, *FOOT)))


def asked(found: PlanReading) -> list[tuple[str, str]]:
    return [told(task)[:2] for task in found.tasks]


def test_labels_of_committees_and_of_proposals_are_labels() -> None:
    found = body(
        "1.审议环境状况报告。4月份进行。责任委室：城环资工委。",
        "（二）关于加快停车设施建设的提案",
        "主办单位：市城管局",
        "会办单位：市公安局、市自然资源局",
        "督办领导：副主席 何涛",
        "办结时间：2026年7月31日前",
        "（三）关于发展银发经济的提案",
        "主办单位：市民政局",
        "督办领导：副主席 王芳",
        "办结时间：2026年8月31日前",
    )
    assert asked(found) == [
        ("城环资工委", "2026-04-30"),
        ("市城管局、市公安局、市自然资源局", "2026-07-31"),
        ("市民政局", "2026-08-31"),
    ]
    assert found.conflicts == ()


def test_a_last_sentence_of_names_and_a_time_says_who_and_until_when() -> None:
    found = body(
        "1.有限空间整治。配齐检测设备。城管局（牵头），水利局、各街道（配合），5月20日前完成。",
        "2.老旧电梯整治。更新改造20台。市场监管局，住建局、各街道，6月底前。",
        "3.线索摸排。各县要全面摸排，于4月25日前填报线索统计表。",
    )
    assert asked(found) == [
        ("城管局、水利局、各街道", "2026-05-20"),
        ("市场监管局、住建局、各街道", "2026-06-30"),
        ("各县", "2026-04-25"),
    ]
    assert [unit.role.value for unit in found.tasks[0].units] == ["牵头", "配合", "配合"]


def test_who_was_spoken_of_in_the_item_s_first_sentence_acts_in_the_next_but_its_name_does_not() -> None:
    found = body(
        "（一）供水管理中心分类制定措施，明确责任人。重大隐患8月底前整改完毕。",
        "（二）各供水站建立隐患清单。5月25日前报供水管理中心。",
        "（三）厕所提升行动。6月底前完成改造。",
    )
    assert [told(task)[0] for task in found.tasks] == ["供水管理中心", "各供水站", ""]


def test_a_sentence_that_asks_its_reader_asks_those_whom_the_paper_is_sent_to() -> None:
    found = reading(
        "关于报送总结的通知\n各科室、各支队：\n现就有关事项通知如下：\n一、请于4月10日前将一季度总结发至办公室。\n"
        "二、请执法科于4月20日前报送案例。\n办公室\n2026年4月7日"
    )
    assert asked(found) == [("各科室、各支队", "2026-04-10"), ("执法科", "2026-04-20")]


def test_work_that_waits_for_no_day_but_is_done_at_once_is_a_task_without_a_time() -> None:
    found = body("（四）做好执法检查。法规股对发现的线索，第一时间核实处理。", "（五）加强领导，第一时间响应。")
    assert asked(found) == [("法规股", "")]


def test_a_count_that_is_all_the_time_that_an_item_states_is_the_time_of_its_task() -> None:
    line = "1.谈心谈话。2026年内，院长与班子成员之间至少开展1次谈心谈话。（责任部门：政治部）"
    task = by_start(body(line), "谈心谈话")
    assert (told(task)[:2], task.deadline.min_count) == (("政治部", "2026-12-31"), 1)


def test_who_leads_a_clause_behind_a_date_leads_not_what_stood_before() -> None:
    line = "一、4月15日前完成材料上传，由人事科统一审核，4月20日前报市局。"
    assert asked(body(line)) == [("", "2026-04-15"), ("人事科", "2026-04-20")]
    line = "二、4月15日前完成上传，4月20日前完成复核，由人事科牵头。"
    assert [told(task)[0] for task in body(line).tasks] == ["人事科", "人事科"]


def test_a_column_of_departments_is_known_whatever_they_do_before_one_of_places() -> None:
    rows = [
        ["选题", "报道内容", "采制部门", "刊播平台", "播发时间"],
        ["年货大集", "探访农村大集", "新闻中心", "新闻频道", "3月20日"],
        ["暖心返乡", "关注返乡务工人员", "融媒体中心、外宣部", "公共频道", "3月28日前"],
    ]
    found = reading(Paper("报道安排", "2026年3月12日").table(rows).data())
    assert asked(found) == [("新闻中心", "2026-03-20"), ("融媒体中心、外宣部", "2026-03-28")]


def test_lines_that_begin_with_a_unit_and_a_wide_blank_hand_work_out() -> None:
    found = reading(
        "任务分解\n县纪委监委　　开展专项检查，3月20日前完成。\n县委组织部　　开展档案审核，4月底前完成。\n"
        "2026年1月12日"
    )
    assert asked(found) == [("县纪委监委", "2026-03-20"), ("县委组织部", "2026-04-30")]


def test_the_stretch_of_a_heading_is_no_task_beside_what_is_asked_below_it() -> None:
    found = body("（三）整改提升（8月21日—9月10日）", "各科室：9月5日前完成问题整改。")
    assert asked(found) == [("各科室", "2026-09-05")]


def test_two_months_with_a_deed_each_in_one_cell_are_two_tasks() -> None:
    rows = [
        ["项目名称", "建设内容", "建设单位", "节点"],
        ["智慧校园", "数据中台", "网信中心", "5月完成招标，10月上线运行"],
    ]
    found = reading(Paper("建设计划", "2026年2月9日").table(rows).data())
    assert asked(found) == [("网信中心", "2026-05-31"), ("网信中心", "2026-10-31")]


def test_what_is_told_with_many_results_and_asked_of_nobody_is_an_account_without_a_byline() -> None:
    found = reading(
        "打通科普惠民“最后一公里”\n近年来，县科协创新方法，公民科学素质比例比2020年提高5.2个百分点。\n"
        "一、打造队伍\n6月底前，从县医院遴选专家86名，先后开展服务312场次。各乡镇均组建队伍，累计服务1.2万余人次。\n"
        "二、办好实事\n建成驿站38个，参赛作品同比增长20%。市科协到县调研，给予充分肯定。活动获评省级优秀案例。"
    )
    assert found.tasks == ()
    assert not found.is_plan


def test_units_between_phrases_of_parts_are_asked_and_those_behind_together_help() -> None:
    rows = [
        ["改革事项", "改革内容", "负责单位", "完成期限"],
        ["简化许可", "压缩审批时限", "审批局；住建局、自规局按职责分工负责", "4月底前"],
        ["一网通办", "新增高频事项", "数据局会同各单位", "5月底前"],
    ]
    found = reading(Paper("重点任务", "2026年3月11日").table(rows).data())
    assert [task.activity for task in found.tasks] == ["简化许可", "一网通办"]
    assert [told(task)[0] for task in found.tasks] == ["审批局、住建局、自规局", "数据局、各单位"]
    line = "1.推进整合。6月底前完成。（省数据局牵头，省直有关部门，各市人民政府按职责负责）"
    assert by_start(body(line), "推进").unit_names == ("省数据局", "省直有关部门", "各市人民政府")


def test_names_between_a_colon_and_a_comma_answer_and_places_before_the_colon_do_not() -> None:
    found = body(
        "1.官网改版：市场部周颖，5月22日前出设计稿。",
        "2.合同归档：法务部/综合部，5月底前。",
        "（3）学校、医院：教育局、卫健局分别牵头，5月20日前完成自查。",
    )
    assert asked(found) == [
        ("市场部", "2026-05-22"),
        ("法务部、综合部", "2026-05-31"),
        ("教育局、卫健局", "2026-05-20"),
    ]
    assert found.tasks[0].people == ("周颖",)


def test_a_label_may_lack_its_colon_and_a_part_of_a_month_its_month() -> None:
    found = body("1.部门自评。撰写报告。（责任单位各部门，3月28日前完成）")
    assert asked(found) == [("各部门", "2026-03-28")]
    found = body("（一）4月份", "1.开展志愿服务。（各党支部，中旬）", "2.督查落实情况。（机关党委，下旬）")
    assert asked(found) == [("各党支部", "2026-04-20"), ("机关党委", "2026-04-30")]


def test_a_plan_of_a_building_site_names_its_teams() -> None:
    rows = [
        ["工程部位", "计划开始", "计划完成", "施工班组", "技术负责人"],
        ["基础开挖", "3月5日", "3月25日", "土方一班", "李工"],
        ["混凝土浇筑", "4月16日", "4月30日", "混凝土班组、试验室", "王工"],
    ]
    found = reading(Paper("施工计划", "2026年3月1日").table(rows).data())
    assert asked(found) == [("土方一班", "2026-03-25"), ("混凝土班组、试验室", "2026-04-30")]
