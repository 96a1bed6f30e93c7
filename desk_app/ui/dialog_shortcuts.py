"""快捷键一览: every action and its keys, from the one table."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desk_app.ui.actions import ACTIONS, keys_text
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import chars, row_height
from desk_app.ui.pieces import MAIN, QUIET, button, label, row

Index = QModelIndex | QPersistentModelIndex
_HEADINGS = ("在哪里", "做什么", "按什么键")
_ELSEWHERE = (
    ("到处", "到下一处、上一处", "Tab、Shift+Tab"),
    ("到处", "按下按钮、打开选中的", "空格、回车"),
    ("左边各处", "上一个、下一个", "上、下"),
    ("收表", "选文件、选文件夹", "Ctrl+O、Ctrl+Shift+O"),
    ("收表", "按单位、文件筛选（拼音首字母也可）", "Ctrl+F"),
    ("收表", "打开选中的来表；回到列表", "回车；Esc"),
    ("收表", "答复选中的问题", "Alt+1、Alt+2……"),
    ("收表", "看原表、核对表、重报比较", "Alt+Y、Alt+H、Alt+C"),
    ("收表、台账", "到下一处有问题的格", "F8"),
    ("收表、台账", "改一格；长文字里换行", "F2 或直接输入；Alt+回车"),
    ("收表、台账", "复制、粘贴（可与WPS互相粘贴）、清除", "Ctrl+C、Ctrl+V、Delete"),
    ("收表、台账", "跳到这一片的边上；带上 Shift 即选取", "Ctrl 和方向键，或先 End 再方向键"),
    ("收表、台账", "选整行、整列", "Shift+空格、Ctrl+空格"),
    ("台账", "剪切；所选各格都写成这一句", "Ctrl+X；Ctrl+回车"),
    ("台账", "打开这一格的选项；收起、展开一家单位", "Alt+下；空格"),
    ("台账", "记录卡；问题；离开表格", "F4；F7；F6"),
    ("台账", "填今天的日期", "Ctrl 和分号"),
    ("台账", "照上面的内容向下填充（也可拖选区右下角的小方块）；照左边的内容向右填充", "Ctrl+D；Ctrl+R"),
    ("台账", "在上面插入一行；复制所选行；删除所选行", "Ctrl 和 +；Ctrl+Shift+D；Ctrl 和 -"),
    ("台账", "所选行上移、下移（也可拖行号）", "Alt+上、Alt+下"),
    ("台账", "查找和替换；写说明", "Ctrl+H；F9"),
    ("台账", "排序：双击栏目名；冻结、只在一栏查找：右击栏目名", "——"),
    ("台账", "撤销、恢复，不限步数", "Ctrl+Z、Ctrl+Y"),
    ("小窗口", "关闭", "Esc"),
)


class ShortcutsModel(QAbstractTableModel):
    """The table of actions as rows; nothing in it changes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = [(one.group, one.text, keys_text(one)) for one in ACTIONS] + list(_ELSEWHERE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """One row an action."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and its own default
        """Where, what, which keys."""
        return 0 if parent.isValid() else len(_HEADINGS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        """The text of a cell."""
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._rows[index.row()][index.column()]

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | None:
        """The columns' headings."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return _HEADINGS[section]
        return None


class ShortcutsDialog(DeskDialog):
    """The visible list of shortcuts."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "快捷键一览")
        table = QTableView()
        table.setModel(ShortcutsModel(self))
        table.setAccessibleName("快捷键一览")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(row_height(table))
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.lines.addWidget(table, 1)
        self.lines.addLayout(row(label("不用鼠标也能办完所有的事。", QUIET), button("关闭", self.close, MAIN)))
        self.suit(chars(self, 38), row_height(self) * 18)
