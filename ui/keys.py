"""Names of everything that is kept in the session state, in one place."""

NETWORK = "network"  # which network answers: a shipped name or a run id
PAD = "pad"  # the canvas
CARDS = "cards"  # the head cards
DRAWING = "drawing"  # what is on the canvas, with the numbers of the newest message and of our last change
UPLOADER = "uploader"  # whether the uploader is open
UPLOAD = "upload"  # the files chosen
PICTURES = "pictures"  # what was read from them
OPEN = "open_picture"  # the pixels of the one that is on the canvas
RUN = "run"  # the run that Train shows
CHART = "chart"  # the live chart
SENT = "chart_sent"  # what the live chart was sent last of the run
SENT_BESIDE = "chart_sent_beside"  # and of the one that is drawn beside or behind it
GHOSTS = "ghosts"  # run -> the finished run that stands behind it
PACE = "pace"  # how fast the next run goes
PROBE = "probe"  # every how many steps the next run is looked into, and in the link
STARTED = "started"  # when this session last started a run, monotonic seconds
OPPONENT = "opponent"  # what the next race is against
RACE_OPEN = "race_open"  # whether its popover is open
PRESET = "preset"
METHOD = "method"  # as in RunSettings, and in the link, like those that follow
OPTIMIZER = "optimizer"
SCHEDULE = "schedule"
RATE = "learning_rate"
EXACT_SHARES = "exact_shares"
SETTINGS = (
    *(METHOD, OPTIMIZER, SCHEDULE, RATE, "clip", "l2", EXACT_SHARES),
    *("batch_size", "epochs", "seed", "split", "per_class"),
)


def weight(head: str) -> str:
    """The loss-weight slider of a head."""
    return f"weight_{head}"


def parameter(member: str, name: str) -> str:
    """A parameter of a method or an optimiser."""
    return f"{member}_{name}"


def frozen(part: str) -> str:
    """Whether a part of the network stays as it is."""
    return f"frozen_{part}"


def linked(key: str) -> str:
    """What the page's address said last of a choice."""
    return f"linked_{key}"
