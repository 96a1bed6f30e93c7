"""The office's own templates: a campaign's outline and forms as files below its ``forms`` folder."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

from desk_app.exporting.file_names import safe_name
from desk_app.forms.catalogue import Template, load_catalogue
from desk_app.forms.writing import campaign_toml, form_toml
from desk_app.os_reasons import reason_of
from desk_app.problems import DeskError

_FORMS, _PART = "forms", "forms.part"


def keep_template(root: Path, template: Template, taken: Collection[str]) -> Template:
    """Write a campaign's outline and forms below the office's own ``forms`` folder; the template as it reads back.

    Neither a folder that is there nor a template of another source (``taken``) is put out by it: then its name gets
    a number. DeskError, with nothing left, when it cannot be written.
    """
    part = root / _PART
    try:
        shutil.rmtree(part, ignore_errors=True)
        folder = part / template.name
        folder.mkdir(parents=True)
        (folder / "campaign.toml").write_text(campaign_toml(template.outline), encoding="utf-8", newline="\n")
        for form in template.forms:
            name = safe_name(f"{form.annex}{form.name}", ".toml")
            (folder / name).write_text(form_toml(form), encoding="utf-8", newline="\n")
        kept = load_catalogue([part]).templates[0]
        (root / _FORMS).mkdir(exist_ok=True)
        target = root / _FORMS / template.name
        if not _is_same(target, folder):
            target = _free(root / _FORMS, template.name, taken)
            folder.rename(target)
    except OSError as error:
        raise DeskError(f"表样写不进数据文件夹（{reason_of(error)}），专项没有启动，请检查磁盘后再试。") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return replace(kept, outline=replace(kept.outline, name=target.name))


def _is_same(known: Path, fresh: Path) -> bool:
    """Whether a folder is there with the very same files, as after a start that was taken back."""
    if not known.is_dir():
        return False
    held, made = ({path.name: path.read_bytes() for path in one.iterdir()} for one in (known, fresh))
    return held == made


def _free(folder: Path, name: str, taken: Collection[str]) -> Path:
    """A folder's path whose name nobody has."""
    number, path = 1, folder / name
    while path.exists() or path.name in taken:
        number += 1
        path = folder / f"{name}（{number}）"
    return path
