"""The running text of a letter: 仿宋 3号 at the standard's pitch, headings in 黑体, signed at the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from desk_app.exporting.fonts import FontBook, Style, printable
from desk_app.exporting.linebreak import LineBreaker
from desk_app.exporting.page import CENTRE_OF_EM, LINE_PITCH
from desk_app.exporting.page_lines import Block, TextLine
from desk_app.exporting.paper import Passage, PassageKind, set_text

BODY_SIZE = 16.0  # 3号
_EM = 1000
_RIGHT_FREE = 2  # ems: 落款右空二字
_STYLES = {PassageKind.HEADING: Style.HEI}


def style_of(kind: PassageKind) -> Style:
    """The style a passage is set in."""
    return _STYLES.get(kind, Style.FANG)


class PassageSetter:
    """Breaks passages into lines of one width."""

    def __init__(self, fonts: FontBook, width: float) -> None:
        self._fonts, self._width = fonts, width

    def blocks(self, passages: Sequence[Passage]) -> list[Block]:
        """A block a line, a heading together with the line behind it, and one for the lines that sign."""
        made: list[Block] = []
        for is_signed, group in groupby(passages, key=lambda one: one.kind is PassageKind.SIGNED):
            if is_signed:
                made.append(self._signed([printable(one.text) for one in group]))
                continue
            held: list[TextLine] = []
            for passage in group:
                lines = list(self._lines(passage))
                for line in lines:
                    held.append(_lowered(line, len(held) * LINE_PITCH))
                    if passage.kind is not PassageKind.HEADING or line is not lines[-1]:
                        made.append(Block(tuple(held), len(held) * LINE_PITCH))
                        held = []
            if held:
                made.append(Block(tuple(held), len(held) * LINE_PITCH))
        return made

    def _lines(self, passage: Passage) -> Iterator[TextLine]:
        style = style_of(passage.kind)
        breaker = LineBreaker(self._fonts.styled(style).widths, self._width * _EM / BODY_SIZE)
        for text, _ in breaker.lines(set_text(passage)):
            yield TextLine(text, style, BODY_SIZE, 0.0, _base(0))

    def _signed(self, texts: list[str]) -> Block:
        """Signatory and date about one middle, the widest two signs from the right edge."""
        styled = self._fonts.styled(Style.FANG)
        widths = [styled.width(text) * BODY_SIZE / _EM for text in texts]
        middle = self._width - _RIGHT_FREE * BODY_SIZE - max(widths) / 2
        lines = (
            TextLine(text, Style.FANG, BODY_SIZE, middle - width / 2, _base(place + 1))
            for place, (text, width) in enumerate(zip(texts, widths, strict=True))
        )
        return Block(tuple(lines), LINE_PITCH * (len(texts) + 1), signs=True)


def _base(line: int) -> float:
    return line * LINE_PITCH + LINE_PITCH / 2 + CENTRE_OF_EM * BODY_SIZE


def _lowered(line: TextLine, by: float) -> TextLine:
    return TextLine(line.text, line.style, line.size, line.x, line.down + by)
