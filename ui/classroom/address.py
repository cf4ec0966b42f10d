"""The addresses of a class, and the code that a phone's camera reads."""

from html import escape
from urllib.parse import urlsplit, urlunsplit

import segno
import streamlit as st

_ONLY_HERE = ("localhost", "127.0.0.1", "::1")
_QUIET = 4  # modules around the code, as its norm demands


def class_address(**values: str) -> str:
    """The address of this page with these values, as this browser sees the server."""
    parts = urlsplit(str(st.context.url or "/classroom"))
    query = "&".join(f"{name}={value}" for name, value in values.items())
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def is_only_here(address: str) -> bool:
    """Whether no other machine can open the address."""
    return urlsplit(address).hostname in _ONLY_HERE


def qr_code(address: str, width: str = "11rem") -> str:
    """The address as a picture in HTML, black on white in both themes: cameras read nothing else as well.

    Args:
        width: In CSS; large enough for the last row of a room where it is presented.
    """
    drawing = segno.make(address, error="m", micro=False).svg_data_uri(border=_QUIET, light="#fff", omitsize=True)
    return f'<img class="qr-code" alt="QR code of {escape(address)}" src="{escape(drawing)}" style="width: {width}" />'
