"""A network that gives one answer for all 96 classes: what rests on Train then, and the sentences that say so."""

RESTS = (
    "This network gives one answer for all 96 classes, with one loss. The four heads are read from it, so methods, "
    "loss weights and freezing have nothing to weigh: they rest."
)
SHORT = "One answer has one loss: there are no heads to weigh, freeze or step alone."
NO_LOOKS = (
    "Here you see who pulls at the shared trunk. This run has one answer for all 96 classes: one loss, one gradient, "
    "and nobody who pulls against anybody."
)
NOTHING_HAPPENS = "One answer has one loss: there are no weights that could be changed on the way."
NO_BASELINES = "One answer for all 96 classes has no heads that could train alone: no baselines, and no delta-m."
