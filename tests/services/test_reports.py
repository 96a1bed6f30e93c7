"""月报 and 通报: figures cited from the tally, traceable, worded by a person, the office's own templates first."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from desk_app.locations import shipped
from desk_app.problems import DeskError
from desk_app.services.closing import close_period
from desk_app.services.desk import Desk
from desk_app.services.leader_figures import leader_figures
from desk_app.services.report_draft import draft_report
from desk_app.services.report_template import Template, own_folder, taken_apart, template_named, templates
from desk_app.services.report_write import ReportWish, report_papers, write_report
from desk_app.services.tally import tally_of
from desk_app.services.values import Campaign
from tests.services.sample_office import MARCH, TALKS

SHIPPED = shipped().resources / "reports"


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    try:
        return "".join(page.get_textpage().get_text_bounded() for page in document)
    finally:
        document.close()


def told(desk: Desk, campaign: Campaign, text: str) -> str:
    return draft_report(desk, campaign, Template("试", f"# 试\n{text}\n@数字"), MARCH).text.split("\n")[1]


def test_the_figures_of_a_draft_are_those_of_the_tally_and_each_has_its_source(desk: Desk, campaign: Campaign) -> None:
    draft = draft_report(desk, campaign, template_named(desk, SHIPPED, "月报"), MARCH)
    tally = next(one for one in tally_of(desk, campaign, MARCH) if one.form.name == TALKS)
    people = next(one.persons for one in leader_figures(desk, campaign, MARCH) if one.form == TALKS)
    assert f"{TALKS}：本期{tally.total}人次，涉及{people}人" in draft.text
    assert f"累计{tally.cumulative}人次" in draft.text
    assert "未报2家（法规科、西城分局）" in draft.text
    assert "{" not in draft.text
    assert "[" not in draft.text
    assert {one.value for one in draft.sources if one.source == f"{TALKS} 2023年3月本期 全局 行数"} == {
        str(tally.total)
    }


def test_what_is_not_closed_is_said_first_whatever_the_template_says_and_no_longer_after_it(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    bare = Template("简报", "# 简报\n本期{本期 大谈话统计表}人次。")
    draft = draft_report(desk, campaign, bare, MARCH)
    write_report(desk, campaign, draft, MARCH, tmp_path / "前")
    assert "未定稿：大谈话统计表" in "".join(
        one.text for one in Document(next((tmp_path / "前").glob("*.docx"))).paragraphs
    )
    assert "未定稿" in pdf_text(next((tmp_path / "前").glob("*.pdf")))
    close_period(desk, campaign, MARCH)
    draft = draft_report(desk, campaign, bare, MARCH)
    write_report(desk, campaign, draft, MARCH, tmp_path / "后")
    assert "未定稿" not in pdf_text(next((tmp_path / "后").glob("*.pdf")))


def test_word_and_pdf_say_the_same_with_the_rates_table_and_the_sources_as_annexes(
    desk: Desk, campaign: Campaign, tmp_path: Path
) -> None:
    draft = draft_report(desk, campaign, template_named(desk, SHIPPED, "通报"), MARCH)
    made = write_report(desk, campaign, draft, MARCH, tmp_path, text=draft.text.replace("各单位要", "请各单位要"),
                        wish=ReportWish(with_sources=True))  # fmt: skip
    document = Document(made.files[0])
    pages = re.sub(r"—\d—", "", "".join(pdf_text(made.files[1]).split()))
    for paragraph in document.paragraphs:
        assert "".join(paragraph.text.split()) in pages
    assert "请各单位要" in pages
    rates, sources = document.tables
    assert [cell.text for cell in rates.rows[-1].cells][1:3] == ["合计", "16"]
    assert len(sources.rows) == len(draft.sources) + 1


def test_a_clause_is_left_out_where_its_figure_is_not_to_be_had_or_nothing(desk: Desk, campaign: Campaign) -> None:
    assert told(desk, campaign, "甲[，涉及{人数 提建议清单}人]。") == "甲。"
    assert told(desk, campaign, "甲[?，迟报{迟报 大谈话统计表}家]。") == "甲。"
    assert told(desk, campaign, "甲[，迟报{迟报 大谈话统计表}家]。") == "甲，迟报0家。"
    assert told(desk, campaign, "{计数 大谈话统计表/谈话内容类型=廉政谈话}次") == "8次"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("{本期 大谈话表}", "没有“大谈话表”这张表"),
        ("{本季 大谈话统计表}", "不认得这个数"),
        ("{合计 大谈话统计表/年龄}", "没有“年龄”这一栏"),
        ("{本期}", "没有写是哪张表"),
        ("{本期 大谈话统计表", "花括号不成对"),
    ],
)
def test_a_name_that_stands_for_nothing_is_told_with_its_place(
    desk: Desk, campaign: Campaign, text: str, why: str
) -> None:
    with pytest.raises(DeskError, match=why):
        told(desk, campaign, text)


def test_the_offices_own_template_takes_the_place_of_the_shipped_one_of_its_name(
    desk: Desk, campaign: Campaign
) -> None:
    assert [one.name for one in templates(desk, SHIPPED)] == ["月报", "通报"]
    own_folder(desk).mkdir()
    (own_folder(desk) / "月报.txt").write_bytes("# 本局月报\n谈话{本期 大谈话统计表}人次。".encode("gb18030"))
    (own_folder(desk) / "简报.txt").write_text("# 简报", encoding="utf-8")
    assert [(one.name, one.own) for one in templates(desk, SHIPPED)] == [
        ("月报", True),
        ("通报", False),
        ("简报", True),
    ]
    draft = draft_report(desk, campaign, template_named(desk, SHIPPED, "月报"), MARCH)
    assert draft.text == "# 本局月报\n谈话51人次。"
    with pytest.raises(DeskError, match="没有“周报”这个模板"):
        template_named(desk, SHIPPED, "周报")


def test_a_text_without_a_title_or_with_two_tables_is_refused() -> None:
    with pytest.raises(DeskError, match="没有标题"):
        taken_apart("只有正文")
    with pytest.raises(DeskError, match="只放一张表"):
        taken_apart("# 题\n@数字\n@上报率")


def test_a_change_is_told_over_those_compared_with_how_many_were_not_and_who_they_are(
    desk: Desk, campaign: Campaign
) -> None:
    draft = draft_report(desk, campaign, template_named(desk, SHIPPED, "月报"), MARCH)
    line = next(one for one in draft.text.split("\n") if one.startswith("大谈话统计表"))
    assert "较上期增加11（8家未作比较）" in line
    assert "应报16家，已报12家，待核2家，未报2家（法规科、西城分局）" in line
    letter, figures = report_papers(desk, campaign, draft, MARCH)
    assert letter.title
    assert "+11\n（8家未作比较）" in figures.rows[0].cells
    assert "上期未报2家（监测站、东城分局）" in figures.note
