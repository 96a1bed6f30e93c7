"""The one place where the program is wired together: folders, catalogue, store, clock."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from desk_app import __version__
from desk_app.locations import shipped
from desk_app.problems import DeskError

if TYPE_CHECKING:
    from desk_app.forms.catalogue import Catalogue
    from desk_app.importing.converter import Converter
    from desk_app.importing.helper_settings import Helper
    from desk_app.services.desk import Desk
    from desk_app.storage.seal import Seal
    from desk_app.ui.outside import Outside

_OWN_FORMS = "forms"


def now() -> datetime:
    """The office's own wall clock, to the second."""
    return datetime.now().replace(microsecond=0)  # noqa: DTZ005  an office knows one time zone, that of its wall


def default_data_folder() -> Path:
    """Where the user's data lies when nobody says otherwise; needs no administrator's rights."""
    from platformdirs import user_data_path

    return user_data_path("zhuanban-taizhang", appauthor=False)


def office_font_folders() -> tuple[Path, ...]:
    """The folders in which this kind of computer keeps the office's own fonts."""
    home = Path.home()
    if sys.platform == "win32":
        return (Path("C:/Windows/Fonts"), home / "AppData/Local/Microsoft/Windows/Fonts")
    return (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts")


def has_display() -> bool:
    """Whether a window can be shown here."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def show_window(data: Path | None) -> int:
    """Show the window until it is closed; DeskError where there is no display, or no window library."""
    if not has_display():
        raise DeskError("这里没有图形界面，打不开窗口；各命令见 desk-app --help。")
    try:
        from desk_app.ui.start import run_window
    except ImportError as error:
        raise DeskError(f"窗口所需的系统软件包不全（{error.name or error}），请补装后再试。") from error

    return run_window(None, window_outside(data))


def window_outside(data: Path | None) -> Outside:
    """What the window is given: the data folder or the user's own, the program's folders, the clock."""
    from desk_app.ui.outside import Outside

    places = shipped()
    return Outside(
        open_desk=lambda folder, clock: open_desk(folder, clock=clock),
        data=data or default_data_folder(),
        resources=places.resources,
        forms=places.forms,
        clock=now,
        version=__version__,
        office_fonts=office_font_folders(),
    )


def start_window_apart(data: Path) -> None:
    """Start the window as a process of its own, which outlives this one."""
    import subprocess

    quiet = subprocess.DEVNULL
    command = [sys.executable, *([] if getattr(sys, "frozen", False) else ["-m", "desk_app"]), "--data", str(data)]
    subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)  # noqa: S603  our own program


def report_failure(data: Path | None, failure: Exception) -> str:
    """Write what went wrong inside the program to a file that can be handed over; the sentence that says so."""
    import platform
    import tempfile
    import traceback

    name = f"出错报告-{now():%Y%m%d-%H%M%S}.txt"
    text = "".join(traceback.format_exception(failure))
    for folder in ((data or default_data_folder()) / "log", Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(f"专班台账 {__version__}\n{platform.platform()}\n\n{text}", encoding="utf-8")
        except OSError:
            continue
        return f"程序自身出错，已保存的内容不受影响；详情已写入“{folder / name}”，请交给维护人员。"
    return f"程序自身出错，已保存的内容不受影响（{type(failure).__name__}），且无处可写出错报告，请检查磁盘。"


def open_desk(
    data: Path | None, *, clock: Callable[[], datetime] = now, writing: bool = True, own_fonts: bool = True
) -> Desk:
    """Open the data folder with everything the services need; the caller closes ``desk.store``.

    DeskError when the folder or a form definition is not as it must be.
    """
    from desk_app.services.desk import Desk
    from desk_app.storage.store import Store

    catalogue = catalogue_of(data)
    store = Store.open(data or default_data_folder(), at=clock(), writing=writing)
    fonts = office_font_folders() if own_fonts else ()
    there = tuple(path for path in fonts if path.is_dir())
    if store.seal is not None and store.seal.stands_still:
        clock = partial(_moment_of, store.seal)
    return Desk(store, catalogue, clock, shipped().fonts, there, converter(), reading_helper())


def _moment_of(seal: Seal) -> datetime:
    """The clock of a copy in an archive stands at the moment at which it was made."""
    return seal.at


def reading_helper() -> Helper:
    """How this program is started once more to read files for it, and how many such helpers this computer bears."""
    from desk_app.importing.helper_settings import Helper

    itself = (sys.executable,) if getattr(sys, "frozen", False) else (sys.executable, "-m", "desk_app")
    return Helper((*itself, "--reading-helper"), max(1, min(3, (os.cpu_count() or 2) - 1)))


def converter() -> Converter | None:
    """The program that reads old office files (.doc, .wps), None where none is installed."""
    import shutil

    found = shutil.which("soffice") or shutil.which("libreoffice")
    places = [Path(found)] if found else [Path("C:/Program Files/LibreOffice/program/soffice.exe")]
    program = next((path for path in places if path.is_file()), None)
    if program is None:
        return None
    from desk_app.importing.converter import SofficeConverter

    return SofficeConverter(program)


def catalogue_of(data: Path | None) -> Catalogue:
    """The forms that the program ships and those of the office's own, of which a wrong one is left out and told."""
    from desk_app.forms.catalogue import load_catalogue

    return load_catalogue([shipped().forms], (data or default_data_folder()) / _OWN_FORMS)


def has_data(data: Path | None) -> bool:
    """Whether anything was ever kept in the data folder."""
    return ((data or default_data_folder()) / "desk.db").is_file()
