"""The closed lists of states that stand in the database."""

from __future__ import annotations

from enum import StrEnum

TYPED = "手工录入"
"""The name, in place of a file's, of a return whose rows were typed by hand."""


class SubmissionState(StrEnum):
    """What became of one table of a received file."""

    ACCEPTED = "accepted"
    NEEDS_REVIEW = "needs_review"
    REJECTED = "rejected"
    DUPLICATE = "duplicate"
    NIL = "nil"
    SCAN = "scan"
    SENT_BACK = "sent_back"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"


class RecordState(StrEnum):
    """Whether a row counts: ``live`` does; ``repeated`` stood in an earlier cumulative return already."""

    LIVE = "live"
    REPEATED = "repeated"
    WITHDRAWN = "withdrawn"


class PaperState(StrEnum):
    """Where the signed and sealed paper stands."""

    MISSING = "未交"
    UNSIGNED = "缺签字"
    UNSEALED = "缺盖章"
    RECEIVED = "已交"


class CampaignState(StrEnum):
    """Whether a campaign goes on."""

    OPEN = "open"
    ENDED = "ended"


class DraftState(StrEnum):
    """What became of a plan document that was read in; a later paper is 已采用 when its changes were confirmed."""

    OPEN = "草稿"
    STARTED = "已启动"
    APPLIED = "已采用"


class InquiryState(StrEnum):
    """How far a doubt about a return is cleared up: put to the unit, answered by it, or explained."""

    ASKED = "已转问"
    ANSWERED = "已答复"
    EXPLAINED = "已说明"


class ChaseWay(StrEnum):
    """How a unit was spoken to about what it owes (催报)."""

    PHONE = "电话"
    MESSAGE = "内网消息"
    IN_PERSON = "当面"
    WRITTEN = "书面"


CURRENT_STATES = (
    SubmissionState.ACCEPTED,
    SubmissionState.NEEDS_REVIEW,
    SubmissionState.NIL,
    SubmissionState.SENT_BACK,
)
"""States of a submission that speak for its unit, form and period; the latest of them is the current one."""
