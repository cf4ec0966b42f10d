"""Everything that a run leaves, as one zip."""

import io
import json
import zipfile

from model.predict.predictor import SHIPPED
from training.curves import CURVES, Curve
from ui.store import store
from ui.watch import STORY, STORY_NETWORK, View

STORY_FILES = {"network.tflite": f"{STORY_NETWORK}.tflite", "weights.npz": f"{STORY_NETWORK}.weights.npz"}


def bundle(view: View) -> bytes:
    """Settings and curve, and network and weights as they stand in the store."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _files(view).items():
            archive.writestr(name, content)
    return file.getvalue()


def _files(view: View) -> dict[str, str | bytes]:
    files: dict[str, str | bytes] = {"settings.json": json.dumps(view.record.settings, indent=1)}
    files["curve.json"] = json.dumps(view.points)
    files["curve.csv"] = CURVES["csv"].make([Curve.of(view.record, view.points)])
    if view.record.id == STORY:
        return files | {name: (SHIPPED / shipped).read_bytes() for name, shipped in STORY_FILES.items()}
    names = store().artefact_names(view.record.id)
    return files | {name: store().artefact(view.record.id, name) or b"" for name in names}
