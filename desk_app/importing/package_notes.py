"""What an office package carries beside its contents, and that nothing of it was run or followed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from desk_app.importing.asides import asides
from desk_app.importing.gate import Package
from desk_app.problems import Level, Problem

_LINKED_BOOK = re.compile(r"(?:^|/)externallinks/[^/\n]+\.xml$", re.IGNORECASE | re.MULTILINE)
_RELATION = re.compile(rb"<[\w:]*Relationship\b[^>]*>")
_OUTSIDE = re.compile(rb"TargetMode\s*=\s*[\"']External[\"']")
_HYPERLINK = re.compile(rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']")


def package_notes(package: Package) -> Iterator[Problem]:
    """A word on macros, on links to other files (hyperlinks, which nobody follows unasked, are none) and on asides."""
    if package.has_macros:
        yield Problem("文件", Level.WARNING, "文件带有宏，只读取了表格内容，没有运行宏", "macros")
    if _LINKED_BOOK.search("\n".join(package.names)) or any(map(_links_outside, package.parts.items())):
        message = "文件带有指向别的文件的链接，没有打开链接，只读取了已保存的内容"
        yield Problem("文件", Level.WARNING, message, "external_links")
    yield from asides(package)


def _links_outside(part: tuple[str, bytes]) -> bool:
    name, data = part
    if not name.lower().endswith(".rels") or b"External" not in data:
        return False
    return any(_OUTSIDE.search(one) and not _HYPERLINK.search(one) for one in _RELATION.findall(data))
