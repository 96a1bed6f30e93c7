"""The commands for what goes out: 退回修改单, 下发空表, 报送包."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence

from desk_app.cli.answer import Answer
from desk_app.cli.texts import made_lines
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.slips import SlipPage
from desk_app.services.standing import parse_optional
from desk_app.services.values import Campaign

_MOST_NUMBERS = 6


def slips_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`slips`: a slip a unit over all that stands sent back, with the marked copies and the text to paste."""
    from desk_app.services.office_words import office_words, proposed_due
    from desk_app.services.slip_send import send_back_with_slips, waiting_ids
    from desk_app.services.slip_write import write_slips
    from desk_app.services.slips import SlipTerms, slip_page

    _refuse_mixed(options)
    words = office_words(desk)
    due = options.due if options.due is not None else proposed_due(desk.clock().date(), words.days)
    terms = SlipTerms(due, options.contact or words.contact, not options.no_copies)
    if options.send_back:
        done = send_back_with_slips(desk, campaign, options.send_back, options.reason, options.out, terms)
    else:
        period = parse_optional(options.period)
        page = slip_page(desk, campaign, period=period, unit=options.unit)
        _say_what_waits(page, lambda: waiting_ids(desk, campaign, period=period, unit=options.unit))
        done = write_slips(desk, campaign, page, options.out, terms)
    document = {
        "sent_back": len(options.send_back or ()),
        "files": [str(path) for path in done.made.files],
        "remarks": list(done.made.remarks),
        "slips": [
            {
                "unit": letter.unit,
                "text": text,
                "returns": [
                    {
                        "form": part.form,
                        "period": part.period,
                        "file": part.file,
                        "again": part.again or None,
                        "faults": [
                            {
                                "place": line.place.replace("\n", "，"),
                                "heading": line.heading,
                                "stands": line.stands,
                                "wrong": line.wrong,
                                "remedy": line.remedy,
                            }
                            for line in part.lines
                        ],
                    }
                    for part in letter.parts
                ],
            }
            for letter, text in zip(done.letters, done.texts, strict=True)
        ],
    }
    return Answer(document, (*made_lines(done.made), "", *done.texts))


def _refuse_mixed(options: argparse.Namespace) -> None:
    if options.send_back and (options.unit or options.period):
        raise DeskError("--send-back 用来表号指明是哪几份，不与 --unit、--period 同用。")
    if options.reason and not options.send_back:
        raise DeskError("--reason 是退回的原因，要与 --send-back 来表号 同用。")


def _say_what_waits(page: SlipPage, find: Callable[[], Sequence[int]]) -> None:
    """Where nothing stands sent back but something waits, say how it is sent back."""
    waiting = () if page.returns or page.left_out else find()
    if not waiting:
        return
    numbers = "、".join(str(one) for one in waiting[:_MOST_NUMBERS]) + ("等" if len(waiting) > _MOST_NUMBERS else "")
    raise DeskError(
        f"没有退回修改的来表，不用写退回修改单；有{len(waiting)}份待核（来表号{numbers}），"
        "要退回的请加 --send-back 来表号。"
    )


def issue_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`issue`: the blanks and the 报送通知, noted as 下发."""
    from desk_app.services.issuing import IssueWish, issue_blanks
    from desk_app.services.office_words import office_words

    forms = tuple(_form_named(desk, campaign, said) for said in options.form or ())
    wish = IssueWish(
        period=parse_optional(options.period),
        forms=forms,
        units=tuple(_unit_named(desk, said) for said in options.unit or ()),
        kinds=_kinds(options.kinds),
        notice=not options.no_notice,
        by_unit=not options.flat,
        zipped=options.zip,
        contact=options.contact or office_words(desk).contact,
    )
    done = issue_blanks(desk, campaign, options.out, wish)
    document = {
        "files": [str(path) for path in done.made.files],
        "remarks": list(done.made.remarks),
        "units": done.units,
    }
    return Answer(document, (f"已下发{done.units}家单位并登记。", *made_lines(done.made)))


def _kinds(said: str) -> tuple[str, ...]:
    wanted = tuple(dict.fromkeys(f".{kind.strip().lower().lstrip('.')}" for kind in said.split(",") if kind.strip()))
    if not wanted or not set(wanted) <= {".xlsx", ".docx"}:
        raise DeskError(f"不认识“{said}”这种空表，请写 xlsx、docx 或 xlsx,docx。")
    return wanted


def _form_named(desk: Desk, campaign: Campaign, said: str) -> str:
    forms = desk.forms_of(campaign)
    for form in forms:
        if form.answers_to(said):
            return form.name
    raise DeskError(f"没有“{said}”这张表，现有：{'、'.join(form.name for form in forms)}。")


def _unit_named(desk: Desk, said: str) -> str:
    match = desk.roster().match(said)
    if match.unit is None:
        raise DeskError(f"{match.reason}，请用名册中的名称。")
    return match.unit


def parcel_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """`parcel`: the 报送包 for the superior office."""
    from desk_app.services.parcel_out import make_parcel

    forms = tuple(_form_named(desk, campaign, said) for said in options.form or ())
    made = make_parcel(desk, campaign, options.out, period=parse_optional(options.period), forms=forms)
    document = {
        "file": str(made.path),
        "returns": made.returns,
        "rows": made.rows,
        "code": made.code,
        "remarks": list(made.remarks),
    }
    lines = (
        f"已写：{made.path}",
        f"{made.returns}份{made.rows}行，校验码{made.code}，报送时可一并告知上级核对。",
        *made.remarks,
    )
    return Answer(document, lines)
