"""What Compare has in its link."""

from ui.compare.curves import AXES, KINDS, SCALES
from ui.compare.leaderboard_chart import PICTURES
from ui.compare.run_filter import NEWEST, ORDERS, STATUSES
from ui.compare.search import charts
from ui.shared.fields import FIND, TAG
from ui.shared.url_state import Field

AT_MOST = 6  # runs that can be told apart side by side

SECTION = Field(name="compare", default="runs", once=True)
CHOSEN = Field(name="runs", valid=lambda text: len(text) < 20 * AT_MOST)  # ids of runs, with commas between them

# Runs; besides these what is searched for, and a tag
STATUS = Field(name="status", choices=STATUSES)
STARRED = Field(name="starred", kind=bool, default=False, choices=(False, True), once=True)
ORDER = Field(name="sort", default=NEWEST, choices=ORDERS)
EDITED = Field(name="edited", default=None)  # id of the chosen run that is edited; at first the last one

# Side by side
CURVES = Field(name="curves", default="accuracy", choices=KINDS, once=True)
AXIS = Field(name="axis", default="step", choices=AXES, once=True)
SCALE = Field(name="scale", default="linear", choices=SCALES, once=True)
ALL_SETTINGS = Field(name="all_settings", kind=bool, default=False, choices=(False, True), once=True)

# Leaderboard
FAMILY = Field(name="budget")  # network and budget; "": all
ROWS = Field(name="rows", valid=lambda text: len(text) < 200)  # the ticked ones, with commas between them
PICTURE = Field(name="dots", default=None, choices=PICTURES, once=True)  # at first what the rows have
SEEDS = Field(name="seeds_wanted", kind=int, default=3, choices=(3, 5, 10), once=True)  # of each row

# Weight search
SEARCH = Field(name="search")  # id; "": the newest
TRIAL = Field(name="trial")  # number; "": the best
ACROSS = Field(name="across", default="length", choices=charts.AXES)  # axes of the Pareto front
UP = Field(name="up", default="angle", choices=charts.AXES)

FIELDS = (
    *(SECTION, CHOSEN, FIND, STATUS, TAG, STARRED, ORDER, EDITED),
    *(CURVES, AXIS, SCALE, ALL_SETTINGS, FAMILY, ROWS, PICTURE, SEEDS, SEARCH, TRIAL, ACROSS, UP),
)
