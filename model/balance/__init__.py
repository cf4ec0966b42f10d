"""Ways to choose the loss weights of a run. One file per method; add yours to `METHODS`.

A method is a subclass of `Method` (method.py), or of `GramMethod` if it looks at gradients: it fills in the texts that
the page shows, its `parameters`, and `weights`. Whatever it carries from step to step goes through `state` and
`load_state`, as plain arrays. Then write its section in docs/methods.md; the tests of tests/model/balance run over the
table.
"""

from model.balance.dtp import DynamicTaskPrioritisation
from model.balance.gradnorm import GradNorm
from model.balance.manual import Manual
from model.balance.method import BatchStatistics, Method
from model.balance.nash import Nash
from model.balance.pcgrad import PCGrad
from model.balance.random_weights import RandomWeights
from model.balance.uncertainty import Uncertainty
from model.balance.upgrad import UPGrad

METHODS: dict[str, type[Method]] = {
    method.name: method
    for method in (Manual, RandomWeights, Uncertainty, DynamicTaskPrioritisation, GradNorm, PCGrad, UPGrad, Nash)
}

__all__ = ["METHODS", "BatchStatistics", "Method"]
