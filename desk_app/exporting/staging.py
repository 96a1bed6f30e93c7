"""Many files appear together: written into a folder beside their place, moved there when all are done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """Yield an empty folder to write in; when the body has gone well all of it stands below ``out``.

    When it fails or is cancelled nothing of it is left and older files stay as they were. Files of the same name are
    replaced one by one, other files in ``out`` are left alone. DeskError when the folder cannot be made or written.
    """
    existed = out.exists()
    try:
        out.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=".~", dir=out))
    except OSError as error:
        raise DeskError(f"文件夹“{out}”写不进去（{reason_of(error)}），请换一个位置。") from error
    try:
        yield folder
        _move_up(folder, out)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        if not existed and not any(out.iterdir()):
            out.rmdir()
        raise
    shutil.rmtree(folder, ignore_errors=True)


def _move_up(folder: Path, out: Path) -> None:
    try:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            target = out / path.relative_to(folder)
            target.parent.mkdir(parents=True, exist_ok=True)
            path.replace(target)
    except OSError as error:
        raise DeskError(
            f"“{error.filename2 or error.filename}”写不进去（{reason_of(error)}），请关闭同名文件后重试。"
        ) from error
