"""Returns told by 来表号 or by the name of their file, as a person names them in a command."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from desk_app.problems import DeskError
from desk_app.storage.submissions import Submission


def named_among(candidates: Iterable[Submission], named: Sequence[str], absent: str) -> list[Submission]:
    """Those of some returns that are named, each once, in the order in which they were.

    DeskError for one that is not among them, which ``absent`` says with the name in place of ``{0}``, and for a file
    that holds several tables.
    """
    by_id: dict[str, Submission] = {}
    by_file: dict[str, list[Submission]] = defaultdict(list)
    for one in candidates:
        by_id[str(one.id)] = one
        by_file[one.file].append(one)
    found: dict[int, Submission] = {}
    for said in named:
        mine = [by_id[said]] if said in by_id else by_file.get(said, [])
        if not mine:
            raise DeskError(absent.format(said))
        if len(mine) > 1:
            numbers = "、".join(str(one.id) for one in mine)
            raise DeskError(f"“{said}”里有不止一张表，请用来表号指明：{numbers}。")
        found[mine[0].id] = mine[0]
    return list(found.values())
