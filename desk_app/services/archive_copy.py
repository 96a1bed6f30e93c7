"""数据副本: what the program knows of one campaign, as a backup that it opens again to be read only."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desk_app.forms.secrecy import names_persons
from desk_app.progress import Progress
from desk_app.services.desk import Desk
from desk_app.services.search import build
from desk_app.storage import campaigns
from desk_app.storage.backup import write_backup
from desk_app.storage.campaign_copy import CopyWish, reduce_copy
from desk_app.storage.campaigns import Campaign
from desk_app.storage.durable import TEMP_PREFIX
from desk_app.storage.errors import disk_errors
from desk_app.storage.folder import DataFolder
from desk_app.storage.originals import Originals
from desk_app.storage.store import Store

COPY_FILE = "数据副本.zip"


@dataclass(frozen=True, slots=True)
class CopyChoice:
    """What a copy holds of its campaign.

    ``hidden`` forms and periods stay without content; files put into a 件 which is ``left_out`` go; without words the
    calls and the notes on tasks say nothing. Unless it is made with persons, history says nothing of any form that
    names some.
    """

    hidden: tuple[tuple[str, str], ...] = ()
    left_out: tuple[str, ...] = ()
    with_personal: bool = False
    with_words: bool = True


def write_copy(desk: Desk, campaign: Campaign, name: str, folder: Path, choice: CopyChoice, progress: Progress) -> int:
    """Write the copy, without other campaigns; how many originals are lost."""
    with desk.store.read() as reader:
        forms = campaigns.forms_of(reader, campaign.id, all_versions=True)
    wished = tuple((form.id, period) for name_of, period in choice.hidden for form in forms if form.name == name_of)
    named = {form.id for form in forms if not choice.with_personal and names_persons(form.definition)}
    silent = tuple(sorted(named | {form_id for form_id, _ in wished}))
    wish = CopyWish(campaign.id, wished, silent, choice.left_out, not choice.with_words)
    with disk_errors(f"归档“{name}”的数据副本"), tempfile.TemporaryDirectory(prefix=TEMP_PREFIX, dir=folder) as scratch:
        copy = DataFolder(Path(scratch) / "data")
        copy.root.mkdir()
        desk.store.snapshot(copy.database)
        shutil.copyfile(desk.store.folder.key, copy.key)
        reduce_copy(copy.database, desk.store.key, wish)
        if desk.store.folder.forms.is_dir():
            shutil.copytree(desk.store.folder.forms, copy.forms)
        with Store.open(copy.root, at=desk.clock()) as store:
            build(Desk(store, desk.catalogue, desk.clock, desk.font_folder), progress)
            store.originals = Originals(desk.store.folder.originals)
            manifest = write_backup(store, folder / COPY_FILE, desk.clock(), progress)
    return len(manifest.missing)
