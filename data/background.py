"""Takes a line off its background: whatever it was drawn on becomes black, its own colour stays."""

from dataclasses import dataclass

import numpy as np

_ROUNDS = 4  # of fitting the background to the edge, and as many to the whole picture
LIT = 24  # levels: a background so light everywhere shows how the light falls, which is then evened out
_SAMPLES = 4096  # pixels of the whole picture that the background is fitted to
OUTLIER = 1.5  # medians away from the background: left out of the next fit, which keeps about two thirds
_FAINTEST = 16.0  # levels, of a mean over 3x3 px, that count as a line
NOISE = 5.0  # medians of all differences from the background: below is noise
TRACE = 0.05  # of the line's contrast: below are traces of JPEG
COLOURLESS = 0.15  # of the background's light: an ink whose channels differ by less is grey


@dataclass(frozen=True, slots=True, eq=False)
class ExtractedLine:
    """A line on black."""

    pixels: np.ndarray  # (height, width, 3) float32, 0..255
    coverage: np.ndarray  # (height, width) float32, 0..1: how much of a pixel is line


def background_of(picture: np.ndarray) -> np.ndarray:
    """The background behind the line, with its uneven light: `(height, width, 3)` float32.

    It is the colour at the picture's edge or, when that varies, a quadratic surface through the edge and then through
    all pixels near that surface.
    """
    height, width = picture.shape[:2]
    pixels = picture.reshape(-1, 3)
    terms = _terms(height, width)
    edge = np.flatnonzero(_edge(height, width))
    everywhere = np.arange(0, len(pixels), -(-len(pixels) // _SAMPLES))
    surface = np.zeros((terms.shape[1], 3), np.float32)
    surface[0] = np.median(pixels[edge], axis=0)  # even
    for use in (edge, everywhere):
        for _ in range(_ROUNDS):
            off = np.abs(pixels[use] - terms[use] @ surface).max(axis=1)
            if np.median(off) < 1:
                break
            near = use[off <= OUTLIER * np.median(off)]
            surface = np.linalg.lstsq(terms[near], pixels[near].astype(np.float32), rcond=None)[0]
    return np.clip(terms @ surface, 0, 255).reshape(picture.shape)


def extract_line(picture: np.ndarray, background: np.ndarray) -> ExtractedLine | None:
    """The line of an `(height, width, 3)` uint8 RGB picture on black; None if nothing stands out."""
    light = background.max(axis=2, keepdims=True)
    if light.min() >= LIT:
        picture, background = picture * (light.max() / light), background * (light.max() / light)
    off = np.abs(picture - background).max(axis=2)
    near = box_mean(off)
    noise = NOISE * float(np.median(off))
    if near.max() < max(_FAINTEST, noise):
        return None
    line = off[near > near.max() / 2]
    if not line.any():  # a ring of a pixel's width: the mean is highest in its empty middle
        line = off
    contrast = np.percentile(line[line > line.max() / 2], 75)
    coverage = np.where(off < max(noise, TRACE * contrast), 0, np.minimum(off / contrast, 1))[..., None]
    pixels = np.where(coverage > 0, picture - background * (1 - coverage), 0)
    full = coverage[..., 0] > 0.9
    ink, paper = np.median(picture[full], axis=0), background[full].mean(axis=0)
    if ink.max() <= paper.max():
        pixels = _bright(pixels, coverage, background, ink / np.maximum(paper, 1))
    return ExtractedLine(np.clip(pixels, 0, 255).astype(np.float32), coverage[..., 0].astype(np.float32))


def box_mean(levels: np.ndarray) -> np.ndarray:
    """The mean over 3x3 px around each pixel of `(height, width)`, with zeros outside."""
    padded = np.pad(levels, 1)
    rows = padded[:-2] + padded[1:-1] + padded[2:]
    return (rows[:, :-2] + rows[:, 1:-1] + rows[:, 2:]) / 9


def _bright(pixels: np.ndarray, coverage: np.ndarray, background: np.ndarray, ink: np.ndarray) -> np.ndarray:
    """A line darker than its background, made to stand out of black as it did of the background.

    `ink` `(3,)` is the share of the background's light that it leaves. Ink with a colour keeps it, with its strongest
    channel full; ink without one (black, pencil) becomes white.
    """
    if np.ptp(ink) < COLOURLESS:
        return np.repeat(255 * coverage, 3, axis=2)
    return pixels / np.maximum(background, 1) * (255 / ink.max())


def _edge(height: int, width: int) -> np.ndarray:
    """`(height * width,)` bool: the pixels of a margin of one fortieth of the picture, at least one px."""
    y, x = max(1, height // 40), max(1, width // 40)
    edge = np.ones((height, width), bool)
    edge[y : height - y, x : width - x] = False
    return edge.ravel()


def _terms(height: int, width: int) -> np.ndarray:
    """`(height * width, 6)` float32: 1, x, y, xx, xy, yy of each pixel, x and y in -1..1."""
    y, x = np.meshgrid(np.linspace(-1, 1, height), np.linspace(-1, 1, width), indexing="ij")
    return np.stack((np.ones_like(x), x, y, x * x, x * y, y * y), axis=-1).reshape(-1, 6).astype(np.float32)
