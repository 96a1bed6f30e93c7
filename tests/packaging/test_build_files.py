"""What the bundle is built from agrees with the program; `make bundle` itself proves what comes of it."""

from __future__ import annotations

import ast
import re

from desk_app import __version__
from tests.conftest import ROOT

BINARY = {".png", ".ico"}
SPEC = (ROOT / "build.spec").read_text(encoding="utf-8")
PACKAGING = ROOT / "packaging"


def written() -> list[tuple[str, str]]:
    """Every file that is ours to write for the packaging, with its text; licences are others' words."""
    files = [path for path in PACKAGING.rglob("*") if path.is_file() and path.suffix not in BINARY]
    ours = [ROOT / "build.spec", *(path for path in files if path.parent.name != "licences")]
    return [(path.name, path.read_text(encoding="utf-8-sig")) for path in ours]


def never() -> set[str]:
    """The modules that build.spec keeps out."""
    for node in ast.parse(SPEC).body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and node.targets[0].id == "NEVER":
            return set(ast.literal_eval(node.value))
    return set()


def locked(name: str) -> dict[str, str]:
    """The packages of a lock file with their versions."""
    return dict(re.findall(r"^([a-z0-9][\w.-]*)==([^\s\\]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))


def wheels() -> dict[str, str]:
    """The packages of the list of wheels for Windows with their versions."""
    text = (PACKAGING / "windows" / "wheels.txt").read_text(encoding="utf-8")
    return dict(line.split("==") for line in text.splitlines() if "==" in line)


def test_the_bundle_carries_forms_and_every_folder_of_resources_that_the_program_reads() -> None:
    assert '"desk_app/_data/forms"' in SPEC
    shipped = set(re.findall(r'"desk_app/_data/resources/(\w+)"', SPEC))
    assert shipped == {"fonts", "help", "holidays", "reports", "sample"}
    for name in shipped:
        assert any((ROOT / "resources" / name).iterdir())


def test_the_bundle_is_one_folder_without_network_parts() -> None:
    assert "COLLECT(" in SPEC
    assert "exclude_binaries=True" in SPEC
    assert "upx=True" not in SPEC
    assert {"PySide6.QtNetwork", "ssl", "_ssl", "smtplib", "ftplib", "http.server", "sqlite3", "tkinter"} <= never()


def test_the_version_stands_in_one_place() -> None:
    for name, text in written():
        assert f'"{__version__}"' not in text, name


def test_the_wheels_for_windows_are_the_locked_ones_and_what_only_windows_needs() -> None:
    known = {**locked("requirements-dev.lock"), **locked("requirements.lock")}
    listed = wheels()
    assert {"pefile", "pywin32-ctypes"} <= set(listed)
    for name, version in listed.items():
        assert known.get(name, version) == version, name
    needed = set(locked("requirements.lock")) | {"pyinstaller", "pyinstaller-hooks-contrib", "altgraph"}
    assert needed <= set(listed)


def test_nothing_of_the_packaging_names_a_host_or_a_path_of_one_machine() -> None:
    for name, text in written():
        assert not re.search(r"https?://|/work/|/home/|[A-Z]:\\Users", text), name


def test_the_texts_of_qts_licence_go_with_it() -> None:
    assert '"packaging" / "licences"' in SPEC
    for name in ("LGPL-3.0.txt", "GPL-3.0.txt"):
        assert "Free Software Foundation" in (PACKAGING / "licences" / name).read_text(encoding="utf-8")
