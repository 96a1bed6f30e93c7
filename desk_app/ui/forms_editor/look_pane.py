"""The paper beside the editor: the very PDF of the blank, drawn anew a moment after the last change."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.forms.definition import FormDefinition
from desk_app.problems import DeskError
from desk_app.services.print_choice import PageImage, Preview
from desk_app.ui.forms_editor import work
from desk_app.ui.look import chars, grid
from desk_app.ui.pieces import QUIET, label
from desk_app.ui.printing.page_view import PageView
from desk_app.ui.worker import Worker

_PATIENCE = 350


class LookPane(QWidget):
    """Shows whatever form it was given last, and says what still keeps it from being used."""

    def __init__(self, worker: Worker) -> None:
        super().__init__()
        self._worker = worker
        self._form: FormDefinition | None = None
        self.preview: Preview | None = None
        self._scales: dict[int, float] = {}
        self.view = PageView()
        self.view.setMinimumWidth(chars(self, 14))
        self.said = label("", QUIET, wrap=True)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(grid(self))
        lines.addWidget(self.view, 1)
        lines.addWidget(self.said)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE)
        self._timer.timeout.connect(self._read)
        self.view.wanted.connect(self._draw)

    def show_form(self, form: FormDefinition, *, at_once: bool = False) -> None:
        """Draw a form, at once or when nothing else comes for a moment."""
        self._form = form
        if at_once:
            self._read()
        else:
            self._timer.start()

    @Slot()
    def _read(self) -> None:
        self._timer.stop()
        if self._form is not None:
            job = partial(work.look, definition=self._form)
            self._worker.run(job, self._show, failed=self._refused, key="forms.look")

    def _show(self, preview: Preview) -> None:
        page = self.view.page
        self.preview = preview
        self.view.show_pages(preview.sizes)
        self.view.go_to(page)
        sides = "双面" if preview.double_sided else "单面"
        paper = f"共{len(preview.sizes)}页，{sides}，一式{preview.copies}份"
        self.said.setText("\n".join((*preview.remarks, paper)))

    def _refused(self, refusal: DeskError) -> None:
        self.said.setText(str(refusal))

    @Slot(object)
    def _draw(self, wanted: list[tuple[int, float]]) -> None:
        if self.preview is not None:
            self._scales = dict(wanted)
            job = partial(work.draw, content=self.preview.content, wanted=wanted)
            self._worker.run(job, self._drawn, key="forms.pages")

    def _drawn(self, images: list[tuple[int, PageImage]]) -> None:
        for page, image in images:
            self.view.put_image(page, self._scales.get(page, self.view.scale), image)
