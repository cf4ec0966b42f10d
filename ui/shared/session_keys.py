"""Names of what is kept in the session state and not in the link; what is in the link is named by its `Field`."""

# Several pages
WARNED = "address_warned"  # version of a link that was too new
NOTICE = "compare_said"  # words that wait to be shown, with their icon
DRAWING = "drawing"  # what is on the canvas, with the numbers of the newest message and of our last change
OPEN = "open_picture"  # pixels of the uploaded picture on the canvas
GHOSTS = "ghosts"  # id of a run -> id of the finished run behind it
REPORT_OF = "report_of"  # the runs whose report is open
REPORT_FILES = "report_files"  # its files
REPORT_PLAIN = "report_plain"  # whether it does not wait for maps

# Explore
PAD = "pad"  # the canvas
CARDS = "cards"  # the head cards
UPLOADER = "uploader"  # whether the uploader is open
UPLOAD = "upload"  # the chosen files
PICTURES = "pictures"  # what was read from them
DRAWINGS_OPEN = "drawings_open"  # whether the dialog of the kept drawings is open
DRAWINGS_NAME = "drawings_name"  # name of the set that they become
UNLABELLED = "unlabelled"  # the drawing that is kept once its classes are chosen
UNLABELLED_TURN = "unlabelled_turn"  # number of such drawings so far

# Train
CHART = "chart"  # the live chart
SENT = "chart_sent"  # what it was sent last of the run
SENT_BESIDE = "chart_sent_beside"  # and of the run beside or behind it
STARTED = "started"  # when this session last started a run, monotonic seconds, and its id
RACE_OPEN = "race_open"  # whether the popover of the race is open
DRAFT = "design_draft"  # the custom network while it is edited
BUILDER = "design_open"  # whether its dialog is open
BUILDING = "design_drawing"  # the drawing in it
START_FROM = "design_start"  # the network that it starts from

# Evaluate
MATRICES = "matrices"  # the confusion matrices
GALLERY = "gallery"  # the pictures beside them
GALLERY_SIZE = "gallery_size"  # number of pictures that are sent

# Data
CLASS_GRID = "class_grid"  # the grids of classes
LEAK_GRID = "leak_grid"
SET_GRID = "set_grid"
SET_FILE = "set_file"  # number of imported files: after each the uploader is another one
SET_NAME = "set_name"
CHANNELS = "channels"  # order of the colours in its arrays

# Compare
IMPORTED = "brought"  # the uploader of a network
LISTED = "runs_listed"  # number of runs that are listed at most
RUN_TABLE = "run_table"
DELETED = "runs_deleted"  # ids of the runs that were deleted last and can come back
LEADERBOARD = "leaderboard"
REPRODUCE = "reproduce"  # whether the popover of 2019 is open
SPLIT_2019 = "split_2019"  # on which the networks of 2019 are trained again
PICKED = "runs_picked"  # the chosen runs, side by side
SEARCH_FORM = "next_search"  # first part of the names of the next search's settings
HISTORY = "search_history"  # the charts of a search
FRONT = "search_front"
PARALLEL = "search_parallel"


def designed(turn: int, part: int | str, name: str) -> str:
    """A value of the network of one's own. Every network that is taken up has a turn of its own."""
    return f"design_{turn}_{part}_{name}"


def unlabelled(turn: int, head: str) -> str:
    """The class of a drawing that is to be kept. Every drawing has a turn of its own."""
    return f"unlabelled_{turn}_{head}"


def files(name: str) -> str:
    """The form in which a network or runs are taken away."""
    return f"files_{name}"


def run_field(name: str, run_id: str) -> str:
    """A field of a run on Compare."""
    return f"run_{name}_{run_id}"
