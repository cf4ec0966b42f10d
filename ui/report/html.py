"""The report as one HTML file: no script, nothing from elsewhere, light and dark, good on paper and on a phone."""

import base64
import io
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from PIL import Image

from ui.report import charts
from ui.report.blocks import INK, Block, Figure, Heading

LONG, LONG_WORD = 60, 24  # signs


def report_html(blocks: Sequence[Block], sheet: bool = False) -> str:
    """The whole file: `report.html.jinja` filled with the blocks. Every text is escaped.

    Args:
        sheet: Small on paper, for what has to be one page.
    """
    numbers = count(1)

    def svg(figure: Figure) -> str:
        """What has the colour of text takes that of the page."""
        return charts.figure_svg(figure, f"c{next(numbers)}").replace(INK, "currentColor")

    title = next((block.text for block in blocks if isinstance(block, Heading)), "Report")
    return _TEMPLATES.get_template("report.html.jinja").render(title=title, blocks=blocks, svg=svg, sheet=sheet)


def png_bytes(pixels: np.ndarray) -> bytes:
    """`(h, w, 3)` uint8 as a file."""
    file = io.BytesIO()
    Image.fromarray(pixels).save(file, "PNG", optimize=True)
    return file.getvalue()


def _data_url(pixels: np.ndarray) -> str:
    return f"data:image/png;base64,{base64.b64encode(png_bytes(pixels)).decode()}"


def _long(text: str) -> bool:
    """Words that are too long for a line may break anywhere."""
    return len(text) > LONG or any(len(word) > LONG_WORD for word in text.split())


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_TEMPLATES.filters |= {"kind": lambda block: type(block).__name__, "data_url": _data_url}
_TEMPLATES.tests["long"] = _long  # pyrefly: ignore[unsupported-operation]
