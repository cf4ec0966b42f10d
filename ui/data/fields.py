"""The settings in the URL of Data."""

from data.labels import CLASS_COUNT
from data.paint import PAINTERS
from data.sample import POSITIONS
from ui.shared.fields import NETWORK
from ui.shared.present import PagePart
from ui.shared.url_state import Field

SPLIT_LABELS = {"coursework": "Split of 2019", "honest": "Honest split"}
SAMPLED = "drawn"  # in place of an imported set
EXPORTED_PER_CLASS_AT_MOST = 300  # pictures that are exported


def _is_class(text: str) -> bool:
    """'' is none."""
    return not text or (text.isascii() and text.isdecimal() and int(text[:4]) < CLASS_COUNT)


SECTION = Field("data", default="classes", once=True)
CLASS = Field("class", valid=_is_class)  # the open one
SAMPLE_PAINTERS = Field("painters", kind=tuple, default=("hard",), choices=tuple(PAINTERS))  # one or more
SAMPLE_POSITIONS = Field("places", default="every", choices=POSITIONS, once=True)
SAMPLE_FREE_LINES = Field("sample_free_lines", kind=float, default=0.0, bounds=(0, 1))  # share
SAMPLE_SEED = Field("sample_seed", kind=int, default=0, bounds=(0, 2**31 - 1))
SAMPLE_NOISE = Field("sample_noise", kind=int, default=0, bounds=(0, 64))  # standard deviation on the scale 0..255
SAMPLE_WOBBLE = Field("sample_wobble", kind=float, default=0.0, bounds=(0, 2))  # px
SAMPLE_GROUND = Field("ground", kind=int, default=0, bounds=(0, 128))  # level of the background
EXPORTED_PER_CLASS = Field("sample_per_class", kind=int, default=20, bounds=(1, EXPORTED_PER_CLASS_AT_MOST))
LEAK_SPLIT = Field("dealt", default="coursework", choices=SPLIT_LABELS, once=True)  # whose leak is shown
LEAK_CLASS = Field("leak_class", valid=_is_class)  # whose leaked pictures are shown
IMPORTED_SET = Field("set")  # key of the one that is open; "": none
EXPORTED = Field("export", default=SAMPLED, once=True)  # or the key of an imported set

FIELDS = (
    *(NETWORK, SECTION, CLASS, SAMPLE_PAINTERS, SAMPLE_POSITIONS, SAMPLE_FREE_LINES, SAMPLE_SEED, SAMPLE_NOISE),
    *(SAMPLE_WOBBLE, SAMPLE_GROUND, EXPORTED_PER_CLASS, LEAK_SPLIT, LEAK_CLASS, IMPORTED_SET, EXPORTED),
)

PARTS = {
    "section": PagePart("What is shown", stays=True),
    "choice": PagePart("Choice of what is shown", "choice_part"),
}
