"""Trained networks as files. One file per form; add yours to `EXPORTS`, and its section to docs/models.md.

Writing needs Keras, so it happens in a worker; Keras and TensorFlow are imported inside functions only, so that the
pages can read the table. `network.read` reads our own form, without Keras, from anybody's file.
"""

from model.files import keras_file, litert, network, onnx_file
from model.files.checked import PICTURES, TOLERANCE, Checked, checked
from model.files.form import Export, Trained

EXPORTS: dict[str, Export] = {
    export.name: export
    for export in (
        Export(
            name="weights",
            label="Weights + JSON",
            about="A zip of weights.npz and network.json (settings, layers, classes). LineHeads reads it again.",
            ending="-network.zip",
            mime="application/zip",
            make=network.written,
            opened=network.opened,
        ),
        Export(
            name="keras",
            label="Keras",
            about="A .keras file, for Python with Keras 3.",
            ending=".keras",
            mime="application/octet-stream",
            make=keras_file.written,
            opened=keras_file.opened,
        ),
        Export(
            name="litert",
            label="LiteRT",
            about="A .tflite file, for phones, small computers and Python without TensorFlow.",
            ending=".tflite",
            mime="application/octet-stream",
            make=litert.written,
            opened=litert.opened,
        ),
        Export(
            name="onnx",
            label="ONNX",
            about="An .onnx file, for ONNX Runtime: browsers, C++, C#, Java and Python.",
            ending=".onnx",
            mime="application/octet-stream",
            make=onnx_file.written,
            opened=onnx_file.opened,
        ),
    )
}

__all__ = ["EXPORTS", "PICTURES", "TOLERANCE", "Checked", "Export", "Trained", "checked"]
