"""Sentences for a network that gives one answer for all 96 classes: what does not apply to it."""

METHOD_UNUSED = (
    "This network gives one answer for all 96 classes, with one loss. The four heads are read from it, so methods, "
    "loss weights and freezing do not apply."
)
HEADS_UNUSED = "One answer has one loss: there are no heads to weight, freeze or train alone."
NO_PANELS = (
    "The gradient panels compare the gradients of the four heads in the shared trunk. This run has one answer for all "
    "96 classes: one loss and one gradient, so there is nothing to compare."
)
NO_WEIGHT_CHANGE = "One answer has one loss: there are no loss weights to change."
NO_BASELINES = "One answer for all 96 classes has no heads that could train alone: no baselines, and no delta-m."
