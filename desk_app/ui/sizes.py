"""A file's size as an office says it."""

from __future__ import annotations

_THOUSAND = 1024


def size_text(size: int) -> str:
    """In KB below one MB, in MB from there."""
    if size < _THOUSAND * _THOUSAND:
        return f"{max(1, round(size / _THOUSAND))}KB"
    return f"{size / _THOUSAND / _THOUSAND:.1f}MB"
