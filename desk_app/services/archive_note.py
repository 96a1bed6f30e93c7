"""归档说明.txt: what lies in an archive, and how it is checked and opened, for whoever finds it years later."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.campaign.calendar_days import long_day
from desk_app.services.archive_catalogue import said_of_hidden
from desk_app.services.archive_choices import ArchivePlan
from desk_app.services.archive_classes import ArchiveClass
from desk_app.services.archive_manifest import NOTE
from desk_app.services.desk import Desk

__all__ = ["NOTE", "covering_note"]


def covering_note(
    desk: Desk, plan: ArchivePlan, name: str, code: str, characters: Sequence[str], *, rehearsal: bool
) -> str:
    """The text; ``characters`` says which ones another font drew in the papers."""
    campaign, now = plan.holding.campaign, desk.clock()
    outline = campaign.outline
    kept = plan.kept
    counted = [
        f"  {klass.folder}　{count}件" for klass in ArchiveClass if (count := sum(one.klass is klass for one in kept))
    ]
    left = [f"  {one.title}（{one.out}）" for one in plan.places if not one.kept]
    lines = [
        name,
        "",
        *(["这是演练：专项尚未结束，材料以正式归档为准。", ""] if rehearsal else []),
        f"专项：{campaign.title}（{long_day(outline.start)}至{long_day(outline.end)}）",
        f"立档单位：{desk.bureau}",
        f"整理：{f'{desk.actor}，' if desk.actor else ''}{long_day(now)}",
        "",
        f"共{len(kept)}件：",
        *counted,
        *(["", "没有归入的：", *left] if left else []),
        *(["", *said_of_hidden(plan)] if plan.hidden else []),
        *(["", *characters] if characters else []),
        "",
        "各文件夹：",
        "  归档目录　归档文件目录、盒脊、备考表、移交清单、迎检目录",
        "  每件一个文件夹，名称前四位是件号；“来表原件”“附件”等是收到时的原样，一个字节未改",
        "  数据副本　全部登记内容的只读副本（内含打开它的钥匙），用本程序“档案—打开归档”查阅",
        "",
        f"内容校验码：{code}（与移交清单上印的应一致）",
        "核对：用本程序“档案—核对归档”，或运行 desk-app verify 本文件夹；",
        "没有本程序时，在本文件夹里运行 sha256sum -c 校验码.txt 也可核对每个文件。",
        "",
    ]
    return "\n".join(lines)
