"""An invented bureau with one campaign, for the tests of the storage room."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from desk_app.campaign.model import Activity, CampaignOutline, Task
from desk_app.campaign.period import Rhythm
from desk_app.campaign.roster import Roster, Unit
from desk_app.forms.catalogue import Template
from desk_app.forms.definition import Column, ColumnKind, Due, FormDefinition
from desk_app.storage import campaigns, records, roster, submissions
from desk_app.storage.states import SubmissionState
from desk_app.storage.store import Store
from desk_app.storage.tables import HISTORY, metadata

AT = datetime(2023, 3, 1, 8, 30)  # noqa: DTZ001  the desk keeps local time

TALKS = FormDefinition(
    name="大谈话统计表",
    title="大谈话活动统计表",
    annex="附件2",
    columns=(
        Column("number", "序号", ColumnKind.SERIAL),
        Column("speaker", "谈话人", ColumnKind.PERSON),
        Column("day", "谈话\n时间", ColumnKind.DATE, row_date=True),
    ),
    collected=Rhythm.MONTH,
    due=Due(day=31, months_after=0, basis="方案三"),
)
ADVICE = FormDefinition(
    name="提建议清单",
    title="提建议清单",
    annex="附件4",
    columns=(Column("advice", "建议内容"),),
    collected=Rhythm.ONCE,
    due=Due(on=date(2023, 6, 30)),
)
LIST = FormDefinition(name="任务清单", title="任务清单", annex="附件1", columns=(Column("task", "任务事项"),))
TEMPLATE = Template(
    CampaignOutline(
        name="二十大",
        title="学习宣传贯彻党的二十大精神",
        start=date(2023, 1, 15),
        end=date(2023, 4, 10),
        issuer="局党组",
        activities=(Activity("一", "大谈话活动"),),
        tasks=(Task("1", "大谈话活动", "逐级谈话", "各单位", "3月底前", date(2023, 3, 31)), Task("2", "", "讲党课")),
    ),
    (LIST, TALKS, ADVICE),
)
BUREAU = Roster((Unit("办公室", ("局办",)), Unit("法规科", parent="办公室"), Unit("东城分局", reports=True)))


@dataclass(frozen=True)
class Desk:
    """A store with the campaign, its talk form and the units."""

    store: Store
    campaign: int
    form: int
    units: dict[str, int]

    def receive(
        self,
        unit: str = "办公室",
        period: str = "2023-03",
        *,
        rows: int = 3,
        state: SubmissionState = SubmissionState.ACCEPTED,
        file: str = "附件2.xlsx",
        day: int = 1,
        at: datetime = AT,
    ) -> tuple[int, int]:
        """Take in one return; the ids of its submission and of the operation."""
        with self.store.operation("收表", actor="经办人", at=at, campaign_id=self.campaign) as op:
            original = self.store.originals.keep_bytes(f"{unit}{period}{rows}{file}".encode(), file)
            submission_id = submissions.add(
                op,
                submissions.NewSubmission(
                    campaign_id=self.campaign,
                    file=file,
                    state=state,
                    received_at=at,
                    original=original,
                    form_id=self.form,
                    unit_id=self.units[unit],
                    period=period,
                    month=period,
                    row_count=rows,
                ),
            )
            records.add_many(
                op,
                [new_record(number, day) for number in range(1, rows + 1)],
                campaign_id=self.campaign,
                form_id=self.form,
                unit_id=self.units[unit],
                period=period,
                submission_id=submission_id,
            )
        assert op.changes.operation_id is not None
        return submission_id, op.changes.operation_id


def new_record(number: int, day: int = 1) -> records.NewRecord:
    return records.NewRecord(
        row_number=number,
        values={"number": number, "speaker": "张三", "day": date(2023, 3, day)},
        occurred_on=date(2023, 3, day),
        sheet="Sheet1",
        cell=f"A{number + 3}:C{number + 3}",
        raw={"day": "3.1"},
        extra={"备注": "无"},
        digest=f"{number:04x}",
    )


def furnish(store: Store) -> Desk:
    """Open the campaign and save the roster."""
    with store.operation("启动专项", actor="经办人", at=AT) as op:
        campaign = campaigns.open_campaign(op, TEMPLATE)
        roster.save(op, BUREAU)
    with store.read() as reader:
        form = campaigns.find_form(reader, campaign, "附件2")
        return Desk(store, campaign, form.id, roster.unit_ids(reader))


def dump(store: Store, *, history: bool = False) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table of the desk as stored."""
    with store.read() as reader:
        return {
            name: [tuple(row) for row in reader.driver_rows(f'SELECT * FROM "{name}" ORDER BY id')]  # noqa: S608
            for name in metadata.tables
            if history or name not in HISTORY
        }
