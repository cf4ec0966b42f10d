"""The cells that split the pictures into parts: honestly, or as in 2019."""

from training.notebook.cell import NotebookCell, code, markdown
from training.settings import RunSettings

_INTRODUCTIONS = {
    "honest": """
## 2. The split: honest

80 % of the pictures train the network, 10 % measure it while it learns (validation), and 10 % are kept for the
end (test). A line drawn twice gives the same picture twice. If one copy trained the network and the other tested
it, the test would reward memorisation. So **distinct** pictures are split: a picture of one part is in no other.
""",
    "coursework": """
## 2. The split: as in 2019

80 % of the pictures train the network, 10 % measure it while it learns (validation), and 10 % are kept for the
end (test), at random. **This split leaks:** a line drawn twice gives the same picture twice, and one copy may train
the network while the other tests it. The cell below counts them. Set `SPLIT = "honest"` to split distinct pictures
instead.
""",
}
_SPLIT_CODE = '''
def fingerprints(pictures):
    """A number for each picture, the same for equal ones, in the order in which they come."""
    numbers = {}
    digests = (hashlib.sha1(picture.tobytes()).digest() for picture in pictures)
    return np.array([numbers.setdefault(digest, len(numbers)) for digest in digests])


def split(pictures, kind, seed):
    """Three arrays of rows: training, validation, test."""
    number = fingerprints(pictures) if kind == "honest" else np.arange(len(pictures))
    first = np.unique(number, return_index=True)[1]  # where each stands first
    order = np.random.default_rng(seed).permutation(len(first))
    trained, validation, test = np.split(order, [round(0.8 * len(order)), round(0.9 * len(order))])
    return np.flatnonzero(np.isin(number, trained)), first[validation], first[test]


training, validation, test = split(pictures, SPLIT, SEED)
number = fingerprints(pictures)
leaked = np.isin(number[test], number[training]).mean()
print(f"training {len(training):,}, validation {len(validation):,}, test {len(test):,} pictures")
print(f"{100 * leaked:.1f} % of the test pictures are also in the training part")
'''


def cells(settings: RunSettings) -> list[NotebookCell]:
    return [markdown(_INTRODUCTIONS[settings.split]), code(_SPLIT_CODE)]
