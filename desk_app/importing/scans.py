"""盖章扫描件: a PDF or picture, proposed as the signed paper of a return by what its name says."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app.forms.definition import FormDefinition
from desk_app.importing.clues import Surroundings
from desk_app.importing.names import forms_hinted, stem
from desk_app.importing.sniff import FileKind

SCAN_KINDS = frozenset({FileKind.PDF, FileKind.PICTURE, FileKind.OFD})


def form_by_name(around: Surroundings, forms: Sequence[FormDefinition]) -> FormDefinition | None:
    """The one form that a file's name, or else its nearest telling folder, names; None when none or several."""
    for name in (around.file, *around.folders):
        if name.forms:
            return name.forms[0] if len(name.forms) == 1 else None
        hinted = forms_hinted(stem(name.text), forms)
        if hinted:
            return hinted[0] if len(hinted) == 1 else None
    return None
