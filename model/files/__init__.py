"""Trained networks as files. One file per form; add yours to `NETWORK_EXPORTS`, and its section to docs/models.md.

Writing needs Keras, so it happens in a worker; Keras and TensorFlow are imported inside functions only, so that the
pages can read the table. `network.read_network` reads our own form, without Keras, from anybody's file.
"""

from model.files import keras_file, litert, network, onnx_file
from model.files.checked import CHECK_PICTURES, TOLERANCE, Checked, checked
from model.files.form import NetworkExport, Trained

NETWORK_EXPORTS: dict[str, NetworkExport] = {
    export.name: export
    for export in (
        NetworkExport("weights", "Weights + JSON",
                      "A zip of weights.npz and network.json (settings, layers, classes). LineHeads reads it again.",
                      "-network.zip", network.written, mime="application/zip", opened=network.opened),
        NetworkExport("keras", "Keras", "A .keras file, for Python with Keras 3.",
                      ".keras", keras_file.written, opened=keras_file.opened),
        NetworkExport("litert", "LiteRT", "A .tflite file, for phones, small computers and Python without TensorFlow.",
                      ".tflite", litert.written, opened=litert.opened),
        NetworkExport("onnx", "ONNX", "An .onnx file, for ONNX Runtime: browsers, C++, C#, Java and Python.",
                      ".onnx", onnx_file.written, opened=onnx_file.opened),
    )
}  # fmt: skip

__all__ = ["CHECK_PICTURES", "NETWORK_EXPORTS", "TOLERANCE", "Checked", "NetworkExport", "Trained", "checked"]
