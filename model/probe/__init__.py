"""What a network answers while a line is changed: curves, cross-talk, robustness, maps, nearest flips.

NumPy and our painters only; a network is any callable from pictures to probabilities. A property that can be moved is
one entry of `FACTORS`, a way to corrupt pictures one of `CORRUPTIONS`; pages, links and tests read these tables.
"""

from model.probe.counterfactual import TRAINED_STEPS, Counterfactual, nearest_flips
from model.probe.cross_talk import CrossTalk, cross_talk, some_lines
from model.probe.factors import FACTORS, Factor
from model.probe.position_maps import PositionMaps, position_maps
from model.probe.robustness import CORRUPTIONS, Corruption, Robustness, robustness
from model.probe.scenes import Scenes, painted
from model.probe.sweep import Flip, Predict, Sweep, sweep
