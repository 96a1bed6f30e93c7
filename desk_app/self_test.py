"""自检: whether this copy of the program is whole — every part is there, and the main job works from end to end.

It works in a folder of its own that it takes away again, shows its window on no screen, and opens no connection.
"""

from __future__ import annotations

import importlib
import os
import pkgutil
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from desk_app import __version__
from desk_app.app import open_desk, report_failure
from desk_app.forms.catalogue import Catalogue, load_catalogue
from desk_app.locations import Locations, shipped
from desk_app.problems import DeskError
from desk_app.services.desk import Desk
from desk_app.storage.campaigns import Campaign

_TEMPLATE = "学习宣传贯彻党的二十大精神"
_FORM, _UNIT = "大谈话统计表", "办公室"
_MONTH = "2023年1月"
_GIVEN = (
    "附件2 大谈话统计表（办公室）.xlsx",
    "附件2 大谈话统计表（大气环境科）.xls",
    "监测科 附件2 大谈话统计表.csv",
    "附件2（东城分局）.docx",
)
_NETWORK = ("ssl", "_ssl", "ftplib", "smtplib", "xmlrpc", "http.server", "socketserver", "PySide6.QtNetwork")
_A4 = (595, 842)
_SMALLEST_FILE = 2_000
_PATIENCE = 60.0


class NotWholeError(DeskError):
    """A check found something missing or wrong; the text says what."""


@dataclass
class Bench:
    """What the checks share: the program's folders, a folder to work in, and what the earlier ones made."""

    places: Locations
    room: Path
    catalogue: Catalogue | None = None
    desk: Desk | None = None
    campaign: Campaign | None = None
    made: dict[str, Path] = field(default_factory=dict)

    @property
    def open_desk(self) -> Desk:
        """The desk that an earlier check opened."""
        if self.desk is None:
            raise NotWholeError("数据没有建成，这一项没有做")
        return self.desk

    @property
    def open_campaign(self) -> Campaign:
        """The campaign that an earlier check opened."""
        if self.campaign is None:
            raise NotWholeError("专项没有启动，这一项没有做")
        return self.campaign

    def paper(self, kind: str) -> Path:
        """A file that an earlier check printed."""
        if kind not in self.made:
            raise NotWholeError("文件没有写成，这一项没有做")
        return self.made[kind]


Check = Callable[[Bench], str]


def run_self_test() -> int:
    """Run every check and print one line each; 0 when all passed, else 1 with the names of those that did not."""
    _surroundings()
    began = time.monotonic()
    print(f"专班台账 {__version__} 自检")  # noqa: T201  the door speaks
    # The window's library may hold a file a moment longer than the window stands.
    with tempfile.TemporaryDirectory(prefix="desk-app-", ignore_cleanup_errors=True) as room:
        bench = Bench(shipped(), Path(room))
        failed = [name for name, check in CHECKS if not _passes(name, check, bench)]
        if bench.desk is not None:
            bench.desk.store.close()
    if failed:
        print(f"自检未通过：{'、'.join(failed)}。请重新安装程序；仍不通过的，把以上内容交给维护人员。")  # noqa: T201  the same
        return 1
    print(f"自检通过，共{len(CHECKS)}项，用时{time.monotonic() - began:.1f}秒。")  # noqa: T201  the same
    return 0


def _surroundings() -> None:
    """No screen, and a locale that Qt knows to be UTF-8: in any other it says so in English."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    if sys.platform != "win32":
        os.environ["LC_ALL"] = "C.UTF-8"


def _passes(name: str, check: Check, bench: Bench) -> bool:
    """Carry out one check and say what came of it."""
    try:
        said = check(bench)
    except DeskError as refusal:
        said = str(refusal).replace("\n", " ").rstrip("。")
    except Exception as failure:  # noqa: BLE001  whatever a broken copy does is what the check is for
        said = report_failure(Path(tempfile.gettempdir()) / "desk-app", failure).rstrip("。")
    else:
        print(f"通过　{name}：{said}。", flush=True)  # noqa: T201  the door speaks
        return True
    print(f"未过　{name}：{said}。", flush=True)  # noqa: T201  the same
    return False


def _story() -> datetime:
    """A day within the sample's story."""
    return datetime(2023, 2, 3, 9, 0)  # noqa: DTZ001  the office's own wall clock


def _need(condition: object, otherwise: str) -> None:
    if not condition:
        raise NotWholeError(otherwise)


def _parts(_bench: Bench) -> str:
    """Every module of the program can be loaded, those that are only named at run time too."""
    import desk_app

    names = [one.name for one in pkgutil.walk_packages(desk_app.__path__, "desk_app.")]
    for name in names:
        if not name.endswith("__main__"):
            try:
                importlib.import_module(name)
            except ImportError as error:
                raise NotWholeError(f"缺少“{error.name or name}”，或它所需的系统软件包不全") from error
    return f"共{len(names)}个，都能装入"


def _no_network(_bench: Bench) -> str:
    """A bundle holds no part that could reach out; a checkout shares its Python with others and is only looked at."""
    if not getattr(sys, "frozen", False):
        held = sorted(name for name in sys.modules if name.startswith("PySide6.QtNetwork"))
        _need(not held, "装入了联网部件")
        return "没有装入窗口库的联网部件"
    for name in _NETWORK:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
        raise NotWholeError(f"程序包里有联网部件“{name}”")
    return "程序包里没有加密连接、网页、邮件、文件传输等部件"


def _forms(bench: Bench) -> str:
    """Every definition below ``forms/`` is loaded, none passed over."""
    folder = bench.places.forms
    bench.catalogue = load_catalogue([folder])
    loaded = sum(len(template.forms) for template in bench.catalogue.templates) + len(bench.catalogue.ready)
    campaigns = list(folder.glob("*/campaign.toml"))
    whole = len(bench.catalogue.templates) == len(campaigns) and bench.catalogue.ready
    _need(loaded and whole, f"表样文件夹“{folder}”是空的或不全")
    bench.catalogue.template(_TEMPLATE)
    return f"{len(campaigns)}套专项模板，{loaded}张表"


def _fonts(bench: Bench) -> str:
    """Every style of type has its own shipped font, which can be opened and knows the signs of an office."""
    from desk_app.exporting.fonts import BUNDLED_FILES, FontBook

    folder = bench.places.fonts
    lost = [style.value for style, name in BUNDLED_FILES.items() if not (folder / name).is_file()]
    _need(not lost, f"字体文件夹“{folder}”里缺少{'、'.join(lost)}")
    book = FontBook.from_folders(folder)
    for style in BUNDLED_FILES:
        face = book.styled(style).primary
        _need(all(face.has(sign) for sign in "国期〔〕№①"), f"{style.value}字体不全")
    return "、".join(style.value for style in BUNDLED_FILES) + "都在"


def _holidays(bench: Bench) -> str:
    """The tables of holidays can be read."""
    from desk_app.campaign.holidays import load_holidays

    known = load_holidays(bench.places.resources / "holidays").years
    _need(known, "节假日表是空的")
    return f"{min(known)}年至{max(known)}年"


def _database(bench: Bench) -> str:
    """A fresh encrypted database takes a campaign and a roster and is whole afterwards."""
    from desk_app.services.keep_roster import import_roster
    from desk_app.services.open_campaign import name_the_office, open_from_template
    from desk_app.services.safekeeping import check

    desk = bench.desk = open_desk(bench.room / "数据", clock=_story, own_fonts=False)
    name_the_office(desk, "青屏市生态环境局", "")
    bench.campaign, _ = open_from_template(desk, _TEMPLATE)
    roster, _ = import_roster(desk, bench.places.sample / "单位名册.csv")
    _need(not check(desk), "新建的数据不完好")
    return f"新建、加密、登记{len(roster.units)}家单位，数据完好"


def _intake(bench: Bench) -> str:
    """A return of each kind of file is read, checked and counted."""
    from desk_app.services.take_in import Choices, take_in

    folder = bench.places.sample / "来表" / _MONTH
    report = take_in(bench.open_desk, bench.open_campaign, [folder / name for name in _GIVEN], Choices())
    for taken in report.taken:
        _need(not taken.needs_a_person, f"样例来表“{taken.judgement.read.file}”没有认出来")
    _need(len(report.taken) == len(_GIVEN), "样例来表没有收全")
    return f"样例{len(_GIVEN)}份（xlsx、xls、csv、docx）都已接收"


def _print(bench: Bench) -> str:
    """One annex is written as PDF, Excel and Word."""
    from desk_app.services.produce import DOCX, PDF, XLSX, print_form

    kinds = (PDF, XLSX, DOCX)
    made = print_form(bench.open_desk, bench.open_campaign, _FORM, bench.room / "打印", unit=_UNIT, kinds=kinds)
    for path in made.files:
        _need(path.stat().st_size > _SMALLEST_FILE, f"“{path.name}”写得不完整")
        bench.made[path.suffix] = path
    return "、".join(f"{path.suffix[1:]}（{path.stat().st_size / 1024:.0f}KB）" for path in made.files)


def _pdf(bench: Bench) -> str:
    """The PDF is read by another library: A4, its text is there, and its page is not blank."""
    import pypdfium2  # type: ignore[import-untyped]  # it ships no types

    from desk_app.exporting.page_image import PdfPages

    content = bench.paper(".pdf").read_bytes()
    with PdfPages(content) as pages:
        size = pages.sizes()[0]
        picture = pages.image(0, 1.0)
    _need(sorted((round(size.width), round(size.height))) == list(_A4), "纸张不是A4")
    _need(len(set(picture.pixels)) > 2, "页面是空白的")
    document = pypdfium2.PdfDocument(content)
    try:
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    _need(_FORM in "".join(text.split()), "页面上没有表名")
    return f"A4，读回{len(text)}个字"


def _code(bench: Bench) -> str:
    """The code on the printed page is read as from a scan."""
    from desk_app.importing.scan_book import ScanBook

    with ScanBook(bench.paper(".pdf").read_bytes()) as book:
        found = book.read(0)
    _need(found.lines, "页脚的识别码没有读出来")
    return "识别码已读回"


def _office_file(bench: Bench, *, kind: str) -> str:
    """A file is read back as a return would be: its table, and the unit's own rows in it."""
    from desk_app.importing.documents import open_document

    grids = open_document(bench.paper(kind).read_bytes()).grids
    cells = [cell.text for grid in grids for row in grid.rows for cell in row if cell.text]
    _need(grids and cells, "读回来没有表格")
    _need(any("谈话" in text for text in cells), "读回来没有表头")
    return f"读回{len(grids)}张表，{len(cells)}个有内容的格"


def _safekeeping(bench: Bench) -> str:
    """A backup is put back elsewhere and holds what was backed up."""
    from desk_app.services.safekeeping import check, restore, write_backup

    archive, folder = bench.room / "备份.zip", bench.room / "恢复"
    units = len(bench.open_desk.roster().units)
    write_backup(bench.open_desk, archive)
    restore(archive, folder, _story())
    again = open_desk(folder, clock=_story, own_fonts=False)
    with again.store:
        _need(not check(again), "恢复的数据不完好")
        _need(len(again.roster().units) == units, "恢复的数据不全")
    return f"备份{archive.stat().st_size / 1024:.0f}KB，恢复后数据完好"


def _window(bench: Bench) -> str:
    """The window opens the data that the earlier checks made, and every room can be entered."""
    if bench.desk is not None:
        bench.desk.store.close()
        bench.desk = None
    from desk_app.self_test_window import look_through

    return look_through(bench.places, bench.room / "数据", _story, _PATIENCE)


def _chinese(_bench: Bench) -> str:
    """Qt's own dialogs speak Chinese from its shipped translation, not only from our few words."""
    from desk_app.ui.start import application

    said = application().translate("QLineEdit", "&Copy")
    _need(said.startswith("复制"), "窗口库的中文词条不在")
    return "窗口库自带的按钮、菜单是中文"


CHECKS: tuple[tuple[str, Check], ...] = (
    ("程序各部分", _parts),
    ("不联网", _no_network),
    ("表样", _forms),
    ("字体", _fonts),
    ("节假日表", _holidays),
    ("数据", _database),
    ("收表", _intake),
    ("打印", _print),
    ("PDF", _pdf),
    ("识别码", _code),
    ("Excel", partial(_office_file, kind=".xlsx")),
    ("Word", partial(_office_file, kind=".docx")),
    ("备份和恢复", _safekeeping),
    ("窗口", _window),
    ("中文词条", _chinese),
)
