"""What a plan document asks and where it contradicts itself: pure values and comparisons."""

from desk_app.campaign.plan.document import Block, Line, PlanDocument, PlanTable, Source, TableCell
from desk_app.campaign.plan.model import (
    Annex,
    AnnexForm,
    Conflict,
    ConflictKind,
    Dated,
    Duty,
    FormHeading,
    Phase,
    PlanActivity,
    PlanReading,
    PlanTask,
    Role,
    UnitRole,
)

__all__ = [
    "Annex",
    "AnnexForm",
    "Block",
    "Conflict",
    "ConflictKind",
    "Dated",
    "Duty",
    "FormHeading",
    "Line",
    "Phase",
    "PlanActivity",
    "PlanDocument",
    "PlanReading",
    "PlanTable",
    "PlanTask",
    "Role",
    "Source",
    "TableCell",
    "UnitRole",
]
