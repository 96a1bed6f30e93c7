"""What stands above the table (annex mark, title, unit and date) and below it (note, signatures, 年 月 日)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from desk_app.exporting.fonts import FontBook, Style, printable
from desk_app.exporting.form_paper import note_line
from desk_app.exporting.linebreak import LineBreaker
from desk_app.exporting.linebreak_balanced import balanced_lines
from desk_app.exporting.page import CENTRE_OF_EM, MARK_SIZE, SIGNING_HEIGHT_MM, TITLE_SIZE, mm
from desk_app.exporting.page_lines import Block, TextLine
from desk_app.exporting.page_passages import PassageSetter
from desk_app.exporting.page_spacing import LEADING, Spacing
from desk_app.exporting.paper import Paper

_EM = 1000
_TITLE_PITCH = 32.0  # practice: between the lines of a long title
_SIDE_SIZES = (14.0, 12.0, 10.5, 9.0)
_NOTE_SIZE = 12.0
_FOOTNOTE_SIZE = 10.5
_GAP = 2.0  # ems between the left and the right line
_ROOM_TO_FILL = 8  # ems left free after a right line that ends in a colon: a date is written there by hand
_WRITING_ROOM = 72.0  # points after each signature label
_DATE_LINE = mm(8)  # where no room is left for more
_DATE = "　　　　年　　月　　日"


def _middle(top: float, height: float, size: float) -> float:
    """The base line of a text that stands in the middle of a strip."""
    return top + height / 2 + CENTRE_OF_EM * size


def heading_block(paper: Paper, fonts: FontBook, width: float, spacing: Spacing) -> Block:
    """Mark on line 1, title on line 3, then the lines left and right above the table."""
    lines: list[TextLine] = []
    height = 0.0
    if paper.mark:
        lines.append(
            TextLine(printable(paper.mark), Style.HEI, MARK_SIZE, 0.0, _middle(0, spacing.mark_line, MARK_SIZE))
        )
        height = 2 * spacing.mark_line
    title = balanced_lines(paper.title, fonts.styled(Style.TITLE).widths, width * _EM / TITLE_SIZE)
    for number, (text, ems) in enumerate(title):
        strip = spacing.title_line if number == 0 else _TITLE_PITCH
        x = (width - ems * TITLE_SIZE / _EM) / 2
        lines.append(TextLine(text, Style.TITLE, TITLE_SIZE, x, _middle(height, strip, TITLE_SIZE)))
        height += strip
    height += spacing.below_title
    for block in PassageSetter(fonts, width).blocks(paper.opening):
        lines += [replace(line, down=line.down + height) for line in block.lines]
        height += block.height
    if paper.opening:
        height += spacing.below_title
    if paper.left_line or paper.right_line:
        sides = list(_side_lines(paper, fonts, width, height, spacing))
        lines += sides
        strips = len({line.down for line in sides})
        height += strips * spacing.side_line + spacing.below_side_line
    return Block(tuple(lines), height)


def _side_lines(paper: Paper, fonts: FontBook, width: float, top: float, spacing: Spacing) -> Iterator[TextLine]:
    styled = fonts.styled(Style.FANG)
    left, right = printable(paper.left_line), printable(paper.right_line)
    right += "　" * _ROOM_TO_FILL if right.endswith(("：", ":")) else ""
    ems = (styled.width(left) + styled.width(right)) / _EM + (_GAP if left and right else 0)
    size = next((size for size in _SIDE_SIZES if ems * size <= width), None)
    if size is not None and "\n" not in left + right:
        down = _middle(top, spacing.side_line, size)
        if left:
            yield TextLine(left, Style.FANG, size, 0.0, down)
        if right:
            yield TextLine(right, Style.FANG, size, width - styled.width(right) * size / _EM, down)
        return
    size = _SIDE_SIZES[1]
    breaker = LineBreaker(styled.widths, width * _EM / size)
    placed = [(text, 0.0) for text, _ in breaker.lines(paper.left_line) if left]
    placed += [(text, width - ems * size / _EM) for text, ems in breaker.lines(paper.right_line) if right]
    for number, (text, x) in enumerate(placed):
        yield TextLine(text, Style.FANG, size, x, _middle(top + number * spacing.side_line, spacing.side_line, size))


def closing_blocks(paper: Paper, fonts: FontBook, width: float, spacing: Spacing) -> list[Block]:
    """Note, footnotes, signatures and date below the table, in pieces that may not be cut themselves."""
    blocks = []
    texts = [(note_line(paper.note), _NOTE_SIZE)] if paper.note else []
    texts += [(footnote, _FOOTNOTE_SIZE) for footnote in paper.footnotes]
    for text, size in texts:
        breaker = LineBreaker(fonts.styled(Style.FANG).widths, width * _EM / size)
        pitch = size * LEADING
        for line, _ in breaker.lines(text):
            blocks.append(Block((TextLine(line, Style.FANG, size, 0.0, _middle(0, pitch, size)),), pitch))
    if blocks:
        blocks[0] = _lowered(blocks[0], spacing.above_note)
    setter, (told, ending) = PassageSetter(fonts, width), paper.closing_parts
    blocks += _below_gap(setter.blocks(told), spacing)
    labels = _labels(paper)
    beside = paper.date_line and not spacing.date_on_its_own_line and _fits_one_line(labels, fonts, width)
    blocks += _signature_blocks(labels, fonts, width, date=_DATE.strip() if beside else "")
    if paper.date_line and not beside:
        blocks.append(_date_block(fonts, width, spacing.date_line or _DATE_LINE))
    return blocks + _below_gap(setter.blocks(ending), spacing)


def _below_gap(passages: list[Block], spacing: Spacing) -> list[Block]:
    if passages:
        passages[0] = _lowered(passages[0], spacing.below_title)
    return passages


def _lowered(block: Block, gap: float) -> Block:
    lines = tuple(TextLine(line.text, line.style, line.size, line.x, line.down + gap) for line in block.lines)
    return replace(block, lines=lines, height=block.height + gap)


def _labels(paper: Paper) -> list[str]:
    return [printable(label) if label.endswith(("：", ":")) else f"{printable(label)}：" for label in paper.signatures]


def _fits_one_line(labels: list[str], fonts: FontBook, width: float) -> bool:
    """Whether the date finds room beside the labels; without labels it does not stand beside anything."""
    needed = _widths([*labels, _DATE.strip()], fonts)
    return bool(labels) and sum(needed) + len(labels) * _WRITING_ROOM <= width


def _widths(texts: list[str], fonts: FontBook) -> list[float]:
    return [fonts.styled(Style.FANG).width(text) * _NOTE_SIZE / _EM for text in texts]


def _signature_blocks(labels: list[str], fonts: FontBook, width: float, date: str) -> list[Block]:
    """The labels spread evenly with equal room to sign after each, and the date at the right where it is given.

    They take several lines when one is too short.
    """
    if date:
        return [_spread([*labels, date], fonts, width, len(labels))]
    widths = _widths(labels, fonts)
    counts = range(1, len(labels) + 1)
    most = max((count for count in counts if sum(widths[:count]) + count * _WRITING_ROOM <= width), default=1)
    parts = [labels[first : first + most] for first in range(0, len(labels), most)]
    return [_spread(part, fonts, width, most) for part in parts]


def _spread(texts: list[str], fonts: FontBook, width: float, gaps: int) -> Block:
    """Texts on one line with the room left shared out to so many gaps."""
    widths, height = _widths(texts, fonts), mm(SIGNING_HEIGHT_MM)
    gap = max(0.0, (width - sum(widths)) / gaps)
    down = _middle(0, height, _NOTE_SIZE)
    placed = [sum(widths[:place]) + gap * place for place in range(len(texts))]
    lines = (TextLine(text, Style.FANG, _NOTE_SIZE, x, down) for text, x in zip(texts, placed, strict=True))
    return Block(tuple(lines), height, signs=True)


def _date_block(fonts: FontBook, width: float, height: float) -> Block:
    ems = fonts.styled(Style.FANG).width(_DATE) / _EM + _GAP
    line = TextLine(_DATE, Style.FANG, _NOTE_SIZE, max(0.0, width - ems * _NOTE_SIZE), _middle(0, height, _NOTE_SIZE))
    return Block((line,), height, signs=True)
