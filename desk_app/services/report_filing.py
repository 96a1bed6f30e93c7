"""月报 and 通报 go into the archive by themselves once they are final: all forms closed, nothing left to fill in."""

from __future__ import annotations

from dataclasses import replace

from desk_app.campaign.period import Period
from desk_app.services.archive_files import file_report
from desk_app.services.desk import Desk
from desk_app.services.produce import Made
from desk_app.services.report_draft import Draft
from desk_app.storage.campaigns import Campaign

_TO_FILL_IN = "由经办人填写"


def file_when_final(
    desk: Desk, campaign: Campaign, draft: Draft, period: Period, made: Made, text: str | None = None
) -> Made:
    """The report as it was written, with what became of it said; written anew it takes its own former place.

    ``text`` is the draft's as a person left it. Nothing is filed, and why is said, while it is not final.
    """
    title = f"{period.label}{draft.template}"
    if draft.open_forms:
        return _said(made, "未定稿，没有归入档案；定稿后再写一次即归入。")
    if _TO_FILL_IN in (draft.text if text is None else text):
        return _said(made, f"还有“{_TO_FILL_IN}”的地方，没有归入档案；填好再写一次即归入。")
    if not desk.store.writable:
        return _said(made, "数据正由别处使用或只供查阅，没有归入档案。")
    file_report(desk, campaign, f"{draft.template}:{period.code}", title, made.files)
    return _said(made, f"已归入档案“{title}”一件。")


def _said(made: Made, text: str) -> Made:
    return replace(made, remarks=(*made.remarks, text))
