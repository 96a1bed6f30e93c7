"""Page geometry after GB/T 9704-2012 (党政机关公文格式): where the type area stands and where page numbers go.

All lengths are points (1/72 inch) unless a name ends in ``_MM``. Figures are the standard's; those marked
*practice* are what offices do where the standard is silent.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desk_app.exporting.paper import SIGNING_HEIGHT_MM, SheetSize

__all__ = ["SIGNING_HEIGHT_MM", "PageNumbers", "Sheet", "SheetSize", "mm", "sheet"]

POINTS_PER_MM = 72 / 25.4

A4_SHORT_MM, A4_LONG_MM = 210, 297
SHEETS_MM = {SheetSize.A4: (A4_SHORT_MM, A4_LONG_MM), SheetSize.A3: (297, 420)}
TOP_MM = 37  # 天头 37 mm ± 1 mm
BINDING_MM = 28  # 订口 28 mm ± 1 mm
TYPE_WIDTH_MM, TYPE_HEIGHT_MM = 156, 225  # 版心
BOTTOM_MM = A4_LONG_MM - TOP_MM - TYPE_HEIGHT_MM
CUT_MM = A4_SHORT_MM - BINDING_MM - TYPE_WIDTH_MM

TITLE_SIZE = 22.0  # 2号小标宋
MARK_SIZE = 16.0  # 3号黑体，“附件2”
NUMBER_SIZE = 14.0  # 4号半角宋体页码
PAGE_OF_SIZE = 12.0  # practice: 第 x 页 共 y 页
LINE_PITCH = 28.95  # 22 lines on a page: the pitch of line 1 (annex mark) to line 3 (title)
NUMBER_BELOW_MM = 7  # 页码一字线上距版心下边缘 7 mm
TABLE_SIZES = (12.0, 11.0, 10.5, 10.0, 9.5, 9.0)  # practice: 小四 down to 小五, never smaller
CENTRE_OF_EM = 0.38  # a Chinese glyph's middle above its base line, of the em box 0.88 / -0.12


def mm(length: float) -> float:
    """Millimetres as points."""
    return length * POINTS_PER_MM


class PageNumbers(StrEnum):
    """Where the number of a landscape page stands; a portrait page has the standard's place in both.

    FOOT is the foot of the sheet as it is read. STANDARD_PORTRAIT_PLACE is the standard's: as if the sheet
    stood upright in the bound volume, so it is read with the sheet turned.
    """

    FOOT = "foot"
    STANDARD_PORTRAIT_PLACE = "standard"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One side of a sheet as it is read: its size and its type area, in points from the top left corner."""

    width: float
    height: float
    left: float
    top: float
    type_width: float
    type_height: float
    landscape: bool

    @property
    def bottom(self) -> float:
        """The margin below the type area."""
        return self.height - self.top - self.type_height

    def up(self, down: float) -> float:
        """A distance below the type area's upper edge as PDF's height above the sheet's lower edge."""
        return self.height - self.top - down


def sheet(*, landscape: bool, page: int = 1, double_sided: bool = False, size: SheetSize = SheetSize.A4) -> Sheet:
    """The sheet of one page; on the back of a double-sided one the binding edge lies on the other side.

    The margins are those of the standard on A3 too (practice).

    A landscape sheet is the portrait one turned so that its head lies at the portrait's left edge
    (A4 横排表格: 单页表头在订口一边，双页表头在切口一边).
    """
    is_back = double_sided and page % 2 == 0
    binding = mm(CUT_MM if is_back else BINDING_MM)
    short, long = (mm(length) for length in SHEETS_MM[size])
    type_width, type_height = short - mm(BINDING_MM + CUT_MM), long - mm(TOP_MM + BOTTOM_MM)
    if landscape:
        return Sheet(long, short, mm(BOTTOM_MM), binding, type_height, type_width, landscape=True)
    return Sheet(short, long, binding, mm(TOP_MM), type_width, type_height, landscape=False)
