"""归档 of one moment: a copy of the desk that nobody writes in, so that a person may write on while it is filed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from desk_app.progress import Progress
from desk_app.services.desk import Desk
from desk_app.storage.backup import patient_snapshot
from desk_app.storage.durable import TEMP_PREFIX
from desk_app.storage.errors import disk_errors
from desk_app.storage.folder import DataFolder
from desk_app.storage.originals import Originals
from desk_app.storage.store import Store


@contextmanager
def at_rest(desk: Desk, progress: Progress) -> Iterator[Desk]:
    """The desk as it stands now, until the end of the block; the originals are those of the office's own folder.

    Where nothing may be written anyway it is the desk itself. DeskError when the disk refuses.
    """
    if not desk.store.writable:
        yield desk
        return
    own = desk.store.folder
    with tempfile.TemporaryDirectory(prefix=TEMP_PREFIX, dir=own.root) as scratch:
        copy = DataFolder(Path(scratch) / "data")
        with disk_errors("归档用的数据"):
            copy.root.mkdir()
            patient_snapshot(desk.store, copy.database, progress)
            shutil.copyfile(own.key, copy.key)
            if own.forms.is_dir():
                shutil.copytree(own.forms, copy.forms)
        with Store.open(copy.root, at=desk.clock()) as store:
            store.originals = Originals(own.originals)
            yield replace(desk, store=store)
