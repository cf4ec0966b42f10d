"""Names of everything that is kept in the session state, in one place."""

NETWORK = "network"  # which network answers: a shipped name or a run id
LINKED = "linked_network"  # the network that the page's address named last
PAD = "pad"  # the canvas
CARDS = "cards"  # the head cards
DRAWING = "drawing"  # what is on the canvas, with the numbers of the newest message and of our last change
UPLOADER = "uploader"  # whether the uploader is open
UPLOAD = "upload"  # the files chosen
PICTURES = "pictures"  # what was read from them
OPEN = "open_picture"  # the pixels of the one that is on the canvas
RUN = "run"  # the run that Train shows
CHART = "chart"  # the live chart
SENT = "chart_sent"  # what the live chart was sent last
PACE = "pace"  # how fast the next run goes
STARTED = "started"  # when this session last started a run, monotonic seconds
PRESET = "preset"
SETTINGS = ("learning_rate", "batch_size", "epochs", "seed", "split", "per_class")  # as in RunSettings, and in the link


def weight(head: str) -> str:
    """The loss-weight slider of a head."""
    return f"weight_{head}"
