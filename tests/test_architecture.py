"""The house's import rules, held against every import statement of the program."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "desk_app"
BASICS = {"broken_zip", "problems", "progress", "os_reasons"}

MAY_USE_ROOMS = {
    "campaign": set(),
    "forms": {"campaign"},
    "importing": {"campaign", "forms"},
    "exporting": {"campaign", "forms"},
    "storage": {"campaign", "forms"},
    "services": {"campaign", "forms", "importing", "exporting", "storage"},
    "ui": {"services", "campaign", "forms"},
}
ONLY_IN = {
    "PySide6": {"ui"},
    "shiboken6": {"ui"},
    "sqlalchemy": {"storage"},
    "alembic": {"storage"},
    "sqlcipher3": {"storage"},
    "sqlite3": {"storage"},
    "openpyxl": {"importing", "exporting"},
    "python_calamine": {"importing"},
    "docx": {"exporting"},
    "xlsxwriter": {"exporting"},
    "reportlab": {"exporting"},
    "lxml": {"importing", "exporting"},
    "fontTools": {"exporting"},
    "defusedxml": {"importing"},
    "jeepney": {"ui"},
}
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "asyncio",
    "requests",
    "httpx",
    "xmlrpc",
    "telnetlib",
}
CLOCK_AND_ENVIRONMENT = {
    ("datetime", "now"), ("datetime", "today"), ("date", "today"), ("time", "time"),
    ("os", "environ"), ("os", "getenv"), ("Path", "cwd"), ("Path", "home"),
}  # fmt: skip


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    relative = path.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else ""


def imported(path: Path) -> set[str]:
    """Every module named by an import statement, at the top or inside a function."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_room_imports_only_the_rooms_before_it(path: Path) -> None:
    room = room_of(path)
    if room not in MAY_USE_ROOMS:
        return
    used = {name.split(".")[1] for name in imported(path) if name.startswith("desk_app.")}
    assert used - BASICS - {room} <= MAY_USE_ROOMS[room]


@pytest.mark.parametrize("path", modules(), ids=named)
def test_a_library_stays_in_its_room(path: Path) -> None:
    room = room_of(path)
    for name in imported(path):
        allowed = ONLY_IN.get(name.split(".")[0])
        assert allowed is None or room in allowed, f"{name} in {named(path)}"


@pytest.mark.parametrize("path", modules(), ids=named)
def test_no_code_can_open_a_network_connection(path: Path) -> None:
    assert not {name.split(".")[0] for name in imported(path)} & NETWORK


@pytest.mark.parametrize("path", [path for path in modules() if room_of(path) not in {"", "ui"}], ids=named)
def test_nothing_below_the_doors_reads_the_clock_or_the_environment(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCK_AND_ENVIRONMENT, f"{named(path)}:{node.lineno}"


def test_every_room_of_the_house_is_known_to_these_rules() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(MAY_USE_ROOMS)
