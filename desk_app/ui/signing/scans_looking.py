"""核对扫描件, the looking: the list of papers, the page that is seen, and the way from one to the next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtWidgets import QAbstractItemView, QWidget

from desk_app.problems import DeskError
from desk_app.services.print_choice import PageImage
from desk_app.services.signing_papers import ScanPaper
from desk_app.services.signing_view import ScanViewer
from desk_app.ui.dialog import DeskDialog
from desk_app.ui.look import grid
from desk_app.ui.pieces import ACCENT, HEADING, QUIET, label
from desk_app.ui.room import RoomContext
from desk_app.ui.signing import work
from desk_app.ui.signing.page_picture import PagePicture
from desk_app.ui.signing.paper_list import PaperList
from desk_app.ui.signing.papers_model import ScanPapersModel, headline

_SETTLE = 60


class ScansLooking(DeskDialog):
    """A list of papers and the page that is looked at; whoever notes them builds on it."""

    def __init__(self, parent: QWidget | None, context: RoomContext, papers: tuple[ScanPaper, ...]) -> None:
        super().__init__(parent, "核对扫描件")
        self._context = context
        self._viewer = ScanViewer()
        self._page = 0
        self.model = ScanPapersModel(self)
        self.model.show(papers)
        self.list = PaperList()
        self.list.setModel(self.model)
        self.list.setAccessibleName("扫描回来的纸质件")
        self.list.setWordWrap(True)
        self.list.setSpacing(grid(self, 0.25))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.picture = PagePicture()
        self._head, self._which = label("", HEADING, wrap=True), label("", QUIET, wrap=True)
        self._problems, self._where = label("", ACCENT, wrap=True), label("", QUIET)
        self._left = label("", QUIET, wrap=True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE)
        self._timer.timeout.connect(self.read_page)

    @property
    def paper(self) -> ScanPaper | None:
        """The paper that is looked at."""
        row = self.list.currentIndex().row()
        return self.model.papers[row] if 0 <= row < len(self.model.papers) else None

    @Slot()
    def read_page(self) -> None:
        """Ask for the page that is looked at."""
        paper = self.paper
        if paper is not None and self.isVisible():
            at = paper.pages[min(self._page, len(paper.pages) - 1)]
            job = partial(work.show_page, viewer=self._viewer, page=at, longest=self.picture.longest)
            self._context.worker.run(job, self._shown, failed=self._unshown, key="signing.page")

    def done(self, result: int) -> None:
        """End the helper with the dialog."""
        self._context.worker.run(partial(work.close_viewer, viewer=self._viewer))
        super().done(result)

    @Slot(QModelIndex, QModelIndex)
    def _another(self, *_: object) -> None:
        self._page = 0
        self.describe()
        self._timer.start()

    def describe(self) -> None:
        """Say which paper is looked at, what is wrong with it, and which of its pages is seen."""
        paper = self.paper
        if paper is None:
            return
        noted = f"　已登记：{paper.state.value}" if paper.state is not None else ""
        self._head.setText(headline(paper))
        self._which.setText(f"{paper.which}{noted}")
        self._problems.setText("；".join(paper.problems))
        self._problems.setVisible(bool(paper.problems))
        at = paper.pages[min(self._page, len(paper.pages) - 1)]
        number = f"第{at.number}页／共{paper.of}页" if at.number else f"第{self._page + 1}页／共{len(paper.pages)}页"
        self._where.setText(number)
        self._where.setToolTip(f"{at.file} 第{at.place + 1}页")

    def _tell(self) -> None:
        whole = len(self.model.papers)
        left = f"共{whole}份，还有{self.model.left}份没有登记。看着扫描页按 1、2、3 登记。"
        self._left.setText(left if whole else "没有要核对的扫描件。")

    def turn(self, steps: int) -> None:
        """To another page of the paper that is looked at."""
        paper = self.paper
        if paper is not None:
            self._page = min(max(self._page + steps, 0), len(paper.pages) - 1)
            self.describe()
            self._timer.start()

    def go_to(self, row: int) -> None:
        """Look at the paper of a line of the list."""
        self.list.setCurrentIndex(self.model.index(row))
        self.describe()
        self._timer.start()

    @Slot()
    def go_on(self) -> None:
        """To the next paper that nobody has noted, from the beginning again behind the last."""
        at, whole = self.list.currentIndex().row(), len(self.model.papers)
        for step in range(1, whole + 1):
            row = (at + step) % whole
            if self.model.papers[row].state is None:
                self.go_to(row)
                return

    def _shown(self, image: PageImage) -> None:
        self.picture.show_image(image)

    def _unshown(self, refusal: DeskError) -> None:
        self.picture.clear(str(refusal))

    @Slot()
    def _back(self) -> None:
        self.turn(-1)

    @Slot()
    def _forth(self) -> None:
        self.turn(1)

    @Slot()
    def _closer(self) -> None:
        self.picture.enlarge(1)

    @Slot()
    def _farther(self) -> None:
        self.picture.enlarge(-1)
