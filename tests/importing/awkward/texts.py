"""Awkward text files: csv in every encoding, html that bears the extension .xls, and what is no table at all."""

from __future__ import annotations

import codecs

from tests.importing.awkward.kit import FIRST, HEAD, NAME, SECOND, TITLE, UNIT_LINE, Case, Want, asked, case, good, row

CSV = NAME.replace(".xlsx", ".csv")
HTM = NAME.replace(".xlsx", ".xls")
LINES = ((TITLE,), (UNIT_LINE,), HEAD, FIRST, SECOND)
BOTH = (row(), row(SECOND))


def joined(sign: str, lines: object = LINES, end: str = "\r\n") -> str:
    """A text table with a separator."""
    return end.join(sign.join(line) for line in lines) + end  # type: ignore[attr-defined]


def page(rows: str, before: str = f"<p>{UNIT_LINE}</p>", charset: str = "utf-8") -> str:
    """A page with a table, as old systems export it."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">'
    start = f'<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>{meta}</head>'
    return f"{start}<body>{before}<table>{rows}</table></body></html>"


def lines_of(*lines: tuple[str, ...], kind: str = "td") -> str:
    """Rows of a page's table."""
    return "".join("<tr>" + "".join(f"<{kind}>{text}</{kind}>" for text in line) + "</tr>" for line in lines)


def separated() -> list[Case]:
    """csv and its kin."""
    text = joined(",")
    quoted = joined(",", (*LINES[:3], (*FIRST[:7], '"三楼,""大""会议室\n东侧"', FIRST[8])))
    zeros = joined(",", (*LINES[:3], ('="1"', *FIRST[1:7], '="007"', FIRST[8])))
    return [
        case("csv in UTF-8 with its mark", text.encode("utf-8-sig"), good(*BOTH, silent=True), name=CSV),
        case("csv in UTF-8 without its mark", text.encode(), good(*BOTH, silent=True), name=CSV),
        case("csv in GB18030", text.encode("gb18030"), good(*BOTH, silent=True), name=CSV),
        case("csv in UTF-16", text.encode("utf-16"), good(*BOTH, silent=True), name=CSV),
        case(
            "csv in UTF-16, the other order",
            codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
            good(*BOTH, silent=True),
            name=CSV,
        ),
        case("csv in UTF-16 without its mark", text.encode("utf-16-le"), good(*BOTH, silent=True), name=CSV),
        case("tabs", joined("\t").encode("gb18030"), good(*BOTH, silent=True), name=CSV.replace(".csv", ".txt")),
        case("semicolons", joined(";").encode(), good(*BOTH, silent=True), name=CSV),
        case("Chinese commas", joined("，").encode("gb18030"), good(*BOTH, silent=True), name=CSV),
        case("line ends of other systems", joined(",", end="\n").encode(), good(*BOTH), name=CSV),
        case("line ends of old systems", joined(",", end="\r").encode(), good(*BOTH), name=CSV),
        case(
            "quotes with separators and breaks", quoted.encode(), good(row(谈话地点='三楼,"大"会议室\n东侧')), name=CSV
        ),
        case("numbers kept as text", zeros.encode("gb18030"), good(row(谈话地点="007")), name=CSV),
        case("a csv called .xls", text.encode("gb18030"), good(*BOTH), name=HTM),
        case("a csv called .xlsx", text.encode(), good(*BOTH)),
        case(
            "a line with too many cells",
            joined(",", (*LINES[:3], (*FIRST, "多一格"))).encode(),
            good({**row(), "J列": "多一格"}, says=["J列没有栏目名"]),
            name=CSV,
        ),
        case(
            "a letter as text",
            "各位同志：\n请于月底前报送。\n".encode("gb18030"),
            Want("rejected", (), ["没有找到任何一张表的栏目行"]),
            name=NAME.replace(".xlsx", ".txt"),
            counted=False,
        ),
        case(
            "a nil report as text",
            f"{TITLE}\n{UNIT_LINE}\n本月无谈话，零报告。\n".encode("gb18030"),
            Want("nil", ()),
            name=NAME.replace(".xlsx", ".txt"),
        ),
    ]


def pages() -> list[Case]:
    """html saved as .xls."""
    head, body = lines_of(HEAD, kind="th"), lines_of(FIRST, SECOND)
    merged = lines_of(FIRST).replace("<td>汪㛃</td>", '<td rowspan="2">汪㛃</td>') + lines_of(
        (*SECOND[:5], *SECOND[6:])
    )
    return [
        case("html called .xls", page(head + body).encode(), good(*BOTH, silent=True), name=HTM),
        case("html in GBK", page(head + body, charset="gb2312").encode("gb18030"), good(*BOTH, silent=True), name=HTM),
        case("html with merged cells", page(head + merged).encode(), good(*BOTH, silent=True), name=HTM),
        case(
            "html with its title in a merged row",
            page(
                f'<tr><td colspan="9">{TITLE}</td></tr><tr><td colspan="9">{UNIT_LINE}</td></tr>{head}{body}', ""
            ).encode(),
            good(*BOTH, silent=True),
            name=HTM,
        ),
        case(
            "html with breaks and entities",
            page(head + lines_of((*FIRST[:7], "三楼<br>会议室&nbsp;甲&amp;乙", FIRST[8]))).encode(),
            good(row(谈话地点="三楼\n会议室 甲&乙")),
            name=HTM,
        ),
        case(
            "html whose tags are not closed",
            page("<tr><td>" + "<td>".join(HEAD) + "<tr><td>" + "<td>".join(FIRST)).encode(),
            good(),
            name=HTM,
        ),
        case(
            "html with tbody and colgroup",
            page(f"<colgroup><col><col></colgroup><thead>{head}</thead><tbody>{body}</tbody>").encode(),
            good(*BOTH),
            name=HTM,
        ),
        case(
            "html with a script",
            page(head + lines_of(FIRST), f"<script>document.write('x')</script><p>{UNIT_LINE}</p>").encode(),
            good(silent=True),
            name=HTM,
        ),
        case(
            "html, a day that is none",
            page(head + lines_of((*FIRST[:6], "2月30日", *FIRST[7:]))).encode(),
            asked("2月30日", rows=[row(谈话时间="2月30日")]),
            name=HTM,
        ),
        case(
            "html with a remark below",
            (page(head + lines_of(FIRST)).replace("</body>", "<p>说明：罗文博因病未谈</p></body>")).encode(),
            good(says=["说明：罗文博因病未谈"]),
            name=HTM,
        ),
    ]


CASES = [*separated(), *pages()]
