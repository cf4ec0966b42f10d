"""Our own form: a zip of `weights.npz` (no pickles) and `network.json`, from which the network is built again.

`read` takes files that anybody may have made: it reads only what is bounded and plain, and nothing in it can run.
"""

import io
import json
import zipfile
from dataclasses import dataclass
from typing import Any

from data.finite_json import finite_json
from data.imports.files import directory_bytes, errors_in_words
from data.imports.refusals import ImportFailed, printable
from data.line import FRAME
from data.upload_limits import MEGABYTE, NETWORK
from model.files.arrays import ARRAYS_AT_MOST, NUMBERS_AT_MOST, checked_weights
from model.files.form import Answering, Trained, keras_answers
from model.heads import HEADS
from model.saving import rebuilt, weights_file

FORMAT, VERSION = "lineheads-network", 1
_DESCRIPTION, WEIGHTS = "network.json", "weights.npz"
FILE_AT_MOST = NETWORK * MEGABYTE  # bytes
DESCRIPTION_AT_MOST = 500_000  # bytes
_DIRECTORY_AT_MOST = 4_000  # bytes of the list of its two members
_NAME_AT_MOST = 80  # characters
_DATE = (2019, 1, 1, 0, 0, 0)  # of both files, so that equal networks give equal archives
NETWORK_LIMITS = (
    f"At most {FILE_AT_MOST / 1e6:g} MB, {NUMBERS_AT_MOST / 1e6:g} million weights in {ARRAYS_AT_MOST} arrays, and "
    f"{DESCRIPTION_AT_MOST / 1e3:g} kB of {_DESCRIPTION}."
)
_UNREADABLE = (
    "This is not a network of LineHeads that can be read: it is damaged, cut off, or of another kind. "
    "Bring a zip that was saved as 'Weights + JSON'."
)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parcel:
    """What a file holds. Whether its settings can be trained with, and the weights fit them, is not known yet."""

    name: str
    settings: dict[str, Any]
    weights: bytes  # `.npz` of float32


def heads() -> dict[str, Any]:
    """What each output means: its classes in their order; one sigmoid unit is the probability of the second."""
    return {
        name: {"classes": list(head.classes), "units": head.units, "activation": head.activation}
        for name, head in HEADS.items()
    }


def written(trained: Trained) -> bytes:
    """The zip; equal networks give equal bytes."""
    from model.explain import VIEWS, Subject

    weights = {weight.path: list(weight.shape) for weight in trained.network.weights}
    description = {
        "format": FORMAT,
        "version": VERSION,
        "name": trained.name,
        "input": {"name": "pixels", "shape": [FRAME, FRAME, 3], "channels": "RGB", "low": 0, "high": 255},
        "heads": heads(),
        "test": trained.test,
        "settings": trained.settings,
        "weights": weights,
        "layers": VIEWS["structure"].answer(Subject(network=trained.network))["layers"],
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        text = finite_json(description, indent=1, ensure_ascii=False)
        archive.writestr(zipfile.ZipInfo(_DESCRIPTION, _DATE), text, zipfile.ZIP_DEFLATED)
        archive.writestr(zipfile.ZipInfo(WEIGHTS, _DATE), weights_file(trained.network))  # is compressed already
    return file.getvalue()


def opened(file: bytes) -> Answering:
    parcel = read_network(file)
    return keras_answers(rebuilt(parcel.settings, parcel.weights))


def read_network(file: bytes) -> Parcel:
    """What a file holds, if all of it is as it must be.

    Raises:
        ImportFailed: It is not; the message is a sentence for the user.
    """
    check_size(len(file))
    with errors_in_words(_UNREADABLE):
        if directory_bytes(io.BytesIO(file), len(file)) > _DIRECTORY_AT_MOST:
            raise ImportFailed(f"The zip must hold {_DESCRIPTION} and {WEIGHTS} alone. Received: many more files.")
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            names = sorted(archive.namelist())
            if names != [_DESCRIPTION, WEIGHTS]:
                received = ", ".join(map(printable, names[:4])) or "nothing"
                raise ImportFailed(f"The zip must hold {_DESCRIPTION} and {WEIGHTS} alone. Received: {received}.")
            description = _description(_bounded(archive, _DESCRIPTION, DESCRIPTION_AT_MOST))
            weights = _bounded(archive, WEIGHTS, FILE_AT_MOST)
        checked_weights(weights, description["weights"])
    return Parcel(name=description["name"], settings=description["settings"], weights=weights)


def check_size(size: int) -> None:
    """Whether a file of so many bytes is read at all.

    Raises:
        ImportFailed: It is too large.
    """
    if size > FILE_AT_MOST:
        raise ImportFailed(f"The file has {size / 1e6:,.0f} MB. {NETWORK_LIMITS}")


def _bounded(archive: zipfile.ZipFile, name: str, limit: int) -> bytes:
    """A member that does not unpack to more than `limit` bytes."""
    if archive.getinfo(name).file_size > limit:
        raise ImportFailed(f"{name} would unpack to more than {limit / 1e6:g} MB. {NETWORK_LIMITS}")
    with archive.open(name) as member:
        return member.read(limit)


def _description(text: bytes) -> dict[str, Any]:
    """The JSON, with a name, settings and the shapes of weights as they must be."""

    def refuse(number: str) -> None:
        raise ImportFailed(f"{_DESCRIPTION} holds {number}, which is no number of JSON. Save it again.")

    header = json.loads(text.decode("utf-8"), parse_constant=refuse)
    if not isinstance(header, dict) or header.get("format") != FORMAT:
        raise ImportFailed(f"{_DESCRIPTION} must say that its format is {FORMAT!r}. Received: another one.")
    if header.get("version") != VERSION:
        received = printable(str(header.get("version")))
        raise ImportFailed(
            f"This LineHeads reads version {VERSION} of {_DESCRIPTION}. Received: version {received}. "
            "Save the network again with this LineHeads, or take a newer one."
        )
    if header.get("heads") != heads():
        raise ImportFailed(f"The heads must be {', '.join(HEADS)}, with our classes in our order. Received: others.")
    name = header.get("name")
    if not isinstance(name, str) or not 0 < len(name.strip()) <= _NAME_AT_MOST or not name.isprintable():
        raise ImportFailed(f"`name` must be 1 to {_NAME_AT_MOST} plain characters. Received: another. Change it.")
    for part in ("settings", "weights"):
        if not isinstance(header.get(part), dict):
            raise ImportFailed(f"{_DESCRIPTION} needs `{part}` as an object. Received: none. Save the network again.")
    return header
