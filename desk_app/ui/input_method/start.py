"""Whether the bridge is wanted here: a Linux desktop whose input method Qt cannot speak to by itself."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QGuiApplication

    from desk_app.ui.input_method.bridge import Bridge

_OWN_WAY = ("ibus", "wayland", "simple", "none")
"""What Qt does by itself, or what a person chose so as to have nothing."""


def start_bridge(app: QGuiApplication) -> Bridge | None:
    """Begin to listen for fcitx; None where Qt needs no help, or there is no desktop bus."""
    if sys.platform != "linux" or not is_wanted(os.environ.get("QT_IM_MODULE", ""), app.platformName()):
        return None
    from desk_app.ui.input_method.bridge import Bridge
    from desk_app.ui.input_method.bus import open_bus
    from desk_app.ui.input_method.dialects import dialects
    from desk_app.ui.input_method.fcitx import Fcitx

    bus = open_bus(app)
    if bus is None:
        return None
    return Bridge(app, Fcitx(bus, dialects(os.environ.get("DISPLAY", "")), app))


def is_wanted(chosen: str, platform: str) -> bool:
    """Whether fcitx is to be looked for: on X, unless another input method was chosen; elsewhere where it was."""
    asked = "fcitx" in chosen
    return asked or (platform == "xcb" and not chosen.startswith(_OWN_WAY))
