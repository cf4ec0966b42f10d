"""The badges of README that are true without asking a foreign host; `python -m docs` draws them."""

from data.version import python_versions

_LETTER, _EDGE = 6.2, 8  # px: the mean width of a letter, the space at both ends of a text
_BADGE = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{label}: {value}">
  <rect width="{width}" height="20" rx="3" fill="#6A4FB3"/>
  <path d="M3 0h{inner}v20H3a3 3 0 0 1-3-3V3a3 3 0 0 1 3-3" fill="#3A3745"/>
  <g fill="#fff" font-family="Verdana, DejaVu Sans, sans-serif" font-size="11" text-anchor="middle">
    <text x="{left}" y="14">{label}</text>
    <text x="{right}" y="14">{value}</text>
  </g>
</svg>
"""


def badges() -> dict[str, str]:
    """Name of the file -> SVG."""
    return {"licence.svg": _badge("licence", "MIT"), "python.svg": _badge("Python", " | ".join(python_versions()))}


def _badge(label: str, value: str) -> str:
    first, second = (round(len(text) * _LETTER + 2 * _EDGE) for text in (label, value))
    places = {"inner": first - 3, "left": first / 2, "right": first + second / 2}
    return _BADGE.format(label=label, value=value, width=first + second, **places)
