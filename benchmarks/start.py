"""From a cold start to a window that stands, against an empty PySide6 window in the same run; and the memory."""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROUNDS = 7
EMPTY = """
import os
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication([])
window = QMainWindow()
window.resize(1200, 700)
window.show()
app.processEvents()
os._exit(0)
"""
OURS = """
import os
import sys
from pathlib import Path
from desk_app.app import window_outside
from desk_app.ui.start import application, build_window
app = application()
window = build_window(app, window_outside(Path(sys.argv[1])))
window.show()
app.processEvents()
os._exit(0)
"""


def once(code: str, folder: Path) -> float:
    """Seconds from the start of the process to the shown window; both find their bytecode, as installed programs do."""
    environment = dict(os.environ, QT_QPA_PLATFORM=os.environ.get("QT_QPA_PLATFORM", "offscreen"))
    environment |= {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(folder.with_name("bytecode"))}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, str(folder)], env=environment, check=True, capture_output=True)
    return time.perf_counter() - start


def run() -> Iterator[str]:
    """Both in turn, the medians and their ratio."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "data"
        pairs = [(once(OURS, folder), once(EMPTY, folder)) for _ in range(ROUNDS + 1)][1:]
    ours, empty = (statistics.median(side) for side in zip(*pairs, strict=True))
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    yield f"window stands after {ours:.2f} s, an empty one after {empty:.2f} s, ratio {ratio:.2f}"
    yield f"largest process so far: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB"
