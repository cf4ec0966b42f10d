"""The cells that deal the pictures into parts: honestly, or as in 2019."""

from training.notebook.cell import NotebookCell, code, markdown
from training.settings import RunSettings

_INTRODUCTIONS = {
    "honest": """
## 2. The split: honest

80 % of the pictures train the network, 10 % are looked at while it learns (validation), and 10 % are kept for the
end (test). A line drawn twice gives the same picture twice. If one copy trained the network and the other tested
it, the test would ask for what was learned by heart. So **distinct** pictures are dealt: whatever stands in one
part stands in no other.
""",
    "coursework": """
## 2. The split: as in 2019

80 % of the pictures train the network, 10 % are looked at while it learns (validation), and 10 % are kept for the
end (test), at random. **This split leaks:** a line drawn twice gives the same picture twice, and one copy may train
the network while the other tests it. The cell below counts them. Set `SPLIT = "honest"` to deal distinct pictures
instead.
""",
}
_SPLIT_CODE = '''
def fingerprints(pictures):
    """A number for each picture, the same for equal ones, counted in the order in which they come."""
    seen = {}
    return np.array([seen.setdefault(hashlib.sha1(one.tobytes()).digest(), len(seen)) for one in pictures])


def split(pictures, how, seed):
    """Three arrays of rows: training, validation, test."""
    number = fingerprints(pictures) if how == "honest" else np.arange(len(pictures))
    first = np.unique(number, return_index=True)[1]  # where each stands first
    order = np.random.default_rng(seed).permutation(len(first))
    trained, validation, test = np.split(order, [round(0.8 * len(order)), round(0.9 * len(order))])
    return np.flatnonzero(np.isin(number, trained)), first[validation], first[test]


training, validation, test = split(pictures, SPLIT, SEED)
number = fingerprints(pictures)
leaked = np.isin(number[test], number[training]).mean()
print(f"training {len(training):,}, validation {len(validation):,}, test {len(test):,} pictures")
print(f"{100 * leaked:.1f} % of the test pictures also stand in the training part")
'''


def cells(settings: RunSettings) -> list[NotebookCell]:
    return [markdown(_INTRODUCTIONS[settings.split]), code(_SPLIT_CODE)]
