"""A design as a short text for a link or a command, and back: `1` (its version), then zlib and base64 of its JSON."""

import base64
import binascii
import json
import zlib
from typing import Any

from model.networks.design import Design, DesignError

DESIGN_VERSION = "1"
TEXT_AT_MOST, JSON_AT_MOST = 2_000, 8_000  # characters; the longest design takes about 1,000 and 2,000


def to_text(design: Design) -> str:
    """All of it: what is usual may be another thing in the version that reads it."""
    packed = json.dumps(design.to_json(), separators=(",", ":"), sort_keys=True).encode()
    return DESIGN_VERSION + base64.urlsafe_b64encode(zlib.compress(packed, 9)).decode().rstrip("=")


def from_text(text: Any) -> Design:
    """Inverse of `to_text`, for text that anybody may have written.

    Raises:
        DesignError: It is no design of this version, or one that is not allowed.
    """
    if not isinstance(text, str) or len(text) > TEXT_AT_MOST or not text.startswith(DESIGN_VERSION):
        raise _unreadable(text)
    try:
        packed = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(packed, JSON_AT_MOST)
        if not unpacking.eof or unpacking.unused_data:
            raise _unreadable(text)
        values = json.loads(plain)
    except (binascii.Error, zlib.error, ValueError, RecursionError) as error:
        raise _unreadable(text) from error
    return Design.from_json(values)


def _unreadable(text: Any) -> DesignError:
    shown = str(text)
    shown = shown if len(shown) <= 40 else f"{shown[:40]}..."
    return DesignError(
        f"A network in a link begins with {DESIGN_VERSION!r} and is copied whole. Received: {shown!r}. "
        "Copy the link again."
    )
