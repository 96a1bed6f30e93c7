"""An office file of somebody else's as its parts: some are changed, all others come out byte for byte as they were."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from functools import cached_property

from lxml import etree

from desk_app.broken_zip import BROKEN_ZIP

Element = etree._Element  # noqa: SLF001  lxml names its element type so

_CONTENT_TYPES = "[Content_Types].xml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = f"{{{_PACKAGE}/relationships}}Relationship"


class UnmarkableError(Exception):
    """A file is built in a way that its parts cannot be changed safely; a table of our own takes its place."""


def local(element: Element) -> str:
    """An element's name without its namespace; empty for comments and processing instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace of an element; empty for none."""
    return str(element.tag).partition("}")[0].removeprefix("{") if str(element.tag).startswith("{") else ""


class Parts:
    """The parts of one package; ``tree`` opens one for change, ``add`` gives a new one."""

    def __init__(self, data: bytes) -> None:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                self._entries = {entry.filename: (entry, archive.read(entry)) for entry in archive.infolist()}
        except (OSError, *BROKEN_ZIP) as error:
            raise UnmarkableError(repr(error)) from error
        self._trees: dict[str, Element] = {}
        self._changed: set[str] = set()
        self._fresh: dict[str, bytes] = {}

    def tree(self, name: str) -> Element:
        """The root of a part, to be changed."""
        self._changed.add(name)
        return self.look(name)

    def look(self, name: str) -> Element:
        """The root of a part, to be read only."""
        if name not in self._trees:
            parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
            try:
                self._trees[name] = etree.fromstring(self.content(name), parser)
            except (etree.XMLSyntaxError, ValueError) as error:
                raise UnmarkableError(f"{name}: {error!r}") from error
        return self._trees[name]

    def content(self, name: str) -> bytes:
        """The bytes of a part as it came, or as it was given."""
        if name in self._fresh:
            return self._fresh[name]
        if name not in self._entries:
            raise UnmarkableError(f"no part {name}")
        return self._entries[name][1]

    def has(self, name: str) -> bool:
        """Whether there is such a part."""
        return name in self._entries or name in self._fresh

    def put(self, name: str, content: bytes) -> None:
        """Give a part, new or in the place of the old one."""
        self._fresh[name] = content

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern with ``{}`` for a number that no part has."""
        taken = {name.lower() for name in (*self._entries, *self._fresh)}
        return next(name for number in range(1, 10_000) if (name := pattern.format(number)).lower() not in taken)

    @cached_property
    def main(self) -> str:
        """The name of the package's main part."""
        found = next((target for kind, target, _ in self.relations("") if kind.endswith("/officeDocument")), "")
        if not found:
            raise UnmarkableError("no main part")
        return found

    def relations(self, name: str) -> Iterator[tuple[str, str, str]]:
        """What a part refers to inside the package: kind, target's name, id."""
        rels = _rels_name(name)
        if not self.has(rels):
            return
        for one in self.look(rels):
            if local(one) == "Relationship" and one.get("TargetMode") != "External":
                target = _resolved(name, one.get("Target") or "")
                yield one.get("Type") or "", self._known_name(target), one.get("Id") or ""

    def related(self, name: str, kind: str) -> str | None:
        """The first part of a kind (``styles``) that a part refers to."""
        return next((target for one, target, _ in self.relations(name) if one.endswith(f"/{kind}")), None)

    def relate(self, name: str, kind: str, target: str) -> str:
        """Let a part refer to another; the new reference's id."""
        rels = _rels_name(name)
        if not self.has(rels):
            self.put(rels, f'<Relationships xmlns="{_PACKAGE}/relationships"/>'.encode())
        root = self.tree(rels)
        taken = {one.get("Id") for one in root}
        key = next(key for number in range(1, 10_000) if (key := f"rIdM{number}") not in taken)
        etree.SubElement(root, _RELATION, {"Id": key, "Type": kind, "Target": f"/{target}"})
        return key

    def drop_related(self, name: str, kind: str) -> None:
        """Take out the part of a kind that a part refers to, with all that names it; nothing where there is none."""
        target = self.related(name, kind)
        if target is None:
            return
        for root in (self.tree(_rels_name(name)), self.tree(_CONTENT_TYPES)):
            for one in list(root):
                named = one.get("Type", "").endswith(f"/{kind}") or one.get("PartName") == f"/{target}"
                if named:
                    root.remove(one)
        self._entries.pop(target, None)
        self._fresh.pop(target, None)

    def declare(self, name: str, kind: str) -> None:
        """Name the content type of a new part."""
        root = self.tree(_CONTENT_TYPES)
        tag = f"{{{namespace(root)}}}Override"
        etree.SubElement(root, tag, {"PartName": f"/{name}", "ContentType": kind})

    def declare_suffix(self, suffix: str, kind: str) -> None:
        """Name the content type of all parts of a suffix."""
        root = self.tree(_CONTENT_TYPES)
        known = {(one.get("Extension") or "").lower() for one in root if local(one) == "Default"}
        if suffix not in known:
            tag = f"{{{namespace(root)}}}Default"
            root.insert(0, root.makeelement(tag, {"Extension": suffix, "ContentType": kind}))

    def packed(self) -> bytes:
        """The whole file again, its parts in their order, new ones behind."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, (entry, content) in self._entries.items():
                archive.writestr(_like(entry), self._now(name, content))
            for name in self._fresh:
                if name not in self._entries:
                    archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), self._now(name, self._fresh[name]),
                                     zipfile.ZIP_DEFLATED)  # fmt: skip
        return target.getvalue()

    def _now(self, name: str, before: bytes) -> bytes:
        if name in self._changed:
            return etree.tostring(self._trees[name], xml_declaration=True, encoding="UTF-8", standalone=True)
        return self._fresh.get(name, before)

    def _known_name(self, target: str) -> str:
        """A part's name as it is written in the archive, whatever the case in which it is referred to."""
        if self.has(target):
            return target
        return next((name for name in self._entries if name.lower() == target.lower()), target)


def _like(entry: zipfile.ZipInfo) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(entry.filename, entry.date_time)
    made.compress_type = zipfile.ZIP_STORED if entry.is_dir() else zipfile.ZIP_DEFLATED
    made.external_attr = entry.external_attr
    return made


def _rels_name(name: str) -> str:
    folder, _, last = name.rpartition("/")
    return f"{folder}/_rels/{last}.rels" if folder else f"_rels/{last}.rels"


def _resolved(name: str, target: str) -> str:
    plain = re.sub(r"[#?].*", "", target)
    if plain.startswith("/"):
        return plain.removeprefix("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), plain))
