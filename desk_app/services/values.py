"""The stored values that services give out, by name, for the rooms after them (which never import storage)."""

from __future__ import annotations

from desk_app.storage.campaigns import Campaign, StoredForm
from desk_app.storage.history import Done
from desk_app.storage.operations import Changed, ChangeKind, ChangeSet
from desk_app.storage.plan_drafts import DraftHead
from desk_app.storage.seal import Seal, SealKind
from desk_app.storage.states import CampaignState, DraftState, PaperState, SubmissionState
from desk_app.storage.submissions import Batch, Submission

__all__ = [
    "Batch",
    "Campaign",
    "CampaignState",
    "ChangeKind",
    "ChangeSet",
    "Changed",
    "Done",
    "DraftHead",
    "DraftState",
    "PaperState",
    "Seal",
    "SealKind",
    "StoredForm",
    "Submission",
    "SubmissionState",
]
