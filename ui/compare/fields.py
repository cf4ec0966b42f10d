"""What Compare has in its link."""

from ui.compare.curves import CURVE_KINDS, X_AXES, Y_SCALES
from ui.compare.leaderboard_chart import CHARTED_SCORES
from ui.compare.run_filter import NEWEST_FIRST, ORDERS, STATUS_FILTERS
from ui.compare.search import charts
from ui.shared.fields import FIND, TAG
from ui.shared.present import PagePart
from ui.shared.url_state import Field

CHOSEN_AT_MOST = 6  # runs that can be told apart side by side

SECTION = Field("compare", default="runs", once=True)
CHOSEN = Field("runs", valid=lambda text: len(text) < 20 * CHOSEN_AT_MOST)  # ids of runs, with commas between them

# Runs; besides these what is searched for, and a tag
STATUS = Field("status", choices=STATUS_FILTERS)
STARRED = Field("starred", kind=bool, default=False, choices=(False, True), once=True)
MINE = Field("mine", kind=bool, default=False, choices=(False, True), once=True)  # where browsers own runs
ORDER = Field("sort", default=NEWEST_FIRST, choices=ORDERS)
EDITED = Field("edited", default=None)  # id of the chosen run that is edited; at first the last one

# Side by side
CURVE_KIND = Field("curves", default="accuracy", choices=CURVE_KINDS, once=True)
X_AXIS = Field("axis", default="step", choices=X_AXES, once=True)
Y_SCALE = Field("scale", default="linear", choices=Y_SCALES, once=True)
ALL_SETTINGS = Field("all_settings", kind=bool, default=False, choices=(False, True), once=True)

# Leaderboard
FAMILY = Field("budget")  # network and budget; "": all
ROWS = Field("rows", valid=lambda text: len(text) < 200)  # the ticked ones, with commas between them
CHARTED_SCORE = Field("dots", default=None, choices=CHARTED_SCORES, once=True)  # at first what the rows have
SEEDS_WANTED = Field("seeds_wanted", kind=int, default=3, choices=(3, 5, 10), once=True)  # of each row

# Weight search
SEARCH = Field("search")  # id; "": the newest
TRIAL = Field("trial")  # number; "": the best
ACROSS = Field("across", default="length", choices=charts.OBJECTIVE_AXES)  # axes of the Pareto front
UP = Field("up", default="angle", choices=charts.OBJECTIVE_AXES)

FIELDS = (
    *(SECTION, CHOSEN, FIND, STATUS, TAG, STARRED, MINE, ORDER, EDITED),
    *(CURVE_KIND, X_AXIS, Y_SCALE, ALL_SETTINGS, FAMILY, ROWS, CHARTED_SCORE, SEEDS_WANTED, SEARCH, TRIAL, ACROSS, UP),
)

PARTS = {
    "section": PagePart("What is shown", stays=True),
    "choice": PagePart("Choice of what is shown", "choice_part"),
}
