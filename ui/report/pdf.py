"""The report as PDF on A4, with fpdf2: no browser, no library of the system. Its font is the one of Matplotlib."""

import io
from collections.abc import Callable, Iterable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np

from ui.report import charts
from ui.report.blocks import INK, Block, Code, Figure, Figures, Heading, Listing, Paragraph, Picture, Pictures, Table
from ui.report.html import png_bytes

FONT, FIXED = "body", "fixed"
FILES = {(FONT, ""): "DejaVuSans", (FONT, "B"): "DejaVuSans-Bold", (FIXED, ""): "DejaVuSansMono"}
_MARGIN, _WIDTH = 15.0, 180.0  # mm, of A4
INK_RGB = tuple(int(INK[i : i + 2], 16) for i in (1, 3, 5))
PALE, _LINE, SOFT = (95, 92, 105), (218, 215, 226), (244, 243, 247)
HEADINGS = {1: 19.0, 2: 14.0, 3: 11.5}  # pt
BODY, _SMALL = 9.5, 8.0  # pt
SPACE = 1.45  # height of a line over the size of its signs
MM = 25.4 / 72  # of a pt
SHRUNK = 0.82  # charts on paper: two stand side by side
_GAP = 4.0  # mm between charts and pictures
_PICTURE = 21.0  # mm
ENLARGED = 8  # px for a px of a picture, as viewers blur what they enlarge
_ROOM = 24.0  # mm that must be left under a heading
REPLACEMENT = "□"  # stands for a sign that the font has not


def report_pdf(blocks: Sequence[Block]) -> bytes:
    """The whole file."""
    title = next((block.text for block in blocks if isinstance(block, Heading)), "Report")
    paper = Paper(f"{title} · LineHeads report")
    for block, after in zip(blocks, [*blocks[1:], None], strict=True):
        paper.draw(block, after)
    return paper.file()


class Paper:
    """A document that grows downwards."""

    def __init__(self, title: str) -> None:
        from fpdf import FPDF
        from matplotlib import get_data_path

        self._names = count(1)
        self._pdf = page = FPDF()
        for (family, style), file in FILES.items():
            page.add_font(family, style, Path(get_data_path()) / "fonts" / "ttf" / f"{file}.ttf")
        self._signs = set(page.fonts[FONT].cmap)  # pyrefly: ignore[missing-attribute]
        self._title = self._printable(title)
        page.alias_nb_pages("")  # or `{nb}` in a name would become a number
        page.footer = self._footer
        page.set_margins(_MARGIN, _MARGIN)
        page.set_auto_page_break(True, _MARGIN + 3)
        page.set_title(self._title)
        page.set_lang("en")
        page.add_page()

    def draw(self, block: Block, after: Block | None) -> None:
        """Add a block. A heading stays with what comes after it."""
        if isinstance(block, Heading):
            self._heading(block, after)
        else:
            _DRAW[type(block)](self, block)

    def file(self) -> bytes:
        return bytes(self._pdf.output())

    def _printable(self, text: str) -> str:
        """What the font can write."""
        text = " ".join(text.split())
        return "".join(sign if ord(sign) in self._signs else REPLACEMENT for sign in text)

    def _footer(self) -> None:
        self._pdf.set_y(-_MARGIN)
        self._font(_SMALL - 1, PALE)
        title = self._title if len(self._title) < 90 else f"{self._title[:90]} …"
        self._pdf.cell(_WIDTH - 15, 5, title)
        self._pdf.cell(15, 5, str(self._pdf.page_no()), align="R")

    def _font(self, size: float, colour: Sequence[int] = INK_RGB, style: str = "", family: str = FONT) -> None:
        self._pdf.set_font(family, style, size)
        self._pdf.set_text_color(*colour)

    def _write(self, text: str, size: float, indent: float = 0, **options: Any) -> None:
        """A piece of text that wraps, in the font that is set."""
        self._pdf.set_x(_MARGIN + indent)
        height = size * MM * SPACE
        self._pdf.multi_cell(
            _WIDTH - indent, height, self._printable(text), align="L", new_x="LMARGIN", new_y="NEXT", **options
        )

    def _heading(self, block: Heading, after: Block | None) -> None:
        size = HEADINGS[block.level]
        if block.level > 1:
            self._pdf.ln(6 if block.level == 2 else 3)
            self._room(size * MM * SPACE + max(_ROOM, _height(after)))
        self._pdf.start_section(self._printable(block.text), max(block.level - 2, 0), strict=False)
        self._font(size, style="B")
        self._write(block.text, size)
        self._pdf.ln(1.5)

    def _room(self, height: float) -> None:
        if self._pdf.will_page_break(height):
            self._pdf.add_page()

    def paragraph(self, block: Paragraph) -> None:
        size = _SMALL if block.quiet else BODY
        self._font(size, PALE if block.quiet else INK_RGB)
        self._write(block.text, size)
        self._pdf.ln(1.5)

    def listing(self, block: Listing) -> None:
        for item in block.items:
            self._font(BODY)
            self._pdf.set_x(_MARGIN)
            self._pdf.cell(4, BODY * MM * SPACE, "•")
            self._write(item, BODY, indent=4)
            self._pdf.ln(1)

    def code(self, block: Code) -> None:
        self._font(_SMALL, family=FIXED)
        self._pdf.set_fill_color(*SOFT)
        self._write(block.text, _SMALL, fill=True, wrapmode="CHAR", padding=2)
        self._pdf.set_fill_color(255)  # or tables would be filled too
        self._pdf.ln(1.5)

    def table(self, block: Table) -> None:
        from fpdf.fonts import FontFace

        widths = self._widths(block)
        self._font(_SMALL)
        self._pdf.set_draw_color(*_LINE)
        bold, head = FontFace(emphasis="BOLD"), FontFace(emphasis="BOLD", color=PALE)
        aligns = ["RIGHT" if column >= block.texts else "LEFT" for column in range(len(block.head))]
        options: dict[str, Any] = {"borders_layout": "HORIZONTAL_LINES", "align": "LEFT", "v_align": "T"}
        with self._pdf.table(
            col_widths=widths, width=sum(widths), text_align=aligns, headings_style=head,
            line_height=_SMALL * MM * SPACE, padding=(0.6, 1.2), **options,
        ) as table:  # fmt: skip
            table.row([self._printable(name) for name in block.head])
            for i, cells in enumerate(block.rows):
                row = table.row()
                for j, text in enumerate(cells):
                    row.cell(self._printable(text), style=bold if (i, j) in block.strong else None)
        self._caption(block.caption)

    def _widths(self, block: Table) -> list[float]:
        """mm of each column: as wide as its longest cell; if that is too much, the widest ones wrap."""
        self._font(_SMALL, style="B")
        columns = zip(block.head, *block.rows, strict=True)
        wanted = [max(self._pdf.get_string_width(self._printable(text)) for text in column) + 4.5 for column in columns]
        most = _cap(wanted, _WIDTH) if sum(wanted) > _WIDTH else _WIDTH
        return [min(width, most) for width in wanted]

    def _caption(self, text: str) -> None:
        self._font(_SMALL, PALE)
        self._pdf.ln(1)
        self._write(text, _SMALL)
        self._pdf.ln(2.5)

    def figures(self, block: Figures) -> None:
        for row in _rows(block.figures):
            height = max(height for _, (_, height) in row)
            self._room(height + 9)
            left, top = _MARGIN, self._pdf.get_y()
            for figure, (width, _) in row:
                self._figure(figure, left, top, width)
                left += width + _GAP
            self._pdf.set_y(top + height + 6)
        self._caption(block.caption)

    def _figure(self, figure: Figure, left: float, top: float, width: float) -> None:
        self._pdf.set_xy(left, top)
        self._font(_SMALL, style="B")
        self._pdf.cell(width, 5, figure.title)
        file = io.BytesIO(charts.figure_svg(figure, f"p{next(self._names)}").encode())
        self._pdf.image(file, x=left, y=top + 5, w=width, alt_text=figure.alt)

    def pictures(self, block: Pictures) -> None:
        across = int((_WIDTH + _GAP) // (_PICTURE + _GAP))
        for first in range(0, len(block.pictures), across):
            row = block.pictures[first : first + across]
            self._room(_PICTURE + 14)
            top = self._pdf.get_y()
            bottom = max(self._picture(picture, _MARGIN + i * (_PICTURE + _GAP), top) for i, picture in enumerate(row))
            self._pdf.set_y(bottom + 2)
        self._caption(block.caption)

    def _picture(self, picture: Picture, left: float, top: float) -> float:
        """Draw one with its words; returns where they end, mm."""
        pixels = np.repeat(np.repeat(picture.pixels, ENLARGED, axis=0), ENLARGED, axis=1)
        self._pdf.image(io.BytesIO(png_bytes(pixels)), x=left, y=top, w=_PICTURE, alt_text=self._printable(picture.alt))
        self._pdf.set_y(top + _PICTURE + 0.8)
        for i, words in enumerate(picture.words):
            self._font(_SMALL - 1.2, PALE if i else INK_RGB)
            self._pdf.set_x(left)
            height = (_SMALL - 1.2) * MM * 1.25
            self._pdf.multi_cell(
                _PICTURE + _GAP - 0.5, height, self._printable(words), align="L", new_x="LEFT", new_y="NEXT"
            )
        return self._pdf.get_y()


_DRAW: dict[type, Callable[[Paper, Any], None]] = {
    Paragraph: Paper.paragraph,
    Listing: Paper.listing,
    Code: Paper.code,
    Table: Paper.table,
    Figures: Paper.figures,
    Pictures: Paper.pictures,
}


def _height(block: Block | None) -> float:
    """mm of what must not be parted from a heading before it; 0 if the heading needs no more than its usual room."""
    if not isinstance(block, Figures):
        return 0.0
    return max(height for _, (_, height) in _rows(block.figures)[0]) + 12


def _size(figure: Figure) -> tuple[float, float]:
    """mm on paper."""
    width, height = charts.chart_size(figure.chart)
    return width * 25.4 * SHRUNK, height * 25.4 * SHRUNK


def _rows(figures: Iterable[Figure]) -> list[list[tuple[Figure, tuple[float, float]]]]:
    """Charts and their sizes, side by side as long as there is room."""
    rows, left = [[]], _WIDTH
    for figure in figures:
        width, height = _size(figure)
        if rows[-1] and width > left:
            rows.append([])
            left = _WIDTH
        rows[-1].append((figure, (width, height)))
        left -= width + _GAP
    return rows


def _cap(wanted: Sequence[float], room: float) -> float:
    """The width to which the widest columns must be cut so that all fit."""
    for i, width in enumerate(sorted(wanted)):
        share = room / (len(wanted) - i)
        if width > share:
            return share
        room -= width
    return room
