"""The weights of one layer."""

from model.explain.query import LAYER, Answer, ProgressCallback, Subject, View


def make(subject: Subject, progress: ProgressCallback, layer: str) -> Answer:
    weights = subject.network.get_layer(layer).weights
    return {weight.path.removeprefix(f"{layer}/"): weight.numpy() for weight in weights}


WEIGHTS = View(
    name="layer",
    label="Weights",
    about="The kernel and the bias of one layer, in Keras' order of axes.",
    source="Read from the Keras model itself.",
    needs="network",
    make=make,
    parameters=(LAYER,),
)
