"""The weights of one layer."""

from model.explain.query import LAYER_CHOICE, Answer, ProgressCallback, Subject, View


def layer_weights(subject: Subject, progress: ProgressCallback, layer: str) -> Answer:
    weights = subject.network.get_layer(layer).weights
    return {weight.path.removeprefix(f"{layer}/"): weight.numpy() for weight in weights}


LAYER_WEIGHTS = View(
    "layer",
    "Weights",
    "The kernel and the bias of one layer, in Keras' order of axes.",
    source="Read from the Keras model itself.",
    why="**One value of a convolution** is Σ patch × kernel + bias, then the activation. The sum under the map is "
    "computed in your browser from the layer's real input, kernel and bias, and compared with what the layer gave. "
    "*It does not tell* why the weights are what they are: only what they do with this picture.",
    needs="network",
    make=layer_weights,
    parameters=(LAYER_CHOICE,),
)
