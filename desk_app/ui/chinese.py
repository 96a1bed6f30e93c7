"""Qt's own texts in Chinese: its shipped translation where there is one, and ours for what clerks see most."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

_OURS = {
    ("QPlatformTheme", "OK"): "确定",
    ("QPlatformTheme", "Cancel"): "取消",
    ("QPlatformTheme", "Close"): "关闭",
    ("QPlatformTheme", "Open"): "打开",
    ("QPlatformTheme", "Save"): "保存",
    ("QPlatformTheme", "&Yes"): "是",
    ("QPlatformTheme", "&No"): "否",
    ("QFileDialog", "&Open"): "打开",
    ("QFileDialog", "&Save"): "保存",
    ("QFileDialog", "&Choose"): "选定",
    ("QFileDialog", "Directory:"): "文件夹：",
    ("QFileDialog", "Folder"): "文件夹",
    ("QFileDialog", "Computer"): "我的电脑",
    ("QFileDialog", "Look in:"): "查找范围：",
    ("QFileDialog", "File &name:"): "文件名：",
    ("QFileDialog", "Files of type:"): "文件类型：",
    ("QFileDialog", "My Computer"): "我的电脑",
    ("QFileDialog", "Name"): "名称",
    ("QFileDialog", "Size"): "大小",
    ("QFileDialog", "Type"): "类型",
    ("QFileDialog", "Date Modified"): "修改时间",
    ("QFileSystemModel", "Name"): "名称",
    ("QFileSystemModel", "Size"): "大小",
    ("QFileSystemModel", "Type"): "类型",
    ("QFileSystemModel", "Date Modified"): "修改时间",
    ("QFileSystemModel", "My Computer"): "我的电脑",
    ("QFileSystemModel", "Computer"): "我的电脑",
}


class _Ours(QTranslator):
    """The few texts that must never be English, whatever is shipped."""

    def translate(  # type: ignore[override]  # Qt takes None for "not mine"; an empty text would be shown as it is
        self,
        context: str,
        source: str,
        disambiguation: str | None = None,  # noqa: ARG002  Qt's signature
        n: int = -1,  # noqa: ARG002  Qt's signature
    ) -> str | None:
        """Our word, or None so that the next translator is asked."""
        return _OURS.get((context, source))

    def isEmpty(self) -> bool:  # noqa: N802  Qt's name
        """It has words."""
        return False


def speak_chinese(app: QCoreApplication) -> None:
    """Let Qt's own dialogs, menus and dates be Chinese on every computer."""
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    shipped = QTranslator(app)
    if shipped.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(shipped)
    app.installTranslator(_Ours(app))
