"""The one stylesheet of the window, in sizes that follow the type."""

from __future__ import annotations

from desk_app.ui.colours import Colours

_SHEET = """
QToolTip {{ border: 1px solid {line}; padding: {half}px; color: {text}; background: {base}; }}
QPushButton, QToolButton[kind="plain"] {{
  background: {button}; border: 1px solid {line}; border-radius: {round}px;
  padding: {thin}px {pad}px; min-height: {row}px; }}
QPushButton:hover, QToolButton[kind="plain"]:hover {{ background: {hover}; }}
QPushButton:pressed, QToolButton[kind="plain"]:pressed {{ background: {chosen}; }}
QPushButton:focus, QToolButton[kind="plain"]:focus {{ border: 1px solid {accent}; }}
QPushButton:disabled {{ color: {quiet}; background: {window}; }}
QPushButton[kind="main"] {{ background: {filled}; color: {on_filled}; border: 1px solid {filled}; }}
QPushButton[kind="main"]:hover {{ background: {accent_hover}; }}
QPushButton[kind="main"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="main"]:disabled {{ background: {chosen}; border: 1px solid {line}; color: {quiet}; }}
QPushButton[kind="link"] {{ border: 1px solid transparent; background: transparent; color: {accent};
  padding: {thin}px {half}px; text-align: left; }}
QPushButton[kind="link"]:hover {{ background: {hover}; }}
QPushButton[kind="link"]:focus {{ border: 1px solid {accent}; }}
QPushButton[kind="calm"] {{ border: 1px solid transparent; background: transparent; color: {text};
  padding: {thin}px {half}px; text-align: left; text-decoration: underline; }}
QPushButton[kind="calm"]:hover {{ background: {hover}; }}
QPushButton[kind="calm"]:focus {{ border: 1px solid {accent}; }}
QLineEdit, QPlainTextEdit, QTextEdit {{
  background: {base}; border: 1px solid {line}; border-radius: {round}px; padding: {thin}px {half}px;
  selection-background-color: {filled}; selection-color: {on_filled}; }}
QLineEdit, QSpinBox {{ min-height: {row}px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus {{ border: 1px solid {accent}; }}
QComboBox {{ min-height: {row}px; padding: {thin}px {half}px; }}
QTableView, QTreeView, QListView {{ background: {base}; alternate-background-color: {stripe};
  border: 1px solid {line}; gridline-color: {line}; selection-background-color: {chosen};
  selection-color: {text}; outline: 0; }}
QTableView::item {{ padding: 0 {half}px; }}
QHeaderView::section {{ background: {side}; color: {text}; border: 0; border-right: 1px solid {line};
  border-bottom: 1px solid {line}; padding: {half}px; font-weight: bold; }}
QTabBar::tab {{ background: {side}; color: {text}; border: 1px solid {line}; border-bottom: 0;
  padding: {half}px {pad}px; margin-right: {thin}px; }}
QTabBar::tab:hover {{ background: {hover}; }}
QTabBar::tab:selected {{ background: {base}; border-top: {mark}px solid {filled}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QTableCornerButton::section {{ background: {side}; border: 0; }}
QScrollArea {{ border: 0; background: transparent; }}
QScrollArea > QWidget > QWidget#page {{ background: transparent; }}
QProgressBar {{ border: 1px solid {line}; border-radius: {round}px; background: {base}; text-align: center;
  min-height: {bar}px; max-height: {bar}px; }}
QProgressBar::chunk {{ background: {filled}; }}
QFrame#side {{ background: {side}; border: 0; border-right: 1px solid {line}; }}
QFrame#top {{ background: {window}; border: 0; border-bottom: 1px solid {line}; }}
QFrame#foot {{ background: {side}; border: 0; border-top: 1px solid {line}; }}
QFrame#notice {{ background: {base}; border: 0; border-top: 1px solid {line}; border-left: {half}px solid {quiet}; }}
QFrame#notice[trouble="true"] {{ background: {trouble}; border-left: {half}px solid {accent}; }}
QFrame#sample {{ background: {chosen}; border: 0; border-bottom: 1px solid {line}; }}
QFrame[kind="card"] {{ background: {base}; border: 1px solid {line}; border-radius: {round}px; }}
QFrame[kind="rule"] {{ background: {line}; border: 0; }}
QFrame#side QToolButton {{ border: 0; border-left: {mark}px solid transparent; border-radius: 0;
  padding: {half}px {pad}px; text-align: left; background: transparent; }}
QFrame#side QToolButton:hover {{ background: {hover}; }}
QFrame#side QToolButton:focus {{ border-left: {mark}px solid {quiet}; background: {hover}; }}
QFrame#side QToolButton:checked {{ border-left: {mark}px solid {filled}; background: {chosen}; font-weight: bold; }}
QLabel[kind="quiet"] {{ color: {quiet}; }}
QLabel[kind="accent"] {{ color: {accent}; font-weight: bold; }}
QLabel[kind="strong"] {{ font-weight: bold; }}
QLabel[kind="title"] {{ font-size: {title}pt; font-weight: bold; }}
QLabel[kind="heading"] {{ font-size: {heading}pt; font-weight: bold; }}
QLabel[kind="figure"] {{ font-size: {title}pt; font-weight: bold; }}
QLabel[kind="late"] {{ font-size: {title}pt; font-weight: bold; color: {accent}; }}
"""


def stylesheet(colours: Colours, *, points: float, height: int) -> str:
    """The stylesheet for a size of type: ``points`` of the text, ``height`` of its line in pixels."""
    eight = max(4, round(height * 0.42))
    return _SHEET.format(
        **{name: getattr(colours, name) for name in colours.__dataclass_fields__},
        accent_hover="#b23a3b",
        half=max(2, eight // 2),
        thin=max(1, eight // 4),
        pad=round(eight * 1.5),
        round=max(2, eight // 2),
        mark=max(3, eight // 2),
        row=round(height * 1.2),
        bar=round(height * 0.7),
        title=round(points * 1.6, 1),
        heading=round(points * 1.2, 1),
    )
