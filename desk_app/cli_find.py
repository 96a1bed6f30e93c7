"""The command `find`: 查找 over the ledgers of all campaigns; rows of forms that name persons are only counted."""

from __future__ import annotations

from typing import Any

from desk_app.cli_answer import Answer
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.search import FoundGroup, build, search, with_files


def find_command(desk: Desk, words: list[str]) -> Answer:
    """What holds every word; DeskError when no word was said."""
    said = " ".join(words).strip()
    if not said:
        raise DeskError("没有说查找什么，请在 find 后面写上要找的字词。")
    answer = with_files(desk, search(desk, said))
    lines = [line for group in answer.groups for line in _group_lines(group)]
    lines += [f"来表：{one.text}" for one in answer.files]
    waiting = f"有{answer.waiting}行还没有编入索引，这次是逐行查的；运行 desk-app find --rebuild 可建好索引。"
    document: dict[str, Any] = {
        "words": said,
        "more": answer.more,
        "waiting": answer.waiting,
        "forms": [_group_document(group) for group in answer.groups],
        "files": [{"submission": one.submission_id, "file": one.text} for one in answer.files],
    }
    return Answer(document, tuple(lines) or (f"没有找到“{said}”。",), (waiting,) if answer.waiting else ())


def rebuild_command(desk: Desk) -> Answer:
    """Build the index of 查找 anew from the rows."""
    reached = build(desk, anew=True)
    return Answer({"indexed": reached.upto}, (f"查找索引已重建，编到第{reached.upto}行。",))


def _group_lines(group: FoundGroup) -> list[str]:
    count = f"{group.count}行以上" if group.more else f"{group.count}行"
    head = f"{group.campaign}　{group.title}：{count}"
    if group.private:
        return [f"{head}（涉及个人，不显示内容，请到台账里看）"]
    return [head, *(f"　　{row.where}　{row.text}" for row in group.rows)]


def _group_document(group: FoundGroup) -> dict[str, Any]:
    rows = [{"record": row.record_id, "where": row.where, "text": row.text} for row in group.rows]
    return {
        "campaign": group.campaign, "form": group.form, "count": group.count, "more": group.more,
        "private": group.private, "rows": rows,
    }  # fmt: skip
