import calendar
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desk_app.campaign.deadlines import Deadline, Kind, State, find_deadlines, read_deadline
from desk_app.campaign.holidays import load_holidays
from desk_app.locations import shipped

TABLE = load_holidays(shipped().resources / "holidays")
PIECES = (
    "\n", " ",
    "2024年", "23年", "XX年", "今年", "明年", "次年", "去年", "年", "月", "日", "号", "1", "2", "3", "5", "12",
    "13", "15", "23", "28", "29", "30", "31", "二", "十", "三十一", "〇", "上旬", "中旬", "下旬", "上", "、", "底",
    "末", "初", "中", "前", "之前", "以前", "前后", "起", "开始", "以后", "后", "以来", "至今", "内", "期间", "止",
    "截至", "截止", "至", "到", "-", "—", "~", "/", ".", ":", "：", "（", "）", "“", "”", "，", "。", "；", "从",
    "自", "于", "不迟于", "最迟", "上午", "下午", "下班", "时", "点", "半", "分", "周一", "本周五", "下周", "每",
    "每周", "每月", "每季度", "每半年", "每年", "每两周", "逐月", "一次", "至少", "不超过", "次", "件", "个",
    "工作日", "天", "周", "小时", "会后", "印发之日起", "春节", "七一", "国庆", "中秋", "两节", "假期", "寒假",
    "及时", "适时", "长期坚持", "季度", "第", "一", "最后", "上半年", "下半年", "本月", "下月", "上月", "即日",
    "今天", "召开会议", "完成", "结束", "启动", "报送", "〔2024〕", "27号", "《", "》", "不定期", "一般", "活动",
    "未来三年", "2024.3.15", "3月", "6月", "25日", "八", "星期", "双周", "每双周", "每旬", "旬末", "两季", "次年1月",
)  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2089, 12, 31))
WITHIN = st.none() | st.tuples(DAYS, st.integers(0, 900)).map(lambda pair: (pair[0], pair[0] + timedelta(pair[1])))
SPOKEN = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


def plain(value: date | datetime | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def sound(read: Deadline, text: str) -> None:
    """What holds for every reading, whatever was written."""
    assert read.text == text
    assert read.why.endswith("。")
    start, end = plain(read.start), plain(read.end)
    assert start is None or end is None or start <= end
    if read.kind is Kind.INVALID:
        assert (read.state, read.start, read.end) == (State.INVALID, None, None)
    else:
        assert read.state is not State.INVALID
    if read.min_count is not None and read.max_count is not None:
        assert read.min_count <= read.max_count
    shape = read.to_json()
    for key in ("start", "end"):
        assert shape[key] is None or datetime.fromisoformat(shape[key])


@given(SPOKEN | st.text(max_size=40), DAYS, WITHIN)
def test_no_text_breaks_the_reading_and_reading_twice_gives_the_same(
    text: str, on: date, within: tuple[date, date] | None
) -> None:
    read = read_deadline(text, on, within, TABLE)
    sound(read, text)
    assert read_deadline(read.text, on, within, TABLE) == read


@given(SPOKEN | st.text(max_size=60), DAYS, WITHIN)
def test_what_is_found_in_running_text_stands_there(text: str, on: date, within: tuple[date, date] | None) -> None:
    for one in find_deadlines(text, on, within, TABLE):
        assert 0 <= one.start < one.end <= len(text)
        sound(one.deadline, text[one.start : one.end])


@given(DAYS, DAYS)
def test_a_due_date_written_in_full_reads_back_as_itself(day: date, on: date) -> None:
    read = read_deadline(f"{day.year}年{day.month}月{day.day}日前", on)
    if day.year - on.year <= 30:
        assert (read.kind, read.end, read.state) == (Kind.BY, day, State.CLEAR)
    assert read.end == day


@given(st.integers(1990, 2089), st.integers(0, 99), st.integers(0, 99), DAYS)
def test_a_day_that_does_not_exist_is_never_taken_and_one_that_does_always_is(
    year: int, month: int, day: int, on: date
) -> None:
    read = read_deadline(f"{year}年{month}月{day}日前", on)
    exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, min(month, 12))[1]
    assert read.end == (date(year, month, day) if exists else None)
    assert (read.kind is Kind.INVALID) is not exists


@given(DAYS, st.integers(0, 400), DAYS)
def test_a_window_written_in_full_reads_back_as_itself(start: date, length: int, on: date) -> None:
    end = start + timedelta(days=length)
    text = f"{start.year}年{start.month}月{start.day}日至{end.year}年{end.month}月{end.day}日"
    read = read_deadline(text, on)
    assert (read.kind, read.start, read.end) == (Kind.WINDOW, start, end)


@given(st.integers(1, 12), st.integers(1, 28), DAYS)
def test_an_unwritten_year_never_lies_more_than_sixty_days_back(month: int, day: int, on: date) -> None:
    end = plain(read_deadline(f"{month}月{day}日前", on).end)
    assert end is not None
    assert on - timedelta(days=60) <= end <= on + timedelta(days=366)
