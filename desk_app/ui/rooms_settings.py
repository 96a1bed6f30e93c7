"""设置: own bureau, operator, campaigns, size of type, light or dark, data folder, fonts, backup, restore, check."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from desk_app.progress import Progress
from desk_app.ui.campaigns_card import CampaignsCard
from desk_app.ui.look import LARGEST, SMALLEST, Shade, chars, grid
from desk_app.ui.pieces import HEADING, QUIET, TITLE, ChoiceBox, button, card, label, page, row
from desk_app.ui.room import Room, RoomContext
from desk_app.ui.wardrobe import STEP

if TYPE_CHECKING:
    from desk_app.services.desk import Desk
    from desk_app.services.fonts_found import FontFound
    from desk_app.services.values import ChangeSet

_SHADES = ((Shade.SYSTEM, "跟随电脑"), (Shade.LIGHT, "浅色"), (Shade.DARK, "深色"))


class SettingsRoom(Room):
    """What a person may set."""

    redraws_on = frozenset({"setting"})
    needs_campaign = False

    def __init__(self, context: RoomContext) -> None:
        super().__init__(context)
        self.bureau = QLineEdit()
        self.operator = QLineEdit()
        self.size_box = QSpinBox()
        self.shade_box = ChoiceBox()
        self._folder = label("", wrap=True)
        self._folder.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._folder.setAccessibleName("数据文件夹")
        self._fonts = label("正在查找……", wrap=True)
        lines = page(self)
        lines.addWidget(label("设置", TITLE))
        self.campaigns = CampaignsCard(self, context.session, context.notices)
        for part in (
            self._office_part(),
            self.campaigns.frame,
            self._look_part(),
            self._data_part(),
            self._font_part(),
        ):
            lines.addWidget(part)
        lines.addStretch(1)
        context.wardrobe.changed.connect(self._look_changed)

    def refresh(self) -> None:
        """Show what is kept."""
        overview = self.session.overview
        if overview is not None:
            self.bureau.setText(overview.bureau)
            self.operator.setText(overview.operator)
            self._folder.setText(str(overview.folder))
            self.worker.run(_fonts, self._show_fonts, key="settings.fonts")
        self._look_changed()

    def first_focus(self) -> QWidget:
        """The bureau's name."""
        return self.bureau

    def _office_part(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label("本单位", HEADING))
        form = _form(self, (("本单位全称", self.bureau), ("经办人", self.operator)))
        inside.addLayout(form)
        self.bureau.returnPressed.connect(self._keep)
        self.operator.returnPressed.connect(self._keep)
        inside.addLayout(row(button("保存", self._keep)))
        return frame

    def _look_part(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label("字号和明暗", HEADING))
        self.size_box.setRange(SMALLEST, LARGEST)
        self.size_box.setSingleStep(STEP)
        self.size_box.setSuffix(" %")
        self.size_box.setKeyboardTracking(False)
        for shade, word in _SHADES:
            self.shade_box.addItem(word, shade)
        inside.addLayout(_form(self, (("字号", self.size_box), ("明暗", self.shade_box))))
        inside.addWidget(label("Ctrl 和 +、Ctrl 和 - 随时可调字号。", QUIET))
        self.size_box.valueChanged.connect(self.context.wardrobe.size)
        self.shade_box.activated.connect(self._pick_shade)
        return frame

    def _data_part(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label("数据", HEADING))
        inside.addWidget(label("全部数据都在下面这个文件夹里，不联网。", QUIET, wrap=True))
        inside.addWidget(self._folder)
        keep = self.context.safekeeping
        inside.addLayout(row(button("打开文件夹", self._open_folder), button("检查数据是否完好", keep.check)))
        inside.addLayout(row(button("立即备份", keep.ask_backup), button("从备份恢复", keep.ask_restore)))
        inside.addWidget(label("恢复时原来的数据不删，移到旁边另存。", QUIET, wrap=True))
        return frame

    def _font_part(self) -> QWidget:
        frame, inside = card()
        inside.addWidget(label("打印字体", HEADING))
        inside.addWidget(self._fonts)
        version = self.context.outside.version
        inside.addWidget(label(f"程序版本 {version}", QUIET) if version else QLabel())
        return frame

    @Slot()
    def _keep(self) -> None:
        bureau, operator = self.bureau.text().strip(), self.operator.text().strip()
        if not bureau:
            self.notices.trouble("本单位全称不能空着，没有保存。")
            return
        self.worker.run(partial(_name, bureau=bureau, operator=operator), self._kept, text="保存")

    def _kept(self, changes: ChangeSet) -> None:
        if changes.operation_id is None:
            self.notices.done("没有改动。")
        else:
            self.notices.done("已保存本单位全称和经办人。", changes.operation_id)

    @Slot(int)
    def _pick_shade(self, place: int) -> None:
        self.context.wardrobe.shade(Shade(self.shade_box.itemData(place)))

    @Slot()
    def _look_changed(self) -> None:
        look = self.context.wardrobe.look
        self.size_box.setValue(look.percent)
        self.shade_box.setCurrentIndex([shade for shade, _ in _SHADES].index(look.shade))

    @Slot()
    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._folder.text()))

    def _show_fonts(self, found: tuple[FontFound, ...]) -> None:
        lines = [f"{one.style}：{f'本机的“{one.font}”' if one.is_own else '程序自带'}" for one in found]
        self._fonts.setText("\n".join(lines))


def _form(owner: QWidget, fields: tuple[tuple[str, QWidget], ...]) -> QFormLayout:
    """Rows of word and field; the word is the field's name for a screen reader and its buddy."""
    form = QFormLayout()
    form.setHorizontalSpacing(grid(owner, 2))
    form.setVerticalSpacing(grid(owner))
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
    for word, field in fields:
        named = label(word)
        named.setMinimumWidth(chars(owner, 5.5))
        named.setBuddy(field)
        field.setAccessibleName(word)
        field.setMinimumWidth(chars(owner, 10))
        field.setMaximumWidth(chars(owner, 26))
        form.addRow(named, field)
    return form


def _fonts(desk: Desk, _progress: Progress) -> tuple[FontFound, ...]:
    from desk_app.services.fonts_found import fonts_found

    return fonts_found(desk)


def _name(desk: Desk, _progress: Progress, *, bureau: str, operator: str) -> ChangeSet:
    from desk_app.services.open_campaign import name_the_office

    return name_the_office(desk, bureau, operator)
