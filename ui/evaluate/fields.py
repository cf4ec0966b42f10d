"""What Evaluate has in its link."""

from model.evaluate.compare import EXACT
from model.heads import HEADS
from training.results import coursework_2019
from ui.shared.fields import NETWORK, TEST_SET
from ui.shared.present import PagePart
from ui.shared.url_state import Field

REPORT_VERSIONS = {name.removeprefix("coursework-"): name for name in coursework_2019.REPORT_VERSIONS}  # 'v1' -> preset
CURVES = {
    "accuracy": "validation accuracy by epoch",
    "loss": "validation loss by epoch, divided by the loss of a guess",
}

AGAINST = Field("against", stays=True)  # the network of the comparison; "": none
VIEW = Field("view", default="confusion")
OF_HEAD = Field("of_head", default=EXACT, choices=(EXACT, *HEADS))  # whose accuracy the slices show
CELL = Field("cell")  # of a matrix: the one whose pictures are shown; "": none
SHOWN_PICTURE = Field("shown")  # number of the picture that is shown large; "": the first
REPORT_NETWORK = Field("report", default="v3", choices=REPORT_VERSIONS)  # the network of 2019
REPORT_CURVE = Field("report_curve", default="accuracy", choices=CURVES)
REPORT_HEAD = Field("report_head", default="angle", choices=tuple(HEADS))

FIELDS = (NETWORK, TEST_SET, AGAINST, VIEW, OF_HEAD, CELL, SHOWN_PICTURE, REPORT_NETWORK, REPORT_CURVE, REPORT_HEAD)

PARTS = {
    "mistakes": PagePart("Mistakes and their pictures", stays=True),
    "choice": PagePart("Choice of network and pictures", "choice_part"),
    "metrics": PagePart("Metrics", "metrics_part"),
    "report": PagePart("Report of 2019", "report_part"),
}
