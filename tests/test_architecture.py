"""The house's import rules, held against every import statement of the program."""

import ast
from functools import cache
from pathlib import Path

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
    "cli": {"services", "campaign", "forms"},
}
DOORS = {"", "ui", "cli"}
WIRING = {"cli": {"app", "locations", "self_test"}}
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


@cache
def told(path: Path) -> tuple[ast.Import | ast.ImportFrom | ast.Attribute, ...]:
    """The imports and attributes of a file, which is all that the rules look at."""
    nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    return tuple(node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom | ast.Attribute))


def imported(path: Path) -> set[str]:
    """Every module named by an import statement, at the top or inside a function."""
    names = set()
    for node in told(path):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def named(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


def test_a_room_imports_only_the_rooms_before_it() -> None:
    trespassers = []
    for path in modules():
        room = room_of(path)
        if room in MAY_USE_ROOMS:
            used = {name.split(".")[1] for name in imported(path) if name.startswith("desk_app.")}
            beyond = used - BASICS - {room} - MAY_USE_ROOMS[room] - WIRING.get(room, set())
            trespassers += [f"{name} in {named(path)}" for name in beyond]
    assert not trespassers


def test_a_library_stays_in_its_room() -> None:
    astray = [
        f"{name} in {named(path)}"
        for path in modules()
        for name in imported(path)
        if room_of(path) not in ONLY_IN.get(name.split(".")[0], {room_of(path)})
    ]
    assert not astray


def test_no_code_can_open_a_network_connection() -> None:
    able = [named(path) for path in modules() if {name.split(".")[0] for name in imported(path)} & NETWORK]
    assert not able


def test_nothing_below_the_doors_reads_the_clock_or_the_environment() -> None:
    readers = [
        f"{named(path)}:{node.lineno}"
        for path in modules()
        if room_of(path) not in DOORS
        for node in told(path)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
        if (node.value.id, node.attr) in CLOCK_AND_ENVIRONMENT
    ]
    assert not readers


def test_every_room_of_the_house_is_known_to_these_rules() -> None:
    rooms = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists()}
    assert rooms == set(MAY_USE_ROOMS)
    assert len(modules()) > len(rooms)
