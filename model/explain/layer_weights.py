"""The weights of one layer."""

from model.explain.query import LAYER, Found, Subject, Tell, View


def make(subject: Subject, tell: Tell, layer: str) -> Found:
    found = subject.network.get_layer(layer)
    return {weight.path.removeprefix(f"{layer}/"): weight.numpy() for weight in found.weights}


WEIGHTS = View(
    name="layer",
    label="Weights",
    about="The kernel and the bias of one layer, in Keras' order of axes.",
    source="Read from the Keras model itself.",
    needs="network",
    make=make,
    parameters=(LAYER,),
)
