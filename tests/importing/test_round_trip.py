import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.importing.results import FileState
from tests.importing.making import UNIT_LINE, comma, one, word, xls, xlsx

HEAD = ["序号", "问题来源", "问题表述", "整改目标", "整改措施", "责任单位", "责任人", "完成时限", "进展情况"]
KEYS = ["serial", "source", "problem", "goal", "measure", "unit", "person", "due", "progress"]
RARE = [
    "韩𬭚",
    "𠮷野家",
    "=1+1",
    "@甲",
    "+乙",
    "-丙",
    "0012",
    "１２３",
    "甲\n乙",
    "张 三",
    "a&b<c>\"d'",
    "１.０",
    "㛃",
    "　顶格",
    "1e5",
    "TRUE",
]
WORDS = st.one_of(
    st.sampled_from(RARE),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\t"), min_size=1, max_size=30),
).filter(
    lambda text: (
        text == text.strip()
        and text != ""
        and not re.search(r"_x[0-9A-Fa-f]{4}_", text)
        and "★" not in text
        and "☆" not in text
    )
)
PROBLEM = WORDS.map(lambda text: "事项" + text)
ROWS = st.lists(st.tuples(PROBLEM, WORDS, WORDS), min_size=1, max_size=5)


def table(rows: list[tuple[str, str, str]]) -> list[list[object]]:
    lines: list[list[object]] = [[UNIT_LINE], HEAD]  # type: ignore[list-item]
    lines += [
        [n, "自查", problem, goal, measure, "办公室", "甲", "长期坚持", "已完成"]
        for n, (problem, goal, measure) in enumerate(rows, 1)
    ]
    return lines


def texts(data: bytes, name: str) -> list[tuple[object, ...]]:
    found = one(data, name)
    assert found.state is FileState.ACCEPTED, found.problems
    return [tuple(row.values[key] for key in ("problem", "goal", "measure")) for row in found.rows]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_every_text_comes_back_from_a_workbook_to_the_code_point(rows: list[tuple[str, str, str]]) -> None:
    assert texts(xlsx(table(rows)), "2023年2月/整改台账（办公室）.xlsx") == rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_every_text_comes_back_from_an_old_workbook_to_the_code_point(rows: list[tuple[str, str, str]]) -> None:
    assert texts(xls(table(rows)), "2023年2月/整改台账（办公室）.xls") == rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS)
def test_every_text_comes_back_from_a_word_table_to_the_code_point(rows: list[tuple[str, str, str]]) -> None:
    lines = table(rows)
    assert texts(word([UNIT_LINE], lines[1:]), "2023年2月/整改台账（办公室）.docx") == rows


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(ROWS, st.sampled_from(["utf-8", "utf-8-sig", "gb18030", "utf-16"]))
def test_every_text_comes_back_from_a_text_table_to_the_code_point(
    rows: list[tuple[str, str, str]], encoding: str
) -> None:
    assert texts(comma(table(rows), encoding), "2023年2月/整改台账（办公室）.csv") == rows
