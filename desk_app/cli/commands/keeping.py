"""The sample, finding, safekeeping, archive and handover: each command calls one service and says what came of it."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from desk_app.app import default_data_folder, has_display, now, open_desk, start_window_apart
from desk_app.cli.answer import Answer
from desk_app.cli.desks import desk_of
from desk_app.locations import shipped
from desk_app.problems import DeskError, Level
from desk_app.services.desk import Desk

_UNTOLD = "（还没有填写）"


def _demo(options: argparse.Namespace) -> Answer:
    from desk_app.cli.texts import demo_answer
    from desk_app.services.demo import fresh_folder, run_demo

    if options.data is not None:
        raise DeskError("样例的数据放在“--out”那个文件夹的“数据”里，请去掉 --data，用 --out 指定放在哪里。")
    data = fresh_folder(options.out)
    result = run_demo(lambda clock: open_desk(data, clock=clock, own_fonts=False), shipped().sample, options.out)
    if not options.no_window and has_display():
        start_window_apart(data.resolve())
    return demo_answer(result, options.out)


def _find(options: argparse.Namespace) -> Answer:
    from desk_app.cli.find import find_command, rebuild_command

    with desk_of(options, writing=options.rebuild) as desk:
        return rebuild_command(desk) if options.rebuild else find_command(desk, options.words)


def _settings_list(options: argparse.Namespace) -> Answer:
    with desk_of(options, writing=False) as desk:
        return _settings_answer(desk)


def _settings_set(options: argparse.Namespace) -> Answer:
    from desk_app.services.open_campaign import rename_the_office

    if options.bureau is None and options.operator is None:
        raise DeskError("没有写要改什么，请写 --bureau 全称 或 --operator 姓名。")
    with desk_of(options) as desk:
        rename_the_office(desk, bureau=options.bureau, operator=options.operator)
        return _settings_answer(desk)


def _settings_answer(desk: Desk) -> Answer:
    bureau, operator = desk.bureau, desk.actor
    lines = (f"本单位全称：{bureau or _UNTOLD}", f"经办人：{operator or _UNTOLD}")
    return Answer({"bureau": bureau or None, "operator": operator or None}, lines)


def _backup(options: argparse.Namespace) -> Answer:
    from desk_app.services.safekeeping import write_backup

    with desk_of(options, writing=False) as desk:
        write_backup(desk, options.file)
    return Answer({"file": str(options.file)}, (f"已备份并核对：{options.file}",))


def _restore(options: argparse.Namespace) -> Answer:
    from desk_app.services.handover import is_handover
    from desk_app.services.safekeeping import restore, said_of_lost

    folder = options.data or default_data_folder()
    if is_handover(options.file):
        raise DeskError(
            f"“{options.file.name}”是交接包，不是备份；请用 handover open 打开。"
            "本机已有数据又要换成它的，先解开交接包，再恢复其中的备份.zip。"
        )
    done = restore(options.file, folder, now())
    aside, lost = done.aside, said_of_lost(done)
    lines = [f"已恢复到：{folder}"] + ([f"原来的数据没有删，放在：{aside}"] if aside else []) + ([lost] if lost else [])
    document = {"data": str(folder), "former": str(aside) if aside else None, "lost_originals": done.lost}
    return Answer(document, tuple(lines), needs_a_person=bool(lost))


def _check(options: argparse.Namespace) -> Answer:
    from desk_app.services.safekeeping import check

    with desk_of(options, writing=False) as desk:
        problems = check(desk)
    document = [{"where": one.where, "level": one.level.value, "message": one.message} for one in problems]
    lines = tuple(f"{one.where}：{one.message}" for one in problems) or ("数据完好。",)
    harmed = any(one.level is Level.ERROR for one in problems)
    return Answer({"whole": not harmed, "problems": document}, lines, needs_a_person=harmed)


def _archive(options: argparse.Namespace) -> Answer:
    from desk_app.cli.archive import ARCHIVE_COMMANDS

    writing, command = ARCHIVE_COMMANDS[options.action]
    with desk_of(options, writing=writing(options)) as desk:
        return command(desk, desk.campaign(options.campaign), options)


def _archive_open(options: argparse.Namespace) -> Answer:
    from desk_app.cli.archive import open_command

    return open_command(options)


def _verify(options: argparse.Namespace) -> Answer:
    from desk_app.cli.archive import verify_command

    return verify_command(options)


def _handover_make(options: argparse.Namespace) -> Answer:
    from desk_app.cli.archive import handover_command

    with desk_of(options) as desk:
        return handover_command(desk, options)


def _handover_open(options: argparse.Namespace) -> Answer:
    from desk_app.cli.archive import take_over_command

    return take_over_command(options, options.data or default_data_folder(), now())


def _handover_resume(options: argparse.Namespace) -> Answer:
    from desk_app.cli.archive import resume_command

    return resume_command(options.data or default_data_folder())


COMMANDS: dict[str, Callable[[argparse.Namespace], Answer]] = {
    "archive check": _archive,
    "archive list": _archive,
    "archive set": _archive,
    "archive add": _archive,
    "archive take-out": _archive,
    "archive make": _archive,
    "archive open": _archive_open,
    "verify": _verify,
    "handover make": _handover_make,
    "handover open": _handover_open,
    "handover resume": _handover_resume,
    "demo": _demo,
    "settings list": _settings_list,
    "settings set": _settings_set,
    "backup": _backup,
    "restore": _restore,
    "check": _check,
    "find": _find,
}
