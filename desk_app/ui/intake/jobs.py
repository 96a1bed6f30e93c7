"""What 收表 asks of the worker: plain functions on the desk; each change comes back with what is to be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.problems import Cancelled, DeskError
from desk_app.progress import Progress

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.intake_page import IntakePage
    from desk_app.services.open_return import Choosable, OpenedReturn
    from desk_app.services.take_in import IntakeReport
    from desk_app.services.values import Campaign


NIL, EXCUSE = "登记零报告", "登记不涉及"


@dataclass(frozen=True, slots=True)
class Deed:
    """What was done, in one sentence, with the step that 撤销 takes back.

    ``sent_back`` are returns that a slip is due for now, ``parcels`` the 报送包 of which something must be decided.
    """

    said: str
    operation_id: int | None = None
    batch_id: int | None = None
    sent_back: tuple[int, ...] = ()
    parcels: tuple[Path, ...] = ()


def read_page(desk: Desk, _progress: Progress, *, campaign: Campaign, batch_id: int | None) -> IntakePage:
    """The page of a batch, or of all that asks for a hand."""
    from desk_app.services import judging, questions  # noqa: F401  read here, so that the window need not wait for them
    from desk_app.services.intake_page import intake_page

    return intake_page(desk, campaign, batch_id)


def read_return(desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int) -> OpenedReturn:
    """One return."""
    from desk_app.services.open_return import open_return

    return open_return(desk, campaign, submission_id)


def read_choosable(desk: Desk, _progress: Progress, *, campaign: Campaign) -> Choosable:
    """What can be chosen."""
    from desk_app.services.open_return import choosable

    return choosable(desk, campaign)


def take(desk: Desk, progress: Progress, *, campaign: Campaign, paths: Sequence[Path]) -> Deed:
    """Take files in; when it is stopped, what was taken stays and is said."""
    from desk_app.services.intake_page import Kind, intake_page
    from desk_app.services.take_in import Choices, take_in

    stopped = False
    parcels: tuple[Path, ...] = ()
    said = ""
    try:
        report = take_in(desk, campaign, paths, Choices(), progress, rows=False, backs_up=False)
        parcels, said = report.parcels, _of_parcels(report)
        if said and all(taken.id is None for taken in report.taken):
            return Deed(said, parcels=parcels)
    except Cancelled:
        stopped = True
    latest = intake_page(desk, campaign).batches
    batch_id = latest[0].id if latest else None
    page = intake_page(desk, campaign, batch_id)
    parts = "，".join(f"{kind}{page.count(kind)}" for kind in Kind if page.count(kind))
    begun = "已停止，停止前收入的都保留：" if stopped else "已收入"
    return Deed(f"{begun}{len(page.lines)}份表（{parts or '没有可收的文件'}）。{said}", None, batch_id, parcels=parcels)


def back_up(desk: Desk, _progress: Progress) -> str:
    """Back up after a batch, beside all else; what is to be said of it, empty where it was made."""
    from desk_app.services.take_in import back_up_batch

    return "".join(back_up_batch(desk))


def _of_parcels(report: IntakeReport) -> str:
    """What is to be said of 报送包 that were not taken."""
    refused = [
        problem.message
        for taken in report.taken
        for problem in taken.judgement.problems
        if problem.code == "parcel_open" and taken.judgement.state == "rejected"
    ]
    waiting = ["报送包里有要先定的，逐处定完再收。"] if report.parcels else []
    return "".join((*refused, *waiting))


def accept(desk: Desk, progress: Progress, *, campaign: Campaign, ids: Sequence[int]) -> Deed:
    """接收, all in one step; where one of several cannot be, the others are accepted one by one and that is said."""
    from desk_app.services.accept import accept as accept_returns

    try:
        done = accept_returns(desk, campaign, [str(one) for one in ids])
    except DeskError:
        if len(ids) < 2:
            raise
        return _accept_one_by_one(desk, progress, campaign, ids)
    if len(done) == 1:
        one = done[0]
        what = f"{one.rows}行" if one.rows else "零报告"
        replaced = f"，替换“{one.replaced}”" if one.replaced else ""
        return Deed(f"已接收{one.unit}的{one.form}，{what}{replaced}。", _last(desk, campaign))
    return Deed(f"已接收{len(done)}份。", _last(desk, campaign))


def _accept_one_by_one(desk: Desk, progress: Progress, campaign: Campaign, ids: Sequence[int]) -> Deed:
    from desk_app.services.accept import accept as accept_returns

    refused: list[str] = []
    for place, one in enumerate(ids):
        progress.step(place, len(ids), "接收")
        try:
            accept_returns(desk, campaign, [str(one)])
        except DeskError as refusal:
            refused.append(str(refusal))
    return Deed(f"已接收{len(ids) - len(refused)}份，{len(refused)}份没有接收：{refused[0]}")


def mend(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int, key: str, text: str) -> Deed:
    """改正 one cell."""
    from desk_app.services.correct_record import CellEdit, correct_cells

    changes = correct_cells(desk, campaign, [CellEdit(record_id, key, text)])
    return Deed("已改正，原件未动。", changes.operation_id)


def settle(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    submission_id: int,
    unit: str | None,
    form: str | None,
    period: Period | None,
) -> Deed:
    """指定单位、表、期次."""
    from desk_app.services.settle_return import settle as settle_return

    changes = settle_return(desk, campaign, submission_id, unit=unit, form=form, period=period)
    return Deed("已按所选登记，重新核对过。", changes.operation_id)


def send_back(desk: Desk, _progress: Progress, *, campaign: Campaign, ids: Sequence[int], reason: str) -> Deed:
    """退回修改."""
    from desk_app.services.send_back import send_back as send_returns_back

    changes = send_returns_back(desk, campaign, ids, reason)
    said = f"已登记退回修改{len(ids)}份，其内容不再计数。"
    return Deed(said, changes.operation_id, sent_back=tuple(ids))


def nil(desk: Desk, _progress: Progress, *, campaign: Campaign, unit: str, form: str, period: Period) -> Deed:
    """登记零报告."""
    from desk_app.services.send_back import register_nil

    changes = register_nil(desk, campaign, form, unit, period)
    return Deed(f"已登记{unit}{period.label}的{form}为零报告。", changes.operation_id)


def not_concerned(
    desk: Desk, _progress: Progress, *, campaign: Campaign, unit: str, form: str, period: Period, reason: str
) -> Deed:
    """登记不涉及."""
    from desk_app.services.send_back import register_not_concerned

    changes = register_not_concerned(desk, campaign, form, unit, period, reason)
    return Deed(f"已登记{unit}不涉及{period.label}的{form}。", changes.operation_id)


def undo_batch(desk: Desk, _progress: Progress, *, campaign: Campaign, batch_id: int) -> Deed:
    """撤回本批."""
    from desk_app.services.send_back import undo_batch as withdraw

    changes = withdraw(desk, campaign, batch_id)
    return Deed("已撤回本批，原件留底，内容不再计数。", changes.operation_id)


def _last(desk: Desk, campaign: Campaign) -> int | None:
    from desk_app.services.overview import undoable_since

    done = undoable_since(desk, campaign)
    return done[0].id if done else None
