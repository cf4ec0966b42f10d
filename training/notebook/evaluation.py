"""The cells that test the network, and the cell to try a line of one's own."""

from data.percent import plain_percent
from model.heads import HEADS
from training.notebook import joint
from training.notebook.cell import NotebookCell, code, markdown
from training.notebook.pictures import place_name
from training.notebook.run_history import RunHistory
from training.settings import RunSettings

_RESULTS = """
## 7. Results on the test part

{kept}

**Exact match** is the share of pictures that all four heads read right; if the heads failed independently, it would
be the product of the four accuracies.
"""
_TEST_PART_TEXT = {
    "honest": "These pictures were kept for the end: no step and no choice has seen them.",
    "coursework": "These pictures were kept for the end, but part 2 says how many of them were memorised.",
}
_SCORES = """
predicted = answers(pictures[test])
scores = measure(predicted, labels[test])
predictions = {head: predicted[head].argmax(axis=1) for head in CLASSES}
for head in CLASSES:
    print(f"{head:12} {100 * scores['accuracy'][head]:8.4f} %")
print(f"{'exact match':12} {100 * scores['exact']:8.4f} %")
print(f"{'product':12} {100 * np.prod(list(scores['accuracy'].values())):8.4f} %")
"""
_F_SCORES = """
**F-scores.** Precision: the share of the pictures predicted as a class that belong to it. Recall: the share of the
pictures of a class that are predicted as it. F1 is their harmonic mean; the macro F1 is the mean over the classes that
occur in the test part or in the predictions.
"""
_CONFUSION_MATRICES = '''
def confusion(head):
    """How often each class (row: true) was predicted as each class (column)."""
    matrix = np.zeros((len(CLASSES[head]), len(CLASSES[head])), int)
    np.add.at(matrix, (labels[test][:, list(CLASSES).index(head)], predictions[head]), 1)
    return matrix


matrices = {head: confusion(head) for head in CLASSES}
for head, matrix in matrices.items():
    right = np.diag(matrix)
    precision, recall = right / np.maximum(1, matrix.sum(axis=0)), right / np.maximum(1, matrix.sum(axis=1))
    count = matrix.sum(axis=0) + matrix.sum(axis=1)
    f1 = 2 * right / np.maximum(1, count)
    print(f"{head}: macro F1 {f1[count > 0].mean():.4f}")
    for row in zip(CLASSES[head], precision, recall, f1):
        print("  {:6} precision {:.4f}  recall {:.4f}  F1 {:.4f}".format(*row))
'''
_SHOW_MATRICES = """
figure, axes = plt.subplots(1, 4, figsize=(16, 4.4))
for axis, (head, matrix) in zip(axes, matrices.items()):
    shares = matrix / np.maximum(1, matrix.sum(axis=1, keepdims=True))
    axis.imshow(shares, cmap="Greys", vmin=0, vmax=1)
    ticks = range(len(CLASSES[head]))
    axis.set(title=head, xlabel="predicted", ylabel="true", xticks=ticks, yticks=ticks)
    axis.set_xticklabels(CLASSES[head], rotation=90 if len(ticks) > 2 else 0)
    axis.set_yticklabels(CLASSES[head])
    for row, column in np.argwhere(matrix):
        ink = "white" if shares[row, column] > 0.5 else "black"
        axis.text(column, row, matrix[row, column], ha="center", va="center", color=ink, fontsize=7)
plt.tight_layout()
plt.show()
"""
_OWN_LINE_TEXT = """
## 8. Try one line

Choose its four properties and one of the places where it can lie. The picture may be in the training part: the
honest numbers are those of part 7.
"""
_OWN_LINE = """
line = {{"length": "long", "width": "thin", "colour": "blue", "angle": "45"}}
number = 0  # of the place

classes = np.array([[CLASSES[head].index(line[head]) for head in CLASSES]])
places = {place}(LENGTHS[classes[0, 0]], ANGLES[classes[0, 3]])
picture = paint(places[[number % len(places)]], classes)
predicted = answers(picture)
plt.figure(figsize=(2.5, 2.5))
plt.imshow(picture[0])
plt.axis("off")
plt.show()
for head in CLASSES:
    best = predicted[head][0].argmax()
    print(f"{{head:7}} {{CLASSES[head][best]:6}} {{100 * predicted[head][0][best]:6.2f}} %  (drawn: {{line[head]}})")
"""


def cells(settings: RunSettings, past: RunHistory) -> list[NotebookCell]:
    addition = joint.LIKELIEST_COMBINATION if settings.joint else ""
    return [
        markdown(_RESULTS.format(kept=_TEST_PART_TEXT[settings.split]) + addition + _as_measured(past)),
        code(_SCORES.strip() + (joint.JOINT_SCORES.rstrip() if settings.joint else "")),
        markdown(_F_SCORES),
        code(_CONFUSION_MATRICES),
        code(_SHOW_MATRICES),
        markdown(_OWN_LINE_TEXT),
        code(_OWN_LINE.format(place=place_name(settings))),
    ]


def _as_measured(past: RunHistory) -> str:
    """The scores of the run, for comparison."""
    if not past.test:
        return ""
    scores = {**{name: past.test[name] for name in HEADS}, "exact match": past.test["exact"]}
    scores |= {"likeliest of the 96": past.test["joint"]} if "joint" in past.test else {}
    return (
        f"\nThe run in LineHeads reached:\n\n| {' | '.join(scores)} |\n|{'---|' * len(scores)}\n"
        f"| {' | '.join(plain_percent(value, 4) for value in scores.values())} |\n"
    )
