"""The commands of the cabinet: 迎检目录, 归档, 核对, 交接."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from desk_app.cli.answer import Answer
from desk_app.cli.texts import made_lines
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.services.values import Campaign


def _check(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    from desk_app.services.archive_inspection import inspection, print_inspection

    found = inspection(desk, campaign)
    made = print_inspection(desk, campaign, options.out) if options.out else None
    document = {
        "campaign": campaign.name,
        "lines": [
            {
                "class": one.klass.value,
                "matter": one.matter,
                "asked": one.asked,
                "held": one.held,
                "lacking": one.lacking,
            }
            for one in found.lines
        ],
        "lacking": found.lacking,
        "files": [str(path) for path in made.files] if made else [],
    }
    lines = [f"{one.klass.value}　{one.matter}：{one.held or '—'}{f'　尚缺：{one.lacking}' if one.lacking else ''}"
             for one in found.lines]  # fmt: skip
    return Answer(document, (*lines, found.said, *(made_lines(made) if made else ())))


def _list(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    from desk_app.services.archive_choices import archive_plan

    plan = archive_plan(desk, campaign, with_personal=options.personal)
    document = {
        "campaign": campaign.name,
        "items": [
            {
                "key": one.item.key,
                "number": one.number,
                "class": one.klass.value,
                "why": one.item.why,
                "title": one.title,
                "holds": one.item.holds,
                "date": one.item.day.isoformat() if one.item.day else None,
                "personal": one.item.personal,
                "persons": one.item.persons or None,
                "left_out": one.out or None,
            }
            for one in plan.places
        ],
    }
    lines = [
        f"{f'{one.number:04}' if one.number else '不归入'}　{one.klass.value}　{one.title}　{one.item.holds}"
        f"{f'（{one.out}）' if one.out else ''}　{one.item.key}"
        for one in plan.places
    ]
    return Answer(document, (*lines, f"共{len(plan.kept)}件归入。"))


def _set(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    from desk_app.services.archive_choices import archive_plan, choose, moved, reorder
    from desk_app.services.archive_classes import ArchiveClass, class_of

    klass = class_of(options.klass) if options.klass else None
    if options.klass and klass is None:
        raise DeskError(f"没有“{options.klass}”这一类，六类是：{'、'.join(ArchiveClass)}。")
    choose(desk, campaign, options.key, klass=klass, title=options.title, kept=options.kept)
    if options.move:
        order = moved(archive_plan(desk, campaign), options.key, options.move)
        if order is None:
            raise DeskError("在本类里不能再移了；其他改动已保存。")
        reorder(desk, campaign, order)
    place = archive_plan(desk, campaign).place(options.key)
    state = f"第{place.number:04}件" if place.number else f"不归入（{place.out}）"
    document = {"key": options.key, "number": place.number, "class": place.klass.value, "title": place.title}
    return Answer(document, (f"{place.klass.value}　{place.title}　{state}",))


def _add(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    from desk_app.services.archive_choices import archive_plan
    from desk_app.services.archive_files import add_item, put_in

    if options.to:
        archive_plan(desk, campaign).place(options.to)
        put_in(desk, campaign, options.to, options.files)
        key = options.to
    else:
        key, _ = add_item(desk, campaign, options.files, options.title)
    place = archive_plan(desk, campaign).place(key)
    files = [one.name for one in options.files]
    document = {"key": key, "class": place.klass.value, "title": place.title, "files": files}
    return Answer(document, (f"已附入{len(options.files)}个文件：{place.klass.value}　{place.title}　{key}",))


def _take_out(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    from desk_app.services.archive_files import files_of, take_out

    with desk.store.read() as reader:
        held = files_of(reader, campaign.id).get(options.key, ())
    mine = {one.file: one.id for one in held}
    double = [name for name in options.files if sum(one.file == name for one in held) > 1]
    if double:
        raise DeskError(f"“{options.key}”这一件里有不止一个“{double[0]}”，说不准移出哪一个；请在窗口“档案”里移出。")
    strange = [name for name in options.files if name not in mine]
    if strange:
        raise DeskError(f"“{options.key}”这一件里没有附入“{strange[0]}”，附入的有：{'、'.join(mine) or '（无）'}。")
    named = list(dict.fromkeys(options.files))
    for name in named:
        take_out(desk, campaign, mine[name])
    return Answer({"key": options.key, "taken_out": named}, (f"已移出{len(named)}个文件。",))


def _make(desk: Desk, campaign: Campaign, options: argparse.Namespace) -> Answer:
    from desk_app.services.archive_choices import ArchiveTerms, keep_terms, read_terms
    from desk_app.services.archive_make import ArchiveWish, make_archive

    if any(said is not None for said in (options.fonds, options.fonds_name, options.retention)):
        with desk.store.read() as reader:
            known = read_terms(reader)
        said = ((options.fonds, known.fonds), (options.fonds_name, known.fonds_name),
                (options.retention, known.retention))  # fmt: skip
        keep_terms(desk, ArchiveTerms(*(old if new is None else new for new, old in said)))
    wish = ArchiveWish(options.personal, not options.no_unit_papers, options.zip, not options.no_words)
    made = make_archive(desk, campaign, options.out, wish)
    document = {
        "folder": str(made.folder),
        "zip": str(made.zipped) if made.zipped else None,
        "items": made.items,
        "files": made.files,
        "code": made.code,
        "rehearsal": made.rehearsal,
        "remarks": [*made.remarks, *made.characters],
    }
    lines = (
        f"已归档{'（演练，专项尚未结束）' if made.rehearsal else ''}：{made.folder}",
        *([f"压缩包：{made.zipped}"] if made.zipped else []),
        f"{made.items}件，{made.files}个文件，内容校验码：{made.code}",
        *made.remarks,
        *made.characters,
    )
    return Answer(document, lines)


def _writes_terms(options: argparse.Namespace) -> bool:
    return any(said is not None for said in (options.fonds, options.fonds_name, options.retention))


def _never(_options: argparse.Namespace) -> bool:
    return False


def _always(_options: argparse.Namespace) -> bool:
    return True


Run = Callable[[Desk, Campaign, argparse.Namespace], Answer]
ARCHIVE_COMMANDS: dict[str, tuple[Callable[[argparse.Namespace], bool], Run]] = {
    "check": (_never, _check),
    "list": (_never, _list),
    "set": (_always, _set),
    "add": (_always, _add),
    "take-out": (_always, _take_out),
    "make": (_writes_terms, _make),
}
"""What each action does, and whether it changes anything; making an archive changes nothing of the data."""


def open_command(options: argparse.Namespace) -> Answer:
    """`archive open`: the read-only copy in a folder of its own, for ``--data`` of any command."""
    from desk_app.services.archive_open import open_archive

    opened = open_archive(options.file, options.out)
    document = {"data": str(opened.folder), "name": opened.seal.name, "at": opened.seal.at.isoformat()}
    told = f"查阅：desk-app --data {opened.folder}（可接任何命令，不写命令即打开窗口）"
    return Answer(document, (f"已打开到：{opened.folder}", opened.seal.said, told))


def verify_command(options: argparse.Namespace) -> Answer:
    """`verify`: whether an archive is as it was filed; no data folder is needed or touched."""
    from desk_app.services.archive_verify import verify_archive

    done = verify_archive(options.file)
    document: dict[str, Any] = {
        "whole": done.whole,
        "files": done.files,
        "code": done.code or None,
        "differences": [{"kind": one.kind, "path": one.path, "message": one.message} for one in done.differences],
    }
    lines = (*(f"{one.kind}　{one.path}：{one.message}" for one in done.differences), done.said)
    return Answer(document, lines, needs_a_person=not done.whole)


def handover_command(desk: Desk, options: argparse.Namespace) -> Answer:
    """`handover make`: the package with 交接清单."""
    from desk_app.services.handover import make_handover
    from desk_app.services.handover_matters import summary

    made = make_handover(desk, options.out, options.to, seal=options.read_only)
    document = {
        "file": str(made.path),
        "code": made.code,
        "read_only": made.sealed,
        "remarks": list(made.remarks),
        "open": [
            {"campaign": one.campaign, "kind": one.kind, "matter": one.matter, "unit": one.unit, "due": one.due,
             "state": one.state}
            for one in made.matters
        ],
    }  # fmt: skip
    sealed = ["本机数据已设为只读；需要时用 handover resume 解除。"] if made.sealed else []
    lines = (f"已写：{made.path}", f"{summary(made.matters)}；备份校验码：{made.code}", *sealed, *made.remarks)
    return Answer(document, lines)


def take_over_command(options: argparse.Namespace, folder: Path, at: datetime) -> Answer:
    """`handover open`: go on from a package on an empty computer."""
    from desk_app.services.handover import open_handover

    done = open_handover(options.file, folder, at)
    document = {"data": str(folder), "bureau": done.bureau, "from": done.giver, "to": done.taker, "lost": done.lost}
    lost = [f"有{done.lost}个原件在移交前已缺失或损坏，登记的数字都在。"] if done.lost else []
    aside = [f"原来的空数据没有删，放在：{done.aside}"] if done.aside else []
    return Answer(document, (f"已接手{done.bureau}的数据，经办人：{done.taker}。", f"数据在：{folder}", *aside, *lost))


def resume_command(folder: Path) -> Answer:
    """`handover resume`: let this computer's data be written again."""
    from desk_app.services.handover import resume

    seal = resume(folder)
    return Answer({"data": str(folder)}, (f"已解除只读；请与接收人{seal.name}商定，不要两边同时办理。",))
