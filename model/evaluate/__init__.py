"""How good a network is, and where it is not: numbers from probabilities and true classes. NumPy only.

`evaluate` makes the one result, an `Evaluation`; every other function takes it, or arrays of it, and has a file with
its source. A new measure is a function here and a view in `ui/evaluate/`.
"""

from model.evaluate.calibration import Reliability, reliability
from model.evaluate.compare import Comparison, compare
from model.evaluate.confusion import ClassScores, class_scores, confusion
from model.evaluate.evaluation import Evaluation, evaluate
from model.evaluate.off_grid import OffGrid, by_degrees_off
from model.evaluate.slices import Slice, by_pixel, slices
from model.evaluate.together import Together, together
from model.evaluate.worst import FIRST, shown_first, worst_first
