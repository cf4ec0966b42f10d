"""The report as one HTML file: no script, nothing from elsewhere, light and dark, good on paper and on a phone."""

import base64
import io
from collections.abc import Callable, Sequence
from html import escape
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from ui.report import charts
from ui.report.blocks import (
    INK,
    Block,
    Code,
    Figures,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Pictures,
    Table,
)

STYLE = Path(__file__).with_name("style.css")
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"  # the browser would load nothing if asked to
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}
</style>
</head>
<body>
<main>
{body}
</main>
</body>
</html>
"""
LONG, LONG_WORD = 60, 24  # signs
Names = Callable[[], str]  # the next name for a chart


def html(blocks: Sequence[Block]) -> str:
    """The whole file."""
    numbers = count(1)
    body = "\n".join(_DRAW[type(block)](block, lambda: f"c{next(numbers)}") for block in blocks)
    title = next((block.text for block in blocks if isinstance(block, Heading)), "Report")
    return PAGE.format(policy=POLICY, title=f"{escape(title)} · LineHeads report", style=STYLE.read_text(), body=body)


def _heading(block: Heading, names: Names) -> str:
    return f"<h{block.level}>{escape(block.text)}</h{block.level}>"


def _paragraph(block: Paragraph, names: Names) -> str:
    return f'<p class="quiet">{escape(block.text)}</p>' if block.quiet else f"<p>{escape(block.text)}</p>"


def _listing(block: Listing, names: Names) -> str:
    return "<ul>" + "".join(f"<li>{escape(item)}</li>" for item in block.items) + "</ul>"


def _code(block: Code, names: Names) -> str:
    return f"<pre>{escape(block.text)}</pre>"


def _table(block: Table, names: Names) -> str:
    cells = "".join(f'<th{_side(block, j)} scope="col">{escape(name)}</th>' for j, name in enumerate(block.head))
    head = f"<tr>{cells}</tr>"
    rows = "".join(f"<tr>{_cells(block, i)}</tr>" for i in range(len(block.rows)))
    table = f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"
    caption = f"<figcaption>{escape(block.caption)}</figcaption>"
    return f'<figure><div class="table" tabindex="0">{table}</div>{caption}</figure>'


def _cells(block: Table, row: int) -> str:
    first, *others = block.rows[row]
    cells = [f'<th scope="row">{_cell(first)}</th>']
    for column, text in enumerate(others, start=1):
        shown = f"<strong>{_cell(text)}</strong>" if (row, column) in block.strong else _cell(text)
        cells.append(f"<td{_side(block, column)}>{shown}</td>")
    return "".join(cells)


def _cell(text: str) -> str:
    """Words that are too long for a line may break anywhere."""
    long = len(text) > LONG or any(len(word) > LONG_WORD for word in text.split())
    return f'<span class="long">{escape(text)}</span>' if long else escape(text)


def _side(block: Table, column: int) -> str:
    return ' class="number"' if column >= block.texts else ""


def _figures(block: Figures, names: Names) -> str:
    each = "".join(
        f'<div class="chart" role="img" aria-label="{escape(figure.alt)}"><h4>{escape(figure.title)}</h4>'
        f"{inline(charts.svg(figure, names()))}</div>"
        for figure in block.figures
    )
    return f'<figure><div class="row">{each}</div><figcaption>{escape(block.caption)}</figcaption></figure>'


def inline(svg: str) -> str:
    """A chart as a part of a page: what has the colour of text takes that of the page."""
    return svg.replace(INK, "currentColor")


def _pictures(block: Pictures, names: Names) -> str:
    each = "".join(_picture(picture) for picture in block.pictures)
    return f'<figure><div class="row pictures">{each}</div><figcaption>{escape(block.caption)}</figcaption></figure>'


def _picture(picture: Picture) -> str:
    words = "".join(f"<span>{escape(line)}</span>" for line in picture.words)
    source = "data:image/png;base64," + base64.b64encode(png(picture.pixels)).decode()
    return f'<div class="picture"><img src="{source}" alt="{escape(picture.alt)}">{words}</div>'


def png(pixels: np.ndarray) -> bytes:
    """`(h, w, 3)` uint8 as a file."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", optimize=True)
    return file.getvalue()


_DRAW: dict[type, Callable[[Any, Names], str]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Listing: _listing,
    Code: _code,
    Table: _table,
    Figures: _figures,
    Pictures: _pictures,
}
