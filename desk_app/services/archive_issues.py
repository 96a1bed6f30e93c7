"""下发登记 as a paper: which blanks went out to how many units, when and by whom."""

from __future__ import annotations

from pathlib import Path

from desk_app.campaign.period import parse_period
from desk_app.exporting.archive_papers import IssueRow, issues_paper
from desk_app.services.completion_print import moment_words
from desk_app.services.desk import Desk
from desk_app.services.missing_list import until_words
from desk_app.services.produce import PDF, XLSX, Made, write_all
from desk_app.storage import campaigns, outgoing
from desk_app.storage.campaigns import Campaign


def print_issues(desk: Desk, campaign: Campaign, out: Path) -> Made:
    """Write 下发登记 of a campaign as PDF and Excel."""
    with desk.store.read() as reader:
        names = {one.id: one.name for one in campaigns.forms_of(reader, campaign.id, all_versions=True)}
        issued = outgoing.issues_of(reader, campaign.id)
    rows = [
        IssueRow(
            moment_words(one.issued_at), names[one.form_id], parse_period(one.period).label, f"{len(one.units)}家",
            one.issued_by,
        )
        for one in issued
    ]  # fmt: skip
    paper = issues_paper(campaign.title, rows, bureau=desk.bureau, until=until_words(desk.clock()))
    return write_all(desk, paper, out, "下发登记", (PDF, XLSX))
