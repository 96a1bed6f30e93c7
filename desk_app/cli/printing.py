"""``desk-app print``: one form, a batch over units and forms, how a form is printed, and what was printed."""

from __future__ import annotations

import argparse
from dataclasses import replace

from desk_app.campaign.period import parse_period
from desk_app.cli.answer import Answer
from desk_app.cli.texts import made_answer
from desk_app.problems import DeskError
from desk_app.progress import Silent
from desk_app.services.desk import Desk
from desk_app.services.print_batch import begin_batch, drop_batch, open_batches, run_batch
from desk_app.services.print_batch_list import Batch
from desk_app.services.print_batch_names import USUAL, check_pattern
from desk_app.services.print_batch_paper import write_list
from desk_app.services.print_batch_plan import lists_of, plan_batch
from desk_app.services.print_batch_wish import DOCX, PDF, XLSX, BatchWish, Target, Which
from desk_app.services.print_out import write_printed_list
from desk_app.services.print_presets import PageNumbers, SheetSize, said_of_preset, set_preset, standing_preset
from desk_app.services.print_singles import is_single
from desk_app.services.produce import print_form
from desk_app.services.standing import parse_optional
from desk_app.services.values import Campaign

WHICH = {"all": Which.ALL, "data": Which.WITH_DATA, "unprinted": Which.UNPRINTED, "unsigned": Which.UNSIGNED}
_SETTINGS = ("copies", "sides", "numbers", "page_of", "size")
_NO_CODE = "数据这时只能查阅（有窗口在用或已设为只读），没有印识别码。"


def is_batch(options: argparse.Namespace) -> bool:
    """Whether a call is of a batch, its list or how a form is printed, and no single print."""
    return bool(options.all or options.resume is not None or options.drop or options.list or is_setting(options))


def is_setting(options: argparse.Namespace) -> bool:
    """Whether a call says how a form is printed from now on."""
    return any(getattr(options, name) is not None for name in _SETTINGS)


def print_command(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    """Carry out one ``print``; DeskError for what does not go together."""
    if is_setting(options):
        return _set(desk, campaign, options)
    if options.list:
        return _list(desk, campaign, options)
    if options.drop:
        drop_batch(desk, options.drop)
        return Answer({"dropped": options.drop}, (f"已放弃这一批没有印的：{options.drop}",))
    if options.resume is not None:
        return _resume(desk, campaign, options.resume)
    if options.all:
        return _print_batch(desk, campaign, options)
    return _print_one(desk, campaign, options)


def _kinds(options: argparse.Namespace) -> tuple[str, ...]:
    asked = ((PDF, not options.no_pdf), (XLSX, options.xlsx), (DOCX, options.docx))
    return tuple(kind for kind, wanted in asked if wanted)


def _one(said: list[str] | None, what: str) -> str | None:
    if said and len(said) > 1:
        raise DeskError(f"一次印一份时，{what}只能写一个；要印许多份请加 --all。")
    return said[0] if said else None


def _print_one(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    form, unit = _one(options.form, "--form"), _one(options.unit, "--unit")
    if form is None or options.out is None:
        raise DeskError("请写明 --form（哪张表）和 --out（写到哪个文件夹）；整批打印请加 --all。")
    period = parse_optional(options.period)
    made = print_form(desk, campaign, form, options.out, unit=unit, period=period, kinds=_kinds(options))
    if unit is not None and not desk.store.writable:
        made = replace(made, remarks=(*made.remarks, _NO_CODE))
    return made_answer(made)


def _print_batch(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    if options.name:
        check_pattern(options.name)
    wish = BatchWish(
        tuple(options.form or ()),
        tuple(options.unit or ()),
        WHICH[options.which],
        parse_optional(options.period),
        Target.MERGED if options.merged else Target.FILES,
        _kinds(options),
        options.name or USUAL,
        options.by_unit,
        options.out,
    )
    plan = plan_batch(desk, campaign, wish, Silent())
    if options.check:
        lines = [f"{number}．{one.stem}" for number, one in enumerate(plan.items, 1)]
        refused = (plan.refusal,) if plan.refusal else ()
        document = {"papers": [one.stem for one in plan.items], "remarks": list(plan.remarks), "refusal": plan.refusal}
        return Answer(document, (f"共{len(plan.items)}份：", *lines, *plan.remarks, *refused))
    batch = begin_batch(desk, campaign, plan)
    return _run(desk, campaign, batch.id, plan.remarks)


def _resume(desk: Desk, campaign: Campaign, said: str) -> Answer:
    name = said
    if not name:
        waiting = open_batches(desk, campaign)
        if not waiting:
            raise DeskError("没有停下的打印，不用接着印。")
        if len(waiting) > 1:
            names = "、".join(one.id for one in waiting)
            raise DeskError(f"停下的打印不止一批（{names}），请写明接着印哪一批。")
        name = waiting[0].id
    return _run(desk, campaign, name, ())


def _run(desk: Desk, campaign: Campaign, name: str, remarks: tuple[str, ...]) -> Answer:
    done = run_batch(desk, campaign, name, Silent())
    document = {"batch": done.batch, "papers": done.papers, "pages": done.pages,
                "files": [str(path) for path in done.files], "remarks": list(remarks)}  # fmt: skip
    where = done.files[0] if len(done.files) == 1 else done.files[0].parent
    return Answer(document, (f"共印{done.papers}份、{done.pages}页：{where}（批号{done.batch}）", *remarks))


def _list(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    found = [one for one in lists_of(desk).every() if one.campaign == campaign.id]
    if options.out is not None and found:
        write_printed_list(desk, campaign, options.out)
        for one in found:
            if not is_single(one):
                write_list(desk, campaign, one, options.out, (PDF, XLSX))
    document = [{"batch": one.id, "single": is_single(one), "at": one.at.isoformat(),
                 "papers": len(one.items), "done": len(one.done), "pages": one.pages, "state": _state(one),
                 "printed": [{"form": one.items[number].form, "unit": one.items[number].unit,
                              "period": one.items[number].period, "pages": done.pages,
                              "at": done.at.isoformat(), "to": done.target}
                             for number, done in sorted(one.done.items())]} for one in found]  # fmt: skip
    lines = [_single(one) if is_single(one) else f"{one.id}　共{len(one.items)}份，已印{len(one.done)}份、"
             f"{one.pages}页，{_state(one)}" for one in found]  # fmt: skip
    return Answer({"batches": document}, tuple(lines) or ("还没有打印过。",))


def _single(one: Batch) -> str:
    """A line of papers that were printed by themselves, the first by name."""
    first, more = one.items[0], f"等{len(one.items)}份" if len(one.items) > 1 else ""
    pages = f"、{one.pages}页" if one.pages else ""
    said = f"{first.unit} {first.form} {parse_period(first.period).label}"
    return f"{one.id}　单份：{said}{more}{pages}，{one.done[0].target}"


def _state(batch: Batch) -> str:
    return "已印完" if batch.ended else "已放弃" if batch.dropped else "没有印完"


def _set(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    said = _one(options.form, "--form")
    if said is None:
        raise DeskError("请写明 --form：是哪张表的打印设定。")
    form, preset = standing_preset(desk, campaign, said)
    if options.copies is not None:
        preset = replace(preset, copies=options.copies)
    if options.sides is not None:
        preset = replace(preset, double_sided=options.sides == "2")
    if options.numbers is not None:
        preset = replace(preset, numbers=PageNumbers(options.numbers))
    if options.page_of is not None:
        preset = replace(preset, page_of=options.page_of == "on")
    if options.size is not None:
        preset = replace(preset, size=SheetSize(options.size))
    set_preset(desk, campaign, form.name, preset)
    return Answer({"form": form.name, "preset": said_of_preset(preset)}, (f"{form.name}：{said_of_preset(preset)}",))
