"""Makes an office file the same bytes on every run: fixed dates inside, fixed dates and order in its zip."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_MOMENT = (2023, 1, 3, 9, 0, 0)
_STAMP = b"2023-01-03T09:00:00Z"
_STAMPED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(<)")
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"')

Patch = Callable[[str, bytes], bytes]


def sealed(content: bytes, patch: Patch | None = None) -> bytes:
    """Rewrites an xlsx or docx with fixed dates; ``patch`` may change a part, given its name and bytes."""
    out = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = source.read(name)
            if name == "docProps/core.xml":
                part = _STAMPED.sub(rb"\g<1>" + _STAMP + rb"\g<3>", part)
            if patch is not None:
                part = patch(name, part)
            info = ZipInfo(name, _MOMENT)
            info.compress_type = ZIP_DEFLATED
            info.create_system = 0
            target.writestr(info, part)
    return out.getvalue()


def too_small_dimension(name: str, part: bytes) -> bytes:
    """A patch that makes the first sheet claim fewer rows and columns than it has, as WPS files do."""
    if name != "xl/worksheets/sheet1.xml":
        return part
    return _DIMENSION.sub(b'<dimension ref="A1:C4"', part)
