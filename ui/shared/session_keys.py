"""Keys of the session state for values that are not in the link; values in the link have the key of their `Field`."""

# Several pages
WARNED_VERSION = "address_warned"  # version of a link that was too new
PAGE = "page"  # title of the open page
ADDRESSES = "addresses"  # what the session has in the URL, by name
FOR_PAGE = "for_page"  # name -> value before and after, of what waits until the page is drawn
WAY_BACK = (
    "way_back_to"  # title of the page that leads back; what it leads to, its script, and its parts while presenting
)
PARTS = "page_parts"  # name, label and whether it always stays, of the parts of the page
KEYS = "page_keys"  # the keys of the page
BROWSER = "browser"  # token of a browser that keeps no cookies
NOTICE = "compare_said"  # a notice that waits to be shown, with its icon
CANVAS_DRAWING = "drawing"  # the drawing on the canvas, with the numbers of the last message and of our last change
OPEN_PICTURE = "open_picture"  # pixels of the uploaded picture on the canvas
REFERENCE_RUNS = "ghosts"  # id of a run -> id of its reference run
REPORT_OF = "report_of"  # the runs whose report is open
REPORT_FILES = "report_files"  # its files
REPORT_PLAIN = "report_plain"  # whether it is made without attribution maps

CLASS_BAR = "class_bar"  # the component that beats and listens for students
CLASS_GUESSES = "class_guesses"  # what a class guessed at the step that is open
MY_CLASS = "my_class"  # name of the class that this browser was in when the page was drawn last
CLASS_PUSH = "class_push"  # number of the last push that this session went to

# Explore
PAD = "pad"  # the canvas
CARDS = "cards"  # the head cards
UPLOADER = "uploader"  # whether the uploader is open
UPLOAD = "upload"  # the chosen files
UPLOADED = "pictures"  # the pictures read from them
KEEP_MENU = "keep_menu"  # whether the menu of the kept drawings is open: it would lie over their dialogs
DRAWINGS_OPEN = "drawings_open"  # whether the dialog of the kept drawings is open
DRAWINGS_NAME = "drawings_name"  # name under which they are saved as a set
UNLABELLED = "unlabelled"  # the drawing whose classes are being chosen
UNLABELLED_TURN = "unlabelled_turn"  # number of such drawings so far

# Look inside
ON_SERVER = "on_server"  # names of networks that this browser cannot read

# Train
CHART = "chart"  # the live chart
SENT = "chart_sent"  # the last message of the run
SENT_SECOND = "chart_sent_beside"  # and of the second run
LAST_START = "started"  # time (monotonic seconds) and id of the last run that this session started
RACE_OPEN = "race_open"  # whether the popover of the race is open
DESIGN_DRAFT = "design_draft"  # the custom network while it is edited
BUILDER_OPEN = "design_open"  # whether its dialog is open
BUILDER_DIAGRAM = "design_drawing"  # the diagram in the dialog
START_FROM = "design_start"  # the network that it starts from

# Evaluate
MATRICES = "matrices"  # the confusion matrices
GALLERY = "gallery"  # the pictures beside them
GALLERY_SIZE = "gallery_size"  # number of pictures that are sent

# Data
CLASS_GRID = "class_grid"  # the grids of classes
LEAK_GRID = "leak_grid"
SET_GRID = "set_grid"
SET_FILE = "set_file"  # number of imported files: each one gets a new uploader
SET_NAME = "set_name"
SET_READ = "set_read"  # what became of the chosen file
CHANNEL_ORDER = "channels"  # order of the colour channels in an imported set

# Compare
NETWORK_UPLOADER = "brought"  # the uploader of a network
LISTED = "runs_listed"  # maximum number of listed runs
RUN_TABLE = "run_table"
DELETED = "runs_deleted"  # ids of the runs that were deleted last and can be restored
LEADERBOARD = "leaderboard"
REPRODUCE = "reproduce"  # whether the popover of 2019 is open
SPLIT_2019 = "split_2019"  # split of the repeated coursework
PICKED = "runs_picked"  # the chosen runs, side by side
SEARCH_FORM = "next_search"  # prefix of the keys of the next search's settings
HISTORY = "search_history"  # the charts of a search
FRONT = "search_front"
PARALLEL = "search_parallel"

# Classroom
JOIN_CODE = "join_code"  # as it is typed
NICKNAME = "nickname"
CLASS_PROBLEM = "class_problem"  # why a class could not be joined
START_PROBLEM = "start_problem"  # why none could be started
CLASS_NAME = "class_name"  # of the class that is being started
CLASS_DAYS = "class_days"
NEW_CLASS = "new_class"  # id of the class that was started last, and its secret: shown once
# Classroom: the teacher's board
BOARDS = "boards"  # secrets of boards that this session was opened with, where no server keeps them in a cookie
BOARD_CLASS = "board_class"  # id of the class whose board is open; "": none
BOARD = "board"  # the live part of the board
LED_LESSON = "led_lesson"  # what the teacher may lead to
LED_STEP = "led_step"
LED_PRESET = "led_preset"
LED_WEIGHT = "led_weight"
LED_ADDRESS = "led_address"
CLASS_LIMIT = "class_limit"  # prefix of the keys of the limits
CHOSEN_STUDENT = "chosen_student"
NEW_NICKNAME = "new_nickname"


def design_value(turn: int, part: int | str, name: str) -> str:
    """A value of the custom network; every network that is loaded has its own turn."""
    return f"design_{turn}_{part}_{name}"


def class_of_drawing(turn: int, head: str) -> str:
    """The class of a drawing that is to be kept; every drawing has its own turn."""
    return f"unlabelled_{turn}_{head}"


def download_form(name: str) -> str:
    """The chosen form of download."""
    return f"files_{name}"


def run_field(name: str, run_id: str) -> str:
    """A field of a run on Compare."""
    return f"run_{name}_{run_id}"


def guess(lesson: str, place: int) -> str:
    """The guess at a step of a lesson before it is given."""
    return f"lesson_guess_{lesson}_{place}"
