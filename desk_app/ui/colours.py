"""The window's colours, light and dark: neutral greys and one deep red, used sparingly."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

_FRAME = 140


@dataclass(frozen=True, slots=True)
class Colours:
    """Every colour that is used, by what it is for; each text has at least 4.5:1 against its ground."""

    window: str
    side: str
    base: str
    stripe: str
    text: str
    quiet: str
    line: str
    chosen: str
    button: str
    hover: str
    accent: str
    filled: str
    on_filled: str
    trouble: str
    dark: bool = False


LIGHT = Colours(
    window="#f5f5f3",
    side="#ebebe8",
    base="#ffffff",
    stripe="#fafaf8",
    text="#1f2022",
    quiet="#5c5e61",
    line="#d3d3cf",
    chosen="#e2dfda",
    button="#fdfdfc",
    hover="#efeeeb",
    accent="#9e2a2b",
    filled="#9e2a2b",
    on_filled="#ffffff",
    trouble="#fbf1ee",
)
DARK = Colours(
    window="#242527",
    side="#1e1f21",
    base="#1a1b1d",
    stripe="#202124",
    text="#e7e7e4",
    quiet="#a9abad",
    line="#43454a",
    chosen="#3b3d41",
    button="#2d2f32",
    hover="#36383c",
    accent="#e07f7c",
    filled="#a8393a",
    on_filled="#ffffff",
    trouble="#352726",
    dark=True,
)


def palette(colours: Colours) -> QPalette:
    """The colours as Qt's own parts take them."""
    role = QPalette.ColorRole
    plain = {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.stripe,
        role.Text: colours.text,
        role.Button: colours.button,
        role.ButtonText: colours.text,
        role.BrightText: colours.accent,
        role.ToolTipBase: colours.base,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.quiet,
        role.Highlight: colours.chosen,
        role.HighlightedText: colours.text,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.base,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.line,
        role.Accent: colours.accent,
    }
    made = QPalette()
    for each, colour in plain.items():
        made.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
        made.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours.quiet))
    return made


def tick_palette(colours: QPalette) -> QPalette:
    """A palette for what has boxes to tick: Fusion draws their frames in a darker shade of the window's colour."""
    made = QPalette(colours)
    made.setColor(QPalette.ColorRole.Window, colours.color(QPalette.ColorRole.PlaceholderText).lighter(_FRAME))
    return made
