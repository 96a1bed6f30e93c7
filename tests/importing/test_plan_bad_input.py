"""Whatever comes as a plan: one sentence or an empty reading, never an accident and never a date that is not there."""

import io
import re
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_app.campaign.plan import PlanReading
from desk_app.locations import shipped
from desk_app.problems import DeskError
from tests.importing.making import repacked
from tests.importing.plan_making import Paper, reading

WORDS = """一、 （一） 1. 2. （1） 各科室 、 ， 。 ； 局 2023年 23月 3月 底前 2月30日前 （ ）
［ 责任单位： 牵头单位： 完成时限：
附件 附件：1. 每月 至少1次 阶段 （3月1日至4月30日） 由 牵头 配合 开展 报送 和 与 每名党员 ： | 通知 某某局 要
分为三个阶段 从2024年3月开始至8月结束 （办公室，3月底前启动，6月底前完成） （李明负责） 办公室 王红 ● —— 【责任单位】
1月： 4—5月： 第三季度： 以下任务于2月30日前完成： 上述工作由办公室负责 原定于 调整为 周八前 星期九 次年1月20日前
2.1 3.6月10日前 （以下简称某中心） 《报表》（附件2） （责任单位：人事科） （6月底前） 续表 双周 √ 负责 """
LINES = (
    "\n",
    "\t",
    "\n\t",
    " ",
    "序号\t任务\t责任单位\t完成时限\n",
    "制定本方案。\n",
    "2024年4月8日\n",
    "事项\t责任单位\t1月\t2月\t3月\n",
    "（续表）\n",
    "1\t自查\t办公室\t√\t√\t\n",
)
PIECES = (*WORDS.split(), *LINES)
PLAN = (shipped().sample / "方案.docx").read_bytes()


def well(data: bytes) -> bool:
    """Whether a file gives a reading, or one Chinese sentence why not."""
    try:
        return isinstance(reading(data), PlanReading)
    except DeskError as refused:
        return str(refused).endswith("。")


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=120))
def test_pieces_of_plans_in_any_order_are_read_without_an_accident(pieces: list[str]) -> None:
    found = reading("制定本方案。\n" + "".join(pieces))
    for task in found.tasks:
        if re.search(r"23月|2月30日", task.deadline.text) and not re.search(r"(?<!2)3月", task.deadline.text):
            assert task.due is None
        if re.search(r"周八|星期九", task.deadline.text) and not re.search(r"[月日年]", task.deadline.text):
            assert task.due is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=400))
def test_any_text_gives_a_reading_or_one_sentence(text: str) -> None:
    assert well(text.encode("utf-8", "replace"))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_word_plan_with_pieces_of_its_xml_lost_or_doubled_never_raises(data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(PLAN)) as archive:
        part = archive.read("word/document.xml").decode()
    pieces = re.split(r"(?=<w:(?:p|tr|tc|tbl)[ >])", part)
    place = data.draw(st.integers(1, len(pieces) - 2))
    many = data.draw(st.integers(1, 30))
    gone = pieces[place : place + many] if data.draw(st.booleans()) else []
    changed = "".join(pieces[:place] + gone + pieces[place + (0 if gone else many) :])
    broken = repacked(PLAN, lambda name, old: changed.encode() if name == "word/document.xml" else old)
    assert well(broken)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(PLAN) - 1), st.binary(min_size=1, max_size=40))
def test_a_damaged_file_gives_one_sentence(place: int, junk: bytes) -> None:
    assert well(PLAN[:place] + junk + PLAN[place + len(junk) :])


def test_long_runs_of_the_same_sign_are_read_in_one_breath() -> None:
    for text in (
        "各科室、" * 400,
        "局" * 3000,
        "（责任单位：" * 300,
        "1." * 1500,
        "各单位和" * 400,
        "（办公室，" * 400,
        "办公室王红" * 300,
        "由办公室牵头、" * 300,
        "——" * 900,
        "1月：\n" * 400,
        "（（（（3月" * 200,
        "3.6月" * 400,
    ):
        assert reading(f"制定本方案。\n一、任务\n{text}") is not None


def test_tables_of_odd_shapes_are_read() -> None:
    paper = Paper("方案", "制定本方案。")
    paper.table([["序号"]]).table([["", ""], ["", ""]]).table([["任务", "责任单位"], ["", ""]])
    paper.table([["序号", "任务", "时限"], ["合计", "", ""], ["1", "完成自查", "2024年3月底前"]], [(1, 0, 1, 2)])
    assert [task.content for task in reading(paper.data()).tasks] == ["完成自查"]


def test_an_empty_file_is_refused_and_an_empty_plan_read() -> None:
    assert reading(Paper("方案").data()).tasks == ()
    with pytest.raises(DeskError, match="空"):
        reading(b"")
