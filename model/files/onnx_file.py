"""ONNX, by tf2onnx: it translates what TensorFlow computes, so that every network can be written.

Keras' own `export(format="onnx")` calls it too, but first changes NumPy for the whole process, for versions of tf2onnx
before 1.17.
"""

from typing import Any

import numpy as np

from data.line import FRAME
from model.files.form import Answering, Trained
from model.scores import class_probabilities

OPSET = 17  # of 2022: what runs elsewhere may be old
_BATCH = "n"  # the name of the first axis


def written(trained: Trained) -> bytes:
    """Input `pixels` `(n, 28, 28, 3)` float32, one output a head."""
    import tensorflow as tf
    from tf2onnx.convert import from_function

    answering = tf.function(lambda pixels: trained.network(pixels, training=False), autograph=False)
    pixels = tf.TensorSpec((None, FRAME, FRAME, 3), tf.float32, name="pixels")
    file, _ = from_function(answering, input_signature=[pixels], opset=OPSET)
    for value in (*file.graph.input, *file.graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = _BATCH
    return file.SerializeToString()


def opened(file: bytes) -> Answering:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1  # as workers have it
    session = onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]

    def answer(pictures: np.ndarray) -> dict[str, np.ndarray]:
        outputs: Any = session.run(None, {"pixels": pictures.astype(np.float32)})
        return class_probabilities(dict(zip(names, outputs, strict=True)))

    return answer
