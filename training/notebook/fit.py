"""The cells that train: loss weights, optimiser, schedule, the batches in their order, and the curves."""

from data.percent import plain_percent
from model.balance import METHODS
from model.balance.method import on_last_layer
from model.heads import HEADS
from training.dataset import SEEDS
from training.loop.optimizers import OPTIMIZERS
from training.loop.schedule import (
    ONE_CYCLE_END,
    ONE_CYCLE_START,
    ONE_CYCLE_WARM_UP,
    PLATEAU_IMPROVEMENT,
    PLATEAU_PATIENCE,
)
from training.notebook import joint
from training.notebook.cell import NotebookCell, call, code, markdown
from training.notebook.run_history import RunHistory
from training.settings import STABLE, RunSettings

_LOSS_WEIGHTS = """
## 4. Loss weights

Training minimises one number: the sum of the heads' losses, each times its **loss weight**. A head with a larger
weight has more influence on the trunk that all four share. A head that guesses has a loss of ln 2 = 0.69 with
two classes and of ln 12 = 2.48 with twelve, so that even equal weights do not pull equally at the start.
"""
_INITIAL_SHARES = """
chance = {head: math.log(len(classes)) for head, classes in CLASSES.items()}
total = sum(LOSS_WEIGHTS[head] * chance[head] for head in CLASSES)
for head in CLASSES:
    share = LOSS_WEIGHTS[head] * chance[head] / total
    print(f"{head:7} weight {LOSS_WEIGHTS[head]:6g}   {100 * share:5.1f} % of the loss at the start")
"""
_TRAINING = """
## 5. Training

{optimizer} takes the steps{schedule}. The batches come in an order that depends on the seed and the epoch alone;
the pictures left over at the end of an epoch wait for the next one. `Watch` sets the learning rate before each step
and measures the network on 256 validation pictures at regular steps.
"""
_SCHEDULE_TEXT = {
    "constant": ", all with the same learning rate",
    "one-cycle": "; the learning rate climbs for the first {warm_up} of them, then falls to nearly nothing",
    "cosine": "; the learning rate falls along half a cosine",
    "plateau": "; the learning rate is halved whenever the validation losses stop falling",
}
_STEP_COUNTS = """
steps_per_epoch = max(1, len(training) // BATCH_SIZE)
total_steps = max(1, round(EPOCHS * steps_per_epoch))
last_step = min(total_steps, LAST_STEP or total_steps)
"""
_EASE = '''

def ease(x):
    """0 to 1 along half a cosine."""
    return (1 - np.cos(np.pi * np.clip(x, 0, 1))) / 2


progress = (np.arange(total_steps) + 0.5) / total_steps
'''
_LEARNING_RATES = {
    "constant": "rates = np.full(total_steps, LEARNING_RATE)  # of each step",
    "plateau": "rates = np.full(total_steps, LEARNING_RATE)  # of each step, before `Watch` halves it",
    "cosine": _EASE + "rates = LEARNING_RATE * (1 - ease(progress))  # of each step",
    "one-cycle": _EASE
    + f"""
warm_up = {ONE_CYCLE_WARM_UP}  # share of the steps that it climbs
up = {ONE_CYCLE_START:g} + (1 - {ONE_CYCLE_START:g}) * ease(progress / warm_up)
down = 1 - (1 - {ONE_CYCLE_END:g}) * ease((progress - warm_up) / (1 - warm_up))
rates = LEARNING_RATE * np.where(progress < warm_up, up, down)  # of each step
""".rstrip(),
}
_CLIPPED_LOSS = '''

def clipped_cross_entropy(true, p):
    """As Keras 2 had it: probabilities are clipped, so an answer as wrong as can be has no gradient."""
    if p.shape[-1] > 1:
        p = keras.ops.clip(p / keras.ops.sum(p, axis=-1, keepdims=True), 1e-7, 1 - 1e-7)
        return -keras.ops.sum(true * keras.ops.log(p), axis=-1)
    p = keras.ops.clip(p, 1e-7, 1 - 1e-7)
    return keras.losses.binary_crossentropy(true, keras.ops.log(p / (1 - p)), from_logits=True)


'''
_ANSWERS = '''
def answers(pictures):
    """The answers of the heads: probabilities of the classes, (n, classes) each."""
    starts = range(0, len(pictures), 1024)
    batches = [network.predict_on_batch(pictures[i : i + 1024].astype("float32")) for i in starts]
    outputs = {head: np.concatenate([batch[head] for batch in batches]) for head in CLASSES}
    return {head: p if p.shape[1] > 1 else np.concatenate([1 - p, p], axis=1) for head, p in outputs.items()}
'''
_MEASURE = '''
def measure(predicted, labels):
    """Accuracy of each head, and the share of pictures that all heads read right."""
    right = np.stack([predicted[head].argmax(axis=1) for head in CLASSES], axis=1) == labels
    return {
        "accuracy": dict(zip(CLASSES, right.mean(axis=0).tolist())),
        "exact": float(right.all(axis=1).mean()),
    }
'''
_LOSSES = '''
def losses(pictures, labels):
    """The loss of each head, as it is trained on."""
    network.reset_metrics()
    values = network.test_on_batch(pictures.astype("float32"), targets(labels), return_dict=True)
    return {head: float(values[f"{head}_loss"]) for head in CLASSES}
'''
_WATCH = '''
class Watch(keras.callbacks.Callback):
    """Sets the learning rate of each step, and measures the network as it learns."""

    every = max(1, round(2560 / BATCH_SIZE))  # steps between two measurements

    def __init__(self):
        super().__init__()
        self.step, self.curve = 0, []{start}

    def on_train_batch_begin(self, batch, logs=None):{reset}
        self.model.optimizer.learning_rate = rates[self.step]{factor}

    def on_train_batch_end(self, batch, logs=None):
        self.step += 1
        if self.step % self.every == 0 or self.step == last_step:
            self.measure()

    def measure(self):
        rows = validation[:256]
        scores = measure(answers(pictures[rows]), labels[rows])
        scores["loss"] = losses(pictures[rows], labels[rows])
        self.curve.append({{"step": self.step, **scores}}){lower}
'''
_PLATEAU = '''
        self.lower(sum(scores["loss"][head] / chance[head] for head in CLASSES))

    def lower(self, loss):
        """Halve the learning rate when the loss has not fallen by {percent} for {patience} measurements."""
        self.best, self.waited = (loss, 0) if loss < self.best * (1 - {improvement}) else (self.best, self.waited + 1)
        if self.waited >= {patience}:
            self.factor, self.waited = self.factor / 2, 0
'''.rstrip("\n").format(
    percent=plain_percent(PLATEAU_IMPROVEMENT, 0), patience=PLATEAU_PATIENCE, improvement=PLATEAU_IMPROVEMENT
)
_RESET = """
        if self.step == OPTIMIZER_RESET:  # it forgets all that it remembers
            for variable in self.model.optimizer.variables:
                variable.assign(keras.ops.zeros_like(variable))"""
_PLATEAU_START = "\n        self.factor, self.best, self.waited = 1.0, np.inf, 0"
_TARGETS = '''
def targets(labels):
    """The target of each head: 0 or 1, or one of twelve classes as one-hot."""
    return {
        head: np.eye(len(classes), dtype="float32")[labels[:, i]] if len(classes) > 2 else labels[:, i : i + 1]
        for i, (head, classes) in enumerate(CLASSES.items())
    }
'''
_FIRST_WEIGHTS = """
if FIRST_WEIGHTS:
    with np.load(FIRST_WEIGHTS) as arrays:
        network.set_weights([arrays[weight.path] for weight in network.weights])
"""
_REDRAW = f"""
        if epoch:  # the lines of the training part, painted anew; free lines are new ones
            drawn = draw(SEED + epoch * {SEEDS})[0]
        else:
            drawn = pictures"""
_FIT = """
watch = Watch()
watch.set_model(network)
if WEIGHTS_FILE:  # the run's own network: nothing to train
    with np.load(WEIGHTS_FILE) as arrays:
        network.set_weights([arrays[weight.path] for weight in network.weights])
else:
    watch.measure()
    for epoch in range(-(-last_step // steps_per_epoch)):
        order = np.random.default_rng((SEED, epoch)).permutation(training)
        steps = min(steps_per_epoch, last_step - epoch * steps_per_epoch)
        rows = order[: steps * BATCH_SIZE]{redraw}
        network.fit(
            {drawn}[rows],
            targets(labels[rows]),
            batch_size=BATCH_SIZE,
            shuffle=False,
            verbose=0,
            callbacks=[watch],
        )
        point = watch.curve[-1]
        print(f"epoch {{epoch + 1}}  exact match {{point['exact']:.3f}}  " + str(point["accuracy"]))
"""
_CURVES = """
## 6. Learning curves

On validation pictures, which no step has seen. Watch which head learns first: it is rarely the angle.
"""
_PLOT = """
LOOKS = {"length": "#D68F00", "width": "#00A67A", "colour": "#CC6FAB", "angle": "#555555"}
DASHES = {"length": "-", "width": "--", "colour": ":", "angle": "-."}

if watch.curve:
    steps = [point["step"] for point in watch.curve]
    figure, axes = plt.subplots(1, 2, figsize=(12, 4))
    for head in CLASSES:
        for axis, measure_name in zip(axes, ("loss", "accuracy")):
            values = [point[measure_name][head] for point in watch.curve]
            axis.plot(steps, values, DASHES[head], color=LOOKS[head], label=head)
    axes[1].plot(steps, [point["exact"] for point in watch.curve], color="#999999", label="all four")
    axes[0].set(xlabel="step", ylabel="loss of each head (nats)", yscale="log")
    axes[1].set(xlabel="step", ylabel="accuracy", ylim=(0, 1.02))
    axes[1].legend()
    plt.show()
"""


def cells(settings: RunSettings, past: RunHistory) -> list[NotebookCell]:
    plateau = settings.schedule == "plateau"
    watch = _WATCH.format(
        start=_PLATEAU_START if plateau else "",
        factor=" * self.factor" if plateau else "",
        lower=_PLATEAU if plateau else "",
        reset=_RESET if settings.optimizer_reset else "",
    )
    schedule = _SCHEDULE_TEXT[settings.schedule].format(warm_up=plain_percent(ONE_CYCLE_WARM_UP, 0))
    label = OPTIMIZERS[settings.optimizer].label
    is_joint = settings.joint
    fit = _FIT.format(redraw=_REDRAW if settings.redraw else "", drawn="drawn" if settings.redraw else "pictures")
    about = joint.JOINT_LOSS if is_joint else f"{_LOSS_WEIGHTS.strip()}\n\n{weighting_text(settings, past)}"
    return [
        markdown(about),
        code(joint.CLASS_NUMBERS if is_joint else _INITIAL_SHARES),
        markdown(_TRAINING.format(optimizer=label, schedule=schedule)),
        code("\n".join([_optimizer(settings), joint.JOINT_COMPILATION if is_joint else _compiled(settings.loss_from)])),
        code(_STEP_COUNTS.strip() + "\n" + _LEARNING_RATES[settings.schedule]),
        code(
            joint.JOINT_ANSWERS if is_joint else _ANSWERS, _MEASURE, joint.JOINT_LOSSES if is_joint else _LOSSES, watch
        ),
        code(joint.JOINT_TARGETS if is_joint else _TARGETS, _FIRST_WEIGHTS if settings.start else "", fit),
        markdown(_CURVES),
        code(_PLOT),
    ]


def weighting_text(settings: RunSettings, past: RunHistory) -> str:
    """A sentence on whether the loss weights are those of the run."""
    method = METHODS[settings.method]
    if method.needs == "nothing" and not past.changes:
        return "These weights hold for all steps, as they did in the run."
    if method.needs == "nothing":
        return (
            "**Not as in the run:** its weights or frozen parts were changed while it learned. This notebook keeps the "
            "first weights to the end. What was changed:\n\n" + "\n".join(f"- {change}" for change in past.changes)
        )
    which = "the mean weights of the run" if past.chosen else "what its sliders said"
    where = ", measuring on the last shared layer," if on_last_layer(settings.method_parameters) else ""
    return (
        f"**Not as in the run:** there, *{method.label}*{where} chose the weights anew at every step ({method.source}) "
        f"Plain Keras keeps them, so this notebook trains with {which}."
    )


def notebook_weights(settings: RunSettings, past: RunHistory) -> dict[str, float]:
    """The loss weights that the notebook trains with."""
    return past.chosen if past.chosen and METHODS[settings.method].needs != "nothing" else settings.weights


def _optimizer(settings: RunSettings) -> str:
    options = {"learning_rate": "LEARNING_RATE"}
    options |= {name: repr(value) for name, value in settings.optimizer_parameters.items()}
    if settings.clip:
        options["global_clipnorm"] = "CLIP"
    return call("optimizer", f"keras.optimizers.{OPTIMIZERS[settings.optimizer].keras_name}", [], options)


def _compiled(loss_from: str) -> str:
    clipped = loss_from != STABLE
    names = {name: "clipped_cross_entropy" if clipped else f'"{head.loss}"' for name, head in HEADS.items()}
    losses = "\n".join(f'        "{name}": {loss},' for name, loss in names.items())
    compilation = (
        f"network.compile(\n    optimizer=optimizer,\n    loss={{\n{losses}\n    }},\n    loss_weights=LOSS_WEIGHTS,\n)"
    )
    return _CLIPPED_LOSS + compilation if clipped else compilation
