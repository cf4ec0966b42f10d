"""Names of everything that is kept in the session state, in one place."""

NETWORK = "network"  # which network answers: a shipped name or a run id
PAD = "pad"  # the canvas
CARDS = "cards"  # the head cards
DRAWING = "drawing"  # what is on the canvas, with the numbers of the newest message and of our last change
UPLOADER = "uploader"  # whether the uploader is open
UPLOAD = "upload"  # the files chosen
PICTURES = "pictures"  # what was read from them
OPEN = "open_picture"  # the pixels of the one that is on the canvas
DRAWINGS = "drawings"  # the draft in which drawings are kept, and in the link
DRAWINGS_OPEN = "drawings_open"  # whether its dialog is open
DRAWINGS_NAME = "drawings_name"  # what it is called once it is a set
UNLABELLED = "unlabelled"  # the drawing that is to be kept once its classes are chosen
UNLABELLED_TURN = "unlabelled_turn"  # how many such drawings there were
RUN = "run"  # the run that Train shows
CHART = "chart"  # the live chart
SENT = "chart_sent"  # what the live chart was sent last of the run
SENT_BESIDE = "chart_sent_beside"  # and of the one that is drawn beside or behind it
GHOSTS = "ghosts"  # run -> the finished run that stands behind it
GHOST = "ghost"  # in the link: the one behind the run that is shown
PACE = "pace"  # how fast the next run goes, and in the link
PROBE = "probe"  # every how many steps the next run is looked into, and in the link
STARTED = "started"  # when this session last started a run, monotonic seconds, and its id
OPPONENT = "opponent"  # what the next race is against, and in the link
RACE_OPEN = "race_open"  # whether its popover is open
PRESET = "preset"
METHOD = "method"  # as in RunSettings, and in the link, like those that follow
OPTIMIZER = "optimizer"
SCHEDULE = "schedule"
RATE = "learning_rate"
EXACT_SHARES = "exact_shares"
REPORT = "report"  # which network of 2019 is reported on, and in the link, like the two that follow
REPORT_CURVE = "report_curve"  # what its curves show
REPORT_HEAD = "report_head"  # whose confusion matrix
SETTINGS = (
    *(METHOD, OPTIMIZER, SCHEDULE, RATE, "clip", "l2", EXACT_SHARES),
    *("batch_size", "epochs", "seed", "split", "per_class"),
)
TRAINED_ON = "trained_on"  # the imported set that the next run is trained on, and in the link, like the next
STARTS_FROM = "starts_from"  # the network whose weights are its first ones
TEST_SET = "test_set"  # the pictures that Evaluate is about
AGAINST = "against"  # the network that it is compared with
VIEW = "view"  # what Evaluate shows of them
OF_HEAD = "of_head"  # whose accuracy the slices show
CELL = "cell"  # the cell, row or column of a matrix whose pictures are shown
SHOWN = "shown"  # the number of the picture that is shown large
MATRICES = "matrices"  # the confusion matrices
GALLERY = "gallery"  # the pictures beside them
GALLERY_SIZE = "gallery_size"  # how many of them are sent
LAYER = "layer"  # the layer that Look inside has open, and in the link, like those that follow
QUESTION = "question"  # the open tab of Look inside
ATTENTION = "attention_by"  # the method of its maps
SANITY = "sanity"  # whether the maps of shuffled weights stand below
WISH_LAYER = "wish"  # the layer or head whose wish is drawn
WISH_UNIT = "wish_unit"  # its filter or class
WISH_SEED = "wish_seed"  # of the noise that its pictures begin with
ABLATED = "ablated"  # the layer whose filters are silenced
PROBING = "probing"  # the open section of Probe
MOVED = "move"  # the property that moves there
PAINTER = "painter"  # how the lines there are painted
DRAWN = "draw"  # the seed of what is drawn by chance there
FLIP = "flip"  # the head that shall change its mind
DATA_SECTION = "data"  # the open section of Data, and in the link, like those that follow
CLASS = "class"  # the open class
SAMPLE_PAINTERS = "painters"  # how its samples are drawn
SAMPLE_POSITIONS = "places"
SAMPLE_NOISE = "sample_noise"
SAMPLE_WOBBLE = "sample_wobble"
SAMPLE_GROUND = "ground"
SAMPLE_SEED = "sample_seed"
SAMPLE_COUNT = "sample_per_class"
DEALT = "dealt"  # which split the leak is of
LEAK_CLASS = "leak_class"  # the class whose leaked pictures are shown
OWN_SET = "set"  # the imported set that is shown
EXPORTED = "export"  # what is exported
CLASS_GRID = "class_grid"  # the grid of classes
LEAK_GRID = "leak_grid"
SET_GRID = "set_grid"
SET_FILE = "set_file"  # how many files were imported: the uploader is another one after each
SET_NAME = "set_name"
CHANNELS = "channels"  # how its arrays are read
COMPARED = "compare"  # the open section of Compare, and in the link, like those that follow
IMPORTED = "brought"  # the uploader of a network
CHOSEN = "runs"  # the ids of the chosen runs, with commas between them
FIND = "find"  # the words that are searched for in them
STATUS = "status"  # which are listed, as in `ui.compare.run_filter`, like the three that follow
TAGGED = "tag"
STARRED = "starred"
SORTED = "sort"
LISTED = "runs_listed"  # how many are listed at most
RUN_TABLE = "run_table"
DELETED = "runs_deleted"  # the ids of those that were deleted last: they can be brought back
SAID = "compare_said"  # words that wait to be shown, with their icon
EDITED = "edited"  # which of the chosen runs is named, tagged and annotated, and in the link
FAMILY = "budget"  # whose leaderboard is shown, and in the link, like the two that follow
GROUPS = "rows"  # its ticked rows
LEAD_PICTURE = "dots"  # what its picture shows
LEADERBOARD = "leaderboard"
SEEDS_WANTED = "seeds_wanted"  # how many seeds a row is repeated with, and in the link
REPRODUCE = "reproduce"  # whether the popover of 2019 is open
SPLIT_2019 = "split_2019"  # on which the networks of 2019 are trained again
PICKED = "runs_picked"  # the chosen runs, side by side
CURVES_OF = "curves"  # what their curves show, and in the link, like the three that follow
AXIS = "axis"
SCALE = "scale"
ALL_SETTINGS = "all_settings"
SEARCH = "search"  # the weight search that is shown, and in the link, like the three that follow
TRIAL = "trial"  # its chosen trial
ACROSS = "across"  # the axes of its front
UP = "up"
SEARCH_FORM = "next_search"  # beginning of the names of what the next search is to be
HISTORY = "search_history"  # its charts
FRONT = "search_front"
PARALLEL = "search_parallel"

REPORT_OF = "report_of"  # the runs whose report is open
REPORT_FILES = "report_files"  # the files that were made for them
REPORT_PLAIN = "report_plain"  # whether it shall not wait for maps

DESIGN = "design"  # in the link: the network of one's own
DRAFT = "design_draft"  # the same while it is edited
BUILDER = "design_open"  # whether its dialog is open
BUILDING = "design_drawing"  # the drawing in it
START_FROM = "design_start"  # the network that it is started from
WARNED = "address_warned"  # the version of a link that was too new
WORDS = (FIND, TAGGED)  # in the link: what users typed


def weight(head: str) -> str:
    """The loss-weight slider of a head."""
    return f"weight_{head}"


def parameter(member: str, name: str) -> str:
    """A parameter of a method or an optimiser."""
    return f"{member}_{name}"


def designed(turn: int, part: int | str, name: str) -> str:
    """A value of the network of one's own. Every network that is taken up has a turn of its own."""
    return f"design_{turn}_{part}_{name}"


def unlabelled(turn: int, head: str) -> str:
    """The class of a drawing that is to be kept. Every drawing has a turn of its own."""
    return f"unlabelled_{turn}_{head}"


def frozen(part: str) -> str:
    """Whether a part of the network stays as it is."""
    return f"frozen_{part}"


def files(name: str) -> str:
    """The form in which a network or runs are taken away."""
    return f"files_{name}"


def linked(key: str) -> str:
    """What the page's address said last of a choice."""
    return f"linked_{key}"


def run_field(name: str, run_id: str) -> str:
    """A field of a run on Compare."""
    return f"run_{name}_{run_id}"
