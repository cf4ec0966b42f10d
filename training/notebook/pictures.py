"""The cells that make the pictures: the sampler and the painters of `data`, bit for bit, in plain NumPy and OpenCV."""

from data import paint
from training.notebook.cell import NotebookCell, code, markdown
from training.settings import RunSettings

_INTRODUCTION = """
## 1. Data

A picture is 28 × 28 pixels with one line in it. Four properties of the line are to be read: its **length** (short
or long), **width** (thin or thick), **colour** (red or blue) and **angle** (0°, 15°, ... 165°): 2 · 2 · 2 · 12 = 96
classes.
"""
_CLASSES = """
CLASSES = {
    "length": ["short", "long"],
    "width": ["thin", "thick"],
    "colour": ["red", "blue"],
    "angle": [str(angle) for angle in range(0, 180, 15)],  # degrees
}
LENGTHS = [7, 15]  # px
WIDTHS = [1, 3]  # px
CHANNELS = [0, 2]  # of a picture: red is channel 0, blue channel 2
ANGLES = range(0, 180, 15)  # degrees
SIZE = 28  # px
"""
_POSITIONS_TEXT = {
    "every": "In every place where both of its ends are in the picture.",
    "coursework": "In the places of the coursework of 2019, whose generator rounded the ends.",
    "both": "In every place where both of its ends are in the picture, and where the coursework of 2019 drew it.",
}
_FREE_TEXT = """
Of the lines, a share of `FREE_LINES` are free: of any angle, up to a px longer or shorter, anywhere in the picture.
The nearest class is their label.
"""
_PAINTER_TEXT = """
How it is painted: by OpenCV, with hard edges on whole pixels, as in 2019. (A line of 3 px becomes a band of 5.)
"""
_MIXED_PAINTERS_TEXT = "How it is painted: each picture by one of these painters, at random."
_BENT_TEXT = " Lines of 2019 keep its hard edges: finer ones would show that they are bent."
_NO_PLAIN_CODE = """
**This notebook has no plain code for the painter `{name}`.** {about} Write its function below, after the one in
`data/paint` of LineHeads.
"""
_OWN_PAINTER = '''
def paint_{name}(ends, widths):
    """(n, 28, 28), 255 where the line is."""
    raise NotImplementedError("Write the painter {name} here.")
'''
_PIXELS = '''
def pixel_of(points):
    """The pixels, [column, row from the bottom], that hold points [x, y up]; a tie goes right and down."""
    return np.floor(points + np.array([1e-6, -1e-6])).astype(np.int64)


def from_top(ends):
    """The pixels of some ends as [column, row from the top], as OpenCV counts."""
    pixels = pixel_of(ends)
    pixels[..., 1] = SIZE - 1 - pixels[..., 1]
    return pixels
'''
_GRID = '''
def grid(columns, rows):
    """Every pair of a column and a row, (n, 2)."""
    return np.stack(np.meshgrid(columns, rows, indexing="ij"), axis=-1).reshape(-1, 2)
'''
_PLACES = {
    "every": '''
def every_place(length, angle):
    """Every place where both ends of such a line lie in the picture.

    Returns (n, 2, 2) px: [start, end][x, y], x to the right and y up.
    """
    turn = math.radians(angle)
    starts = grid(range(SIZE), range(SIZE)) + 0.5
    ends = starts + length * np.array([math.cos(turn), math.sin(turn)])
    inside = ((pixel_of(ends) >= 0) & (pixel_of(ends) < SIZE)).all(axis=1)
    return np.stack([starts, ends], axis=1)[inside]
''',
    "coursework": '''
def coursework_place(length, angle):
    """Every place that the generator of the coursework (2019) could draw, with its rounded ends.

    It counted y down, started at the upper end, rounded the lower one down, and beyond 90 degrees took
    the x range from the sine. Returns (n, 2, 2) px: [start, end][x, y], x to the right and y up.
    """
    cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    across, down = math.floor(length * abs(cos)), math.floor(length * sin)
    columns = range(across, SIZE - down) if angle <= 90 else range(down, SIZE - across)
    upper = grid(columns, range(SIZE - down))
    lower = np.floor(upper + np.array([-length * cos, length * sin]))
    ends = np.stack([lower, upper], axis=1) + 0.5
    ends[..., 1] = SIZE - ends[..., 1]
    return ends
''',
}
_BOTH_PLACES = '''
def both_place(length, angle):
    """All of these places."""
    return np.concatenate([every_place(length, angle), coursework_place(length, angle)])
'''
_FREE = '''
def free_lines(length, angle, count, rng):
    """Lines near this length and angle, anywhere in the picture: (n, 2, 2) px."""
    lengths = rng.uniform(length - 1, length + 1, count)
    turns = np.radians(rng.uniform(angle - 7.5, angle + 7.5, count) % 180)
    along = lengths[:, None] * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    starts = rng.uniform(np.maximum(0, -along), SIZE - np.maximum(0, along))
    return np.stack([starts, starts + along], axis=1)
'''
_HARD = '''
def paint_hard(ends, widths):
    """Hard edges, by OpenCV, from the upper end to the lower one: (n, 28, 28), 255 where the line is."""
    masks = np.zeros((len(ends), SIZE, SIZE), np.uint8)
    for mask, (start, end), width in zip(masks, from_top(ends).tolist(), widths.tolist()):
        cv2.line(mask, end, start, 255, width)
    return masks
'''
_HARD_ANYWHERE = '''
def downward(pixels):
    """A line's two pixels, the upper one first (of a level line the right one)."""
    return sorted(map(tuple, pixels.tolist()), key=lambda pixel: (pixel[1], -pixel[0]))


def usual_lines():
    """The pixels between which lines of the 96 classes are drawn, and their width."""
    known = set()
    for length, angle, width in itertools.product(LENGTHS, ANGLES, WIDTHS):
        for places in (every_place(length, angle), coursework_place(length, angle)):
            known |= {(*downward(pixels), width) for pixels in from_top(places)}
    return known


USUAL = usual_lines()
MARGIN = 40  # px


def paint_hard(ends, widths):
    """Hard edges, by OpenCV: (n, 28, 28), 255 where the line is.

    OpenCV shifts a pixel here and there where the picture's side cuts a line. The lines of the 96 classes
    are painted in the picture itself, so they have these shifts; all others are cut out of a larger sheet.
    """
    masks = np.zeros((len(ends), SIZE, SIZE), np.uint8)
    for mask, pixels, width in zip(masks, np.clip(from_top(ends), -1, SIZE), widths.tolist()):
        upper, lower = downward(pixels)
        if (upper, lower, width) in USUAL:
            cv2.line(mask, upper, lower, 255, width)
        else:
            sheet = np.zeros((SIZE + 2 * MARGIN, SIZE + 2 * MARGIN), np.uint8)
            (x1, y1), (x2, y2) = upper, lower
            cv2.line(sheet, (x1 + MARGIN, y1 + MARGIN), (x2 + MARGIN, y2 + MARGIN), 255, width)
            mask[...] = sheet[MARGIN:-MARGIN, MARGIN:-MARGIN]
    return masks
'''
_DISTANCE = '''
def distance(ends, nudge=(0.0, 0.0)):
    """How far the middle of each pixel is from each line, px: (n, 28, 28)."""
    ends = ends.astype(np.float32)
    across, up = (ends[:, 1] - ends[:, 0]).T
    length = np.sqrt(across**2 + up**2)
    cos, sin = (across / length)[:, None], (up / length)[:, None]
    middle = ends.mean(axis=1) + np.array(nudge, np.float32)
    centres = np.arange(SIZE, dtype=np.float32) + np.float32(0.5)
    x, y = centres - middle[:, :1], centres[::-1] - middle[:, 1:]
    beside = (y * cos)[:, :, None] - (x * sin)[:, None, :]
    beyond = np.abs((y * sin)[:, :, None] + (x * cos)[:, None, :]) - (length / 2)[:, None, None]
    return np.sqrt(np.maximum(beyond, 0) ** 2 + beside**2)
'''
_PAINTERS = {
    "hard": _HARD,
    "smooth": '''
def paint_smooth(ends, widths):
    """Soft edges, as a browser draws: full inside the line, falling to nothing over one px."""
    half = widths.astype(np.float32) / 2 + np.float32(0.5)
    return (np.clip(half[:, None, None] - distance(ends), 0, 1) * 255 + np.float32(0.5)).astype(np.uint8)
''',
    "subpixel": '''
def paint_subpixel(ends, widths):
    """Hard edges, but ends anywhere: a pixel is painted when its middle lies in the line."""
    half = widths.astype(np.float32) / 2
    return (distance(ends, nudge=(2e-4, 1e-4)) <= half[:, None, None]).astype(np.uint8) * np.uint8(255)
''',
    "pillow": '''
def paint_pillow(ends, widths):
    """Hard edges, as Pillow draws."""
    masks = np.zeros((len(ends), SIZE, SIZE), np.uint8)
    for mask, points, width in zip(masks, from_top(ends).reshape(-1, 4).tolist(), widths.tolist()):
        image = Image.new("L", (SIZE, SIZE))
        ImageDraw.Draw(image).line(points, fill=255, width=width)
        mask[...] = np.asarray(image)
    return masks
''',
}
_PAINT = '''
def paint(ends, labels):
    """Lines, each alone on black: (n, 28, 28, 3) pictures from ends (n, 2, 2) px and classes (n, 4)."""
    pictures = np.zeros((len(ends), SIZE, SIZE, 3), np.uint8)
    channel = np.array(CHANNELS)[labels[:, 2]]
    pictures[np.arange(len(ends)), :, :, channel] = paint_hard(ends, np.array(WIDTHS)[labels[:, 1]])
    return pictures
'''
_PAINT_MIXED = '''
PAINT = {{{table}}}


def paint(ends, labels, painter=0):
    """Lines, each alone on black: (n, 28, 28, 3) pictures from ends (n, 2, 2) px and classes (n, 4).

    `painter` is a number in PAINTERS, or (n,) such numbers.
    """
    pictures = np.zeros((len(ends), SIZE, SIZE, 3), np.uint8)
    widths, channel = np.array(WIDTHS)[labels[:, 1]], np.array(CHANNELS)[labels[:, 2]]
    painter = np.broadcast_to(painter, len(ends))
    for number, name in enumerate(PAINTERS):
        rows = np.flatnonzero(painter == number)
        pictures[rows, :, :, channel[rows]] = PAINT[name](ends[rows], widths[rows])
    return pictures
'''
_DRAW = '''
def draw(seed):
    """Lines of all 96 classes: the pictures, and the class of each of the four properties, (n, 4)."""
    rng = np.random.default_rng(seed)
    ends, labels{kinds} = [], []{no_kinds}
    for length, width, colour, angle in np.ndindex(2, 2, 2, 12):
        places = {place}(LENGTHS[length], ANGLES[angle]){count}
        if PER_CLASS is not None:  # draw some; a place may come again
            {some}{free}
        ends.append(places)
        labels += [(length, width, colour, angle)] * len(places)
    ends, labels = np.concatenate(ends), np.array(labels)
{paint}
    return pictures, labels
'''
_COUNT_FREE = """
        free = round(PER_CLASS * FREE_LINES if PER_CLASS else len(places) * FREE_LINES / (1 - FREE_LINES))"""
_ADD_FREE = """
        on_grid += [True] * len(places) + [False] * free
        places = np.concatenate([places, free_lines(LENGTHS[length], ANGLES[angle], free, rng)])"""
_FIND_BENT = """
        of_2019 = np.arange(len(places)) >= len(every_place(LENGTHS[length], ANGLES[angle]))"""
_ADD_BENT = """
        bent += [*of_2019{free}]"""
_SOME = "places = places[rng.integers(len(places), size={count})]"
_SOME_BENT = """
            chosen = rng.integers(len(places), size={count})
            places, of_2019 = places[chosen], of_2019[chosen]
""".strip()
_PAINT_ALL = "    pictures = paint(ends, labels)"
_PAINT_ALL_MIXED = """
    # Each picture by one of the painters, at random; lines with fine edges begin anywhere in their pixel.
    painter = rng.integers(len(PAINTERS), size=len(ends)){bent}
    fine = np.array([name in ("smooth", "subpixel") for name in PAINTERS])[painter]{on_grid}
    start = rng.uniform(-0.5, 0.5, (len(ends), 1, 2)) * fine[:, None, None]
    ends = ends + start + WOBBLE * rng.standard_normal(ends.shape)
    pictures = paint(ends, labels, painter)
    for first in range(0, len(pictures) if NOISE else 0, 1024):
        batch = pictures[first : first + 1024]
        noise = rng.standard_normal(batch.shape, np.float32) * np.float32(NOISE)
        batch[...] = np.clip(np.rint(noise + batch), 0, 255)
""".strip("\n")
_IMPORTED_SET_TEXT = """
The pictures of the run are **a set of its own**. On the Data page, export it as `.npz` (in our form), lay it beside
this notebook, and write its name into `DATA_FILE`. It holds `pictures` (n, 28, 28, 3) and `labels` (n, 4).
"""
_LOAD_SET = """
with np.load(DATA_FILE) as arrays:
    pictures, labels = arrays["pictures"], arrays["labels"]
"""
_SHOW_EXAMPLES = """
print(f"{len(pictures):,} pictures")


def name_of(classes):
    return " ".join(CLASSES[head][number] for head, number in zip(CLASSES, classes))


figure, axes = plt.subplots(2, 6, figsize=(12, 4.5))
for axis, row in zip(axes.flat, np.random.default_rng(1).integers(len(pictures), size=12)):
    axis.imshow(pictures[row])
    axis.set_title(name_of(labels[row]), fontsize=8)
    axis.axis("off")
plt.show()
"""


def is_mixed(settings: RunSettings) -> bool:
    """Whether there are other painters than `hard`, noise, moved ends or free lines."""
    return settings.painters != ("hard",) or bool(settings.noise or settings.wobble or settings.free_lines)


def place_name(settings: RunSettings) -> str:
    """The name of the function with the places of lines."""
    return f"{settings.positions}_place"


def cells(settings: RunSettings) -> list[NotebookCell]:
    mixed = is_mixed(settings)
    table = ", ".join(f'"{name}": paint_{name}' for name in dict.fromkeys(settings.painters))
    painting = _PAINT_MIXED.format(table=table) if mixed else _PAINT
    free = bool(settings.free_lines)
    about = [_MIXED_PAINTERS_TEXT + _BENT_TEXT * has_bent(settings) if mixed else _PAINTER_TEXT]
    about += [_NO_PLAIN_CODE.format(name=name, about=paint.PAINTERS[name].about) for name in _without_code(settings)]
    both = settings.positions == "both"
    # Hard lines whose ends move need to know all usual places.
    positions = _PLACES if both or is_hard_anywhere(settings) else (settings.positions,)
    places = [*(_PLACES[name] for name in positions), *([_BOTH_PLACES] if both else []), *([_FREE] if free else [])]
    return [
        markdown(_INTRODUCTION),
        code(_CLASSES),
        markdown(f"Where a line may lie. {_POSITIONS_TEXT[settings.positions]}" + (_FREE_TEXT if free else "")),
        code(_PIXELS, _GRID, *places),
        markdown("\n".join(about)),
        code(*_painters(settings), painting),
        markdown(
            _IMPORTED_SET_TEXT if settings.data else "All 96 classes, one after another, and some of the pictures."
        ),
        *([] if settings.data else [code(_drawing(settings))]),
        code(_LOAD_SET if settings.data else "pictures, labels = draw(SEED)", _SHOW_EXAMPLES),
    ]


def has_bent(settings: RunSettings) -> bool:
    """Whether lines of 2019 are drawn beside others, with a painter of their own."""
    return settings.positions == "both" and "hard" in settings.painters and settings.painters != ("hard",)


def _drawing(settings: RunSettings) -> str:
    free, bent = bool(settings.free_lines), has_bent(settings)
    kinds = ", on_grid" * free + ", bent" * bent
    painted = _PAINT_ALL_MIXED.format(
        bent='\n    painter[np.array(bent)] = PAINTERS.index("hard")' * bent, on_grid=" & np.array(on_grid)" * free
    )
    some = (_SOME_BENT if bent else _SOME).format(count="PER_CLASS - free" if free else "PER_CLASS")
    return _DRAW.format(
        kinds=kinds,
        no_kinds=", []" * (free + bent),
        place=place_name(settings),
        count=_FIND_BENT * bent + _COUNT_FREE * free,
        some=some,
        free=_ADD_BENT.format(free=", *[False] * free" if free else "") * bent + _ADD_FREE * free,
        paint=painted if is_mixed(settings) else _PAINT_ALL,
    )


def is_hard_anywhere(settings: RunSettings) -> bool:
    """Whether OpenCV paints lines whose ends are not those of a class."""
    return "hard" in settings.painters and bool(settings.wobble or settings.free_lines)


def _painters(settings: RunSettings) -> list[str]:
    known = {**_PAINTERS, "hard": _HARD_ANYWHERE if is_hard_anywhere(settings) else _HARD}
    known |= {name: _OWN_PAINTER.format(name=name) for name in _without_code(settings)}
    shared = [_DISTANCE] if set(settings.painters) & {"smooth", "subpixel"} else []
    return [*shared, *(known[name] for name in dict.fromkeys(settings.painters))]


def _without_code(settings: RunSettings) -> list[str]:
    return [name for name in dict.fromkeys(settings.painters) if name not in _PAINTERS]
