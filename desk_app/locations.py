"""Where the program's own data lies: in the installed package, the bundle, or the checkout."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_data"


@dataclass(frozen=True, slots=True)
class Locations:
    """The folders the program ships: ``forms`` (definitions) and ``resources`` (fonts, sample, tables)."""

    forms: Path
    resources: Path

    @property
    def fonts(self) -> Path:
        """The bundled fonts."""
        return self.resources / "fonts"

    @property
    def sample(self) -> Path:
        """The sample of a fictional bureau."""
        return self.resources / "sample"


def shipped() -> Locations:
    """The folders of this very program, wherever it runs from."""
    root = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent
    return Locations(root / "forms", root / "resources")
