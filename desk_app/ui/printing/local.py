"""Printing stays on this computer: its print service is asked through its file socket, never by network."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_SOCKETS = (Path("/run/cups/cups.sock"), Path("/var/run/cups/cups.sock"))
_CHOSEN_ELSEWHERE = Path("/etc/cups/client.conf")


def keep_printing_local() -> None:
    """Name the socket where nobody has named a print server; without one the library would try the network's ports.

    What the office's administrator chose, in the environment or in ``client.conf``, stands.
    """
    if sys.platform in {"win32", "darwin"} or os.environ.get("CUPS_SERVER") or _names_a_server(_CHOSEN_ELSEWHERE):
        return
    os.environ["CUPS_SERVER"] = str(next((one for one in _SOCKETS if one.exists()), _SOCKETS[0]))


def _names_a_server(path: Path) -> bool:
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return False
    return any(line.strip().lower().startswith("servername") for line in lines)
