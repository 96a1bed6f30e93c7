"""What the answers to single questions of a return ask of the worker; each comes back with what is to be said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.campaign.period import Period
from desk_app.progress import Progress
from desk_app.ui.intake.jobs import Deed

if TYPE_CHECKING:
    from desk_app.services.compare_returns import ReturnComparison
    from desk_app.services.desk import Desk
    from desk_app.services.hints import Hint
    from desk_app.services.original_table import OriginalTable
    from desk_app.services.placing import PlacedProblem
    from desk_app.services.values import Campaign


def read_original(desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int) -> OriginalTable:
    """原表."""
    from desk_app.services.original_table import original_table

    return original_table(desk, campaign, submission_id)


def read_comparison(desk: Desk, _progress: Progress, *, new_id: int, old_id: int) -> ReturnComparison:
    """重报比较."""
    from desk_app.services.compare_returns import compare_returns

    return compare_returns(desk, new_id, old_id)


def read_hints(desk: Desk, progress: Progress, *, campaign: Campaign) -> tuple[Hint, ...]:
    """查重存疑 over the whole campaign."""
    from desk_app.services.hints import all_hints

    return all_hints(desk, campaign, progress)


def read_questions(desk: Desk, _progress: Progress, *, campaign: Campaign) -> str:
    """转问文字: everything that units have yet to answer, to be pasted."""
    from desk_app.services.inquiries import message_text, of_units

    return message_text(of_units(desk, campaign))


def heading(
    desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int, cell: str, is_right: bool
) -> Deed:
    """认定栏目."""
    from desk_app.services.answer_return import answer_heading

    changes = answer_heading(desk, campaign, submission_id, cell, is_right=is_right)
    return Deed("栏目已认定，这家单位以后同样的栏目不再问。", changes.operation_id)


def keep_word(
    desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int, record_id: int, key: str
) -> Deed:
    """照原样."""
    from desk_app.services.answer_return import keep_spelling

    changes = keep_spelling(desk, campaign, submission_id, record_id, key)
    return Deed("照原样保留，以后同样的写法不再提示。", changes.operation_id)


def cumulative(desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int, is_cumulative: bool) -> Deed:
    """认定累计报送."""
    from desk_app.services.settle_return import rule_on_repeats

    changes = rule_on_repeats(desk, campaign, submission_id, cumulative=is_cumulative)
    said = "已按累计报送：本期只计新增，累计计全部" if is_cumulative else "已按不是累计报送：各行都计入本期"
    return Deed(f"{said}；这家单位这张表以后不再问。", changes.operation_id)


def set_aside(desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int) -> Deed:
    """不采用."""
    from desk_app.services.answer_return import set_aside as put_by

    changes = put_by(desk, campaign, [submission_id])
    return Deed("本份不采用，留底不计数，原来收的照旧。", changes.operation_id)


def deal_with(desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int) -> Deed:
    """已另行处理."""
    from desk_app.services.answer_return import deal_with as note_dealt_with

    changes = note_dealt_with(desk, campaign, submission_id)
    return Deed("已登记另行处理，不再列入要看的；文件留底，仍可在本批里查看。", changes.operation_id)


def as_nil(desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int) -> Deed:
    """按零报告, and accepted as such."""
    from desk_app.services.accept import accept
    from desk_app.services.answer_return import take_as_nil
    from desk_app.services.overview import undoable_since

    take_as_nil(desk, campaign, submission_id)
    accept(desk, campaign, [str(submission_id)])
    done = undoable_since(desk, campaign)
    return Deed("已登记零报告。", done[0].id if done else None)


def ask_unit(
    desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int, about: PlacedProblem, text: str
) -> Deed:
    """转问单位."""
    from desk_app.services.inquiries import ask_unit as put_to_unit

    changes = put_to_unit(desk, campaign, submission_id, about, text)
    return Deed("已转问：〔复制转问文字〕可粘贴给单位，退回时写进退回修改单；答复在这里录入。", changes.operation_id)


def explain(
    desk: Desk, _progress: Progress, *, campaign: Campaign, submission_id: int, about: PlacedProblem, text: str
) -> Deed:
    """说明."""
    from desk_app.services.inquiries import explain as note_explanation

    changes = note_explanation(desk, campaign, submission_id, about, text)
    return Deed("说明已记下。", changes.operation_id)


def note_answer(desk: Desk, _progress: Progress, *, campaign: Campaign, inquiry_id: int, text: str) -> Deed:
    """录入答复."""
    from desk_app.services.inquiries import answer_inquiry

    changes = answer_inquiry(desk, campaign, inquiry_id, text)
    return Deed("答复已录入，这一处了结。", changes.operation_id)


def revoke(desk: Desk, _progress: Progress, *, campaign: Campaign, record_id: int, key: str) -> Deed:
    """恢复原内容."""
    from desk_app.services.corrections import revoke as take_back

    changes = take_back(desk, campaign, record_id, key)
    return Deed("已恢复来表时的内容。", changes.operation_id)


def confirm_scan(
    desk: Desk,
    _progress: Progress,
    *,
    campaign: Campaign,
    submission_id: int,
    unit: str | None = None,
    form: str | None = None,
    period: Period | None = None,
) -> Deed:
    """登记签字盖章 by a scan."""
    from desk_app.services.scanned_paper import confirm_scan as note_paper

    changes = note_paper(desk, campaign, submission_id, unit=unit or "", form=form or "", period=period)
    return Deed("已登记为盖章扫描件，纸质件记为已交。", changes.operation_id)


def redo_batch(desk: Desk, _progress: Progress, *, campaign: Campaign, batch_id: int) -> Deed:  # noqa: ARG001  as all
    """恢复本批."""
    from desk_app.services.send_back import redo_batch as bring_back

    changes = bring_back(desk, batch_id)
    return Deed("已恢复本批，各份与撤回前一样。", changes.operation_id)
