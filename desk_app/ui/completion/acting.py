"""What is done with chosen returns of the matrix: opened, registered as 零报告 or 不涉及, papers noted, 催报."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton

from desk_app.services.chasing import Matter
from desk_app.services.completion import Slot as Place
from desk_app.services.standing import NIL as NIL_IN
from desk_app.services.standing import NOT_CONCERNED, RECEIVED, UnitStanding
from desk_app.services.values import PaperState
from desk_app.ui.completion import work
from desk_app.ui.completion.chase_dialog import ChaseAsk
from desk_app.ui.completion.chase_entry import ChaseEntering
from desk_app.ui.completion.matrix_view import CHASE, COPY, EXCUSE, NIL, OPEN, PAPER, PAPER_KEYS
from desk_app.ui.completion.menus import menu_button
from desk_app.ui.completion.paper_dialog import PapersDialog, PapersSaid
from desk_app.ui.intake.text_dialog import TextDialog
from desk_app.ui.pieces import button
from desk_app.ui.signing.acting import Signing

if TYPE_CHECKING:
    from desk_app.services.completion_work import Registered
    from desk_app.ui.completion.page import CompletionPage

_STATES = {state.value: state for state in PaperState}
_MOST_SAID = 2


class MatrixActs(QObject):
    """The acts of a page; ``buttons`` stand below the matrix, each with its key.

    ``lesser`` give way on a low screen, where their keys and the menu serve.
    """

    def __init__(self, page: CompletionPage) -> None:
        super().__init__(page)
        self._page = page
        self._context = page.context
        self._excusing: tuple[Place, ...] = ()
        self.chase = ChaseEntering(page, page.context)
        self.open = self._act(OPEN, "打开", "回车")
        self.nil = self._act(NIL, "登记零报告", "L")
        self.excuse = self._act(EXCUSE, "登记不涉及", "X")
        self.call = self._act(CHASE, "催报", "C")
        self.signing = Signing(page, page.context)
        self.menu = QMenu(page)
        self._fill(self.menu)
        self.papers = menu_button("登记纸质件", self.menu)
        self.papers.setToolTip("选中的按 1 已交、2 缺签字、3 缺盖章、0 未交；几十家一起登记用“批量登记已交”")
        self.buttons: tuple[QPushButton, ...] = (self.open, self.call, self.nil, self.excuse, self.papers)
        self.lesser = (self.open, self.nil, self.excuse)

    @Slot(str)
    def act(self, word: str) -> None:
        """Do what a key or a button asks."""
        calls = {OPEN: self.open_chosen, NIL: self.register_nil, EXCUSE: self.ask_excuse, PAPER: self.ask_paper,
                 CHASE: self.ask_chase, COPY: self.copy_messages}  # fmt: skip
        if word in _STATES:
            self.register_papers(PapersSaid(self._page.chosen(), _STATES[word]))
        else:
            calls[word]()

    def look(self, chosen: Sequence[Place]) -> None:
        """Offer only what can be done with what is chosen."""
        self.nil.setEnabled(any(not self._is_in(one) for one in chosen))
        self.excuse.setEnabled(bool(chosen))
        excused = bool(chosen) and all(self._is_excused(one) for one in chosen)
        self.excuse.setText("撤销不涉及(X)" if excused else "登记不涉及(X)")
        self.papers.setEnabled(self._page.model.shown is not None)
        self.call.setEnabled(self._page.model.shown is not None)

    def open_chosen(self) -> None:
        """Open the return under the cursor; where nothing is in, the ledger, to type it; a sum shows who owes."""
        at = self._page.view.currentIndex()
        place, one = self._page.model.slot(at.row(), at.column()), self._page.model.standing(at.row(), at.column())
        if place is not None and one is not None and one.submission_id is not None:
            self._context.go("intake", f"submission:{one.submission_id}")
        elif place is not None:
            self._context.go("ledger", f"{place.form}|{place.unit}|{place.period.code}")
        elif self._page.model.sum_at(at.row(), at.column()) is not None:
            self._page.choose("有未报的")

    def register_nil(self) -> None:
        """登记零报告 of what is chosen."""
        self._run(work.register_nils, "登记零报告", self._page.chosen())

    def ask_excuse(self) -> None:
        """Ask why the chosen returns are not concerned; where all are excused already, let them owe again."""
        chosen = self._page.chosen()
        if chosen and all(self._is_excused(one) for one in chosen):
            self._run(work.register_owing, "撤销不涉及", chosen)
        elif chosen:
            self._excusing = chosen
            dialog = TextDialog(self._page, "登记不涉及", _said(chosen), "原因", "登记")
            dialog.given.connect(self.excuse_for)
            dialog.open()

    @Slot(str)
    def excuse_for(self, reason: str) -> None:
        """登记不涉及 for a reason."""
        campaign = self._context.session.campaign
        if campaign is not None:
            job = partial(work.register_excused, campaign=campaign, slots=self._excusing, reason=reason)
            self._context.worker.run(job, self._registered, text="登记不涉及")

    def ask_paper(self) -> None:
        """Ask by a menu at the cursor where the papers of the chosen returns stand."""
        view = self._page.view
        corner = view.visualRect(view.currentIndex()).bottomLeft()
        self.menu.popup(view.viewport().mapToGlobal(corner))

    @Slot()
    def note_papers(self) -> None:
        """Register the papers of what is chosen as the menu says."""
        asked = self.sender()
        if isinstance(asked, QAction):
            self.register_papers(PapersSaid(self._page.chosen(), _STATES[asked.data()]))

    @Slot()
    def ask_many(self) -> None:
        """Let the units be ticked off whose papers are in."""
        page = self._page
        shown, column = page.model.shown, page.view.currentIndex().column()
        if shown is not None and any(one.wants_paper for one in shown.columns):
            place = page.model.columns[column] if 0 <= column < len(page.model.columns) else 0
            chosen = page.chosen()
            ticked = [one.unit for one in chosen] if len(chosen) > 1 else []
            dialog = PapersDialog(page, shown, place, page.model.units, ticked)
            dialog.said.connect(self.register_papers)
            dialog.open()

    @Slot(object)
    def register_papers(self, said: PapersSaid) -> None:
        """登记签字盖章."""
        campaign = self._context.session.campaign
        if not said.slots:
            self._context.notices.done("还没有选单位和报表，请先在表里选。")
        elif campaign is not None:
            job = partial(work.register_papers, campaign=campaign, slots=said.slots, state=said.state)
            self._context.worker.run(job, self._registered, text="登记签字盖章")

    def ask_chase(self) -> None:
        """登记催报 of all that is chosen and still owed, be it the file or the paper."""
        targets = self._page.targets()
        matters: dict[str, tuple[Matter, ...]] = {}
        for one in targets:
            matter = self._matter(one)
            if matter is not None:
                matters[one.unit] = (*matters.get(one.unit, ()), matter)
        shown = self._page.model.shown
        if not matters or shown is None:
            self._context.notices.done("选中的没有要催的：电子件和纸质件都已报送，或不涉及。")
            return
        contact = ""
        if len(matters) == 1:
            unit = next((row.unit for row in shown.rows if row.name in matters), None)
            contact = unit.reach if unit else ""
        self.chase.ask(ChaseAsk(matters, shown.at, contact), shown.standings)

    def copy_messages(self) -> None:
        """Put the 催报 messages of what is chosen on the clipboard."""
        units = {one.unit for one in self._page.targets()}
        self._page.papers.copy_messages(units or None)

    def pop_up(self, at: QPoint) -> None:
        """The menu of all acts, where the mouse asks for it."""
        menu = QMenu(self._page)
        for one in (self.open, self.call, self.nil, self.excuse):
            action = QAction(one.text(), menu)
            action.setEnabled(one.isEnabled())
            action.triggered.connect(one.click)
            menu.addAction(action)
        menu.addSeparator()
        self._fill(menu)
        menu.popup(at)

    def _act(self, word: str, text: str, keys: str) -> QPushButton:
        made = button(f"{text}({keys})" if len(keys) == 1 else text, self._pressed)
        made.setObjectName(word)
        made.setToolTip(f"{text}（{keys}）")
        return made

    @Slot()
    def _pressed(self) -> None:
        self.act(self.sender().objectName())

    def _fill(self, menu: QMenu) -> None:
        for key, word in PAPER_KEYS.items():
            action = QAction(f"选中的登记为{word}(&{chr(key)})", menu)
            action.setData(word)
            action.triggered.connect(self.note_papers)
            menu.addAction(action)
        many = QAction("批量登记已交(&P)…", menu)
        many.triggered.connect(self.ask_many)
        menu.addAction(many)
        menu.addSeparator()
        for text, call in (
            ("收扫描件(&S)…", self.signing.ask_scans),
            ("核对扫描件(&K)…", self.signing.look_again),
            ("签字件与现有数据不符(&D)…", self.show_difference),
        ):
            action = QAction(text, menu)
            action.triggered.connect(call)
            menu.addAction(action)

    @Slot()
    def show_difference(self) -> None:
        """Show how the paper under the cursor differs from the data."""
        at = self._page.view.currentIndex()
        place = self._page.model.slot(at.row(), at.column())
        if place is None:
            self._context.notices.done("请先在表里选一家单位的一张表。")
        else:
            self.signing.show_difference(place)

    def _standing(self, one: Place) -> UnitStanding | None:
        shown = self._page.model.shown
        for place, column in enumerate(shown.columns if shown else ()):
            if shown is not None and (column.form.name, column.period) == (one.form, one.period):
                return shown.cell(one.unit, place)
        return None

    def _is_excused(self, one: Place) -> bool:
        standing = self._standing(one)
        return standing is not None and standing.electronic == NOT_CONCERNED

    def _is_in(self, one: Place) -> bool:
        """Whether the return is in already, so that nothing is to be registered of it."""
        standing = self._standing(one)
        return standing is not None and standing.electronic in {RECEIVED, NIL_IN}

    def _matter(self, one: Place) -> Matter | None:
        standing = self._standing(one)
        if standing is None or standing.electronic == NOT_CONCERNED:
            return None
        if standing.is_missing:
            return Matter(one.form, one.period.code)
        columns = self._page.model.shown.columns if self._page.model.shown else ()
        wants = any(column.wants_paper for column in columns if column.form.name == one.form)
        owes_paper = wants and standing.paper != PaperState.RECEIVED.value
        return Matter(one.form, one.period.code, paper=True) if owes_paper else None

    def _run(self, job: Callable[..., Registered], text: str, slots: Sequence[Place]) -> None:
        campaign = self._context.session.campaign
        if campaign is not None and slots:
            self._context.worker.run(partial(job, campaign=campaign, slots=slots), self._registered, text=text)

    def _registered(self, done: Registered) -> None:
        left = "".join(done.left_out[:_MOST_SAID])
        more = f"共{len(done.left_out)}项没有登记。" if len(done.left_out) > _MOST_SAID else ""
        text = f"已{done.changes.name}，{done.count}项。{left}{more}"
        self._context.notices.done(text, done.changes.operation_id)


def _said(chosen: Sequence[Place]) -> str:
    first = f"{chosen[0].unit}　{chosen[0].form}（{chosen[0].period.label}）"
    return f"{first}等{len(chosen)}项不用报的原因：" if len(chosen) > 1 else f"{first}不用报的原因："
