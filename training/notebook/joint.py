"""The cells of a joint network, with one answer for all 96 classes, in place of those for four heads."""

from data.labels import CLASS_COUNT
from model.networks.design import Design
from model.networks.joint import JOINT
from model.networks.plan import LayerNames
from training.notebook.cell import LayerLines, call, dense

JOINT_TITLE = "One answer reads a line"
JOINT_INTRODUCTION = """
## 3. The network

A **trunk** of convolutions reads the picture; its features go to a single softmax over all 96 combinations of length,
width, colour and angle. There are no heads with layers of their own. {parameters:,} parameters in all.
"""
JOINT_LOSS = """
## 4. The loss

The combinations are numbered as in 2019: ((length · 2 + width) · 2 + colour) · 12 + angle. Training minimises the
cross-entropy of that one answer. A guess has a loss of ln 96 = 4.56. There is a single loss, so there are no loss
weights.

Four heads are **read** from the answer: how likely is 'long'? As likely as all 48 combinations with a long line
together. Such a sum is a marginal.
"""
CLASS_NUMBERS = '''
SHAPE = tuple(len(classes) for classes in CLASSES.values())  # (2, 2, 2, 12)
chance = {head: math.log(len(classes)) for head, classes in CLASSES.items()}


def number_of(labels):
    """The number of each combination, 0..95, from the classes (n, 4)."""
    return np.ravel_multi_index(tuple(labels.T), SHAPE)


print(f"{math.prod(SHAPE)} combinations; a guess has a loss of {math.log(math.prod(SHAPE)):.2f}")
'''
JOINT_ANSWERS = '''
def probabilities(pictures):
    """The one answer: the probability of each combination, (n, 96)."""
    starts = range(0, len(pictures), 1024)
    return np.concatenate([network.predict_on_batch(pictures[i : i + 1024].astype("float32")) for i in starts])


def answers(pictures):
    """The answers of the heads: the summed probabilities of all combinations with a class; (n, classes) each."""
    p = probabilities(pictures).reshape(-1, *SHAPE)
    axes = {head: axis for axis, head in enumerate(CLASSES, start=1)}
    return {head: p.sum(axis=tuple(other for other in axes.values() if other != axes[head])) for head in CLASSES}
'''
JOINT_LOSSES = '''
def losses(pictures, labels):
    """The loss of each head, from the answer's probabilities."""
    rows, predicted = np.arange(len(labels)), answers(pictures)
    true = {head: predicted[head][rows, labels[:, i]] for i, head in enumerate(CLASSES)}
    return {head: float(-np.log(np.maximum(p, 1e-7)).mean()) for head, p in true.items()}
'''
JOINT_TARGETS = '''
def targets(labels):
    """The target of the answer: the number of the combination."""
    return number_of(labels)
'''
JOINT_COMPILATION = 'network.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy")'
LIKELIEST_COMBINATION = """
The **likeliest of the 96** may be another combination, as the likeliest classes of the four need not belong together.
"""
JOINT_SCORES = """
right = probabilities(pictures[test]).argmax(axis=1) == number_of(labels[test])
print(f"{'of the 96':12} {100 * right.mean():8.4f} %")
"""


def joint_layers(design: Design, l2: float, names: LayerNames) -> list[str]:
    """The lines from the features to the network.

    Args:
        names: Of the trunk's layers; their numbers go on from there.
    """
    start, layers = dense(design, l2), LayerLines("features", names)
    layers.add_hidden(design.joint or (), design, start)
    options = {"activation": '"softmax"', **start, "name": f'"{JOINT}"'}
    answer = call("answer", "layers.Dense", [CLASS_COUNT], options, on=layers.on)
    return ["", *layers.lines, answer, "", "network = keras.Model(pixels, answer)", "network.summary()"]
