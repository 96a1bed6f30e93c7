"""What is said of characters that another font drew, and of those that paper cannot show: of one file and of many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from desk_app.exporting.pdf_characters import CharacterReport, Substitution, Unprintable


def remarks_of(name: str, found: CharacterReport) -> tuple[str, ...]:
    """The sentences of one file."""
    said = []
    if found.substitutions:
        said.append(f"{name}：原字体缺字，{_rare(found)}。")
    if found.unprintable:
        said.append(f"{name}：有打印不出的控制字符，{_odd(found)}，请核对原件。")
    return tuple(said)


def remarks_of_many(where: str, found: CharacterReport, most: int = 0) -> tuple[str, ...]:
    """The sentences of many files that go out together (``where``: 归档的PDF), each character named once.

    With ``most`` no more characters are named, and of how many.
    """
    said = []
    if found.substitutions:
        shown = replace(found, substitutions=found.substitutions[: most or None])
        more = _more(len(found.substitutions), most)
        said.append(f"{where}里，原字体缺字、由别的字体代替的有：{_rare(shown)}{more}；请抽看这些字。")
    if found.unprintable:
        shown = replace(found, unprintable=found.unprintable[: most or None])
        more = _more(len(found.unprintable), most)
        said.append(f"{where}里有打印不出的控制字符：{_odd(shown)}{more}，请核对原件。")
    return tuple(said)


def _more(count: int, most: int) -> str:
    return f"等{count}个字" if most and count > most else ""


def joined(several: Iterable[CharacterReport]) -> CharacterReport:
    """Of several files what is to be said, each character once, with the first text it stands in."""
    rare: dict[tuple[str, str], Substitution] = {}
    odd: dict[str, Unprintable] = {}
    for one in several:
        for drawn in one.substitutions:
            rare.setdefault((drawn.character, drawn.font), drawn)
        for hidden in one.unprintable:
            odd.setdefault(hidden.character, hidden)
    return CharacterReport(tuple(rare.values()), tuple(odd.values()))


def _rare(found: CharacterReport) -> str:
    return "、".join(f"“{one.character}”（{one.seen_in}）用{one.font}" for one in found.substitutions)


def _odd(found: CharacterReport) -> str:
    return "、".join(f"U+{ord(one.character):04X}（{one.seen_in}）" for one in found.unprintable)
