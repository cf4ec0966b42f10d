"""A functional Keras model as steps that can be taken one by one: from any layer to any other, without new layers.

Keras can split a model too (`keras.Model(layer.output, ...)`), but calls every layer anew for it: the given network
would remember each of these calls for ever, and its layers would have more than one output.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from model.heads import HEADS
from model.networks import head_of

if TYPE_CHECKING:
    import keras

_TRUNK = "trunk"
GRAPHS_KEPT = 8  # graphs with their traced functions
Activation = Callable[[Any], Any]  # of a tensor
_Values = dict[str, Any]  # tensors (n, ...) by layer


@dataclass(frozen=True, slots=True)
class LayerCall:
    """One call of a layer."""

    name: str
    layer: Any  # `keras.Layer`, or a `keras.Operation` without weights
    inputs: tuple[str, ...]  # names of the steps whose outputs it takes
    shape: tuple[int, ...]  # of its output for one picture
    node: Any  # Keras' own record of the call

    @property
    def owner(self) -> str:
        """A head or the trunk."""
        return head_of(self.name) or _TRUNK

    @property
    def is_map(self) -> bool:
        """Whether its output still has places, `(h, w, c)`."""
        return len(self.shape) == 3 and self.shape[0] * self.shape[1] > 1

    def call(self, values: Mapping[int, Any]) -> Any:
        """Its output, from tensors by the id of the symbolic ones."""
        args, kwargs = self.node.arguments.fill_in(values)
        return self.layer(*args, **kwargs)


class Graph:
    """The steps of a network in an order in which each comes after its inputs.

    Raises:
        ValueError: The network has several inputs, or heads that are missing.
    """

    def __init__(self, network: "keras.Model") -> None:
        self.network = network
        outputs = getattr(network, "output", None)
        if len(network.inputs) != 1 or not isinstance(outputs, dict) or set(outputs) != set(HEADS):
            raise ValueError(f"A network takes pictures and answers {', '.join(HEADS)}. Received: another one.")
        self.steps = {step.name: step for step in _steps(network)}
        by_tensor = {id(step.node.outputs[0]): step.name for step in self.steps.values()}
        self.source = by_tensor[id(network.inputs[0])]
        self.outputs = {head: by_tensor[id(outputs[head])] for head in HEADS}  # names of the last steps

    def run(self, given: Mapping[str, Any], instead: Mapping[str, Activation] = MappingProxyType({})) -> _Values:
        """Every value that follows from the given ones, and these.

        Args:
            given: Outputs of some layers; the source's are the pictures, float32 0..255.
            instead: Layers with another activation than their own.
        """
        values = {id(self.steps[name].node.outputs[0]): value for name, value in given.items()}
        outputs = dict(given)
        for name, step in self.steps.items():
            if name in given or any(id(tensor) not in values for tensor in step.node.input_tensors):
                continue
            outputs[name] = instead[name](before_activation(step, values)) if name in instead else step.call(values)
            values[id(step.node.outputs[0])] = outputs[name]
        return outputs

    def logits(
        self, given: Mapping[str, Any], instead: Mapping[str, Activation] = MappingProxyType({})
    ) -> tuple[_Values, dict[str, Any]]:
        """The values of `run`, and each head's logits `(n, classes)`: before softmax, or -z and z of a sigmoid unit."""
        import tensorflow as tf

        outputs = self.run(given, {**instead, **dict.fromkeys(self.outputs.values(), tf.identity)})
        logits = {head: outputs[name] for head, name in self.outputs.items()}
        return outputs, {head: z if HEADS[head].units > 1 else tf.concat([-z, z], axis=1) for head, z in logits.items()}

    def after(self, name: str) -> list[str]:
        """The layers that depend on this one."""
        names = {name}
        for step in self.steps.values():
            if names.intersection(step.inputs):
                names.add(step.name)
        return [layer for layer in self.steps if layer in names and layer != name]

    @cached_property
    def last_map(self) -> LayerCall:
        """The last layer of the trunk that still has places."""
        maps = [step for step in self.steps.values() if step.owner == _TRUNK and step.is_map]
        return maps[-1]  # the picture itself is one


@lru_cache(maxsize=GRAPHS_KEPT)
def graph_of(network: "keras.Model") -> Graph:
    """The graph of a network; what is traced for it is kept as long as it is asked for."""
    return Graph(network)


def _steps(network: "keras.Model") -> list[LayerCall]:
    nodes_by_depth = network._nodes_by_depth
    steps, names = [], {}
    owners = (None, *HEADS)
    for depth in sorted(nodes_by_depth, reverse=True):
        for node in sorted(nodes_by_depth[depth], key=lambda node: owners.index(head_of(node.operation.name))):
            name = node.operation.name
            if name in names.values() or len(node.outputs) != 1:
                raise ValueError(f"Every layer is called once and has one output. Received: {name!r}, which differs.")
            names[id(node.outputs[0])] = name
            inputs = tuple(names[id(tensor)] for tensor in node.input_tensors)
            steps.append(LayerCall(name, node.operation, inputs, tuple(node.outputs[0].shape[1:]), node))
    return steps


def before_activation(step: LayerCall, values: Mapping[int, Any]) -> Any:
    """What a dense layer or a convolution computes before its activation; of a layer that only activates, its input.

    Raises:
        ValueError: The layer is of another kind.
    """
    import keras
    import tensorflow as tf

    layer = step.layer
    (x,) = (values[id(tensor)] for tensor in step.node.input_tensors)
    if isinstance(layer, keras.layers.Activation | keras.layers.Softmax | keras.layers.ReLU):
        return x
    if isinstance(layer, keras.layers.Dense):
        z = tf.matmul(x, layer.kernel)
    elif hasattr(layer, "convolution_op"):
        z = layer.convolution_op(x, layer.kernel)
    else:
        raise ValueError(f"A head ends in a Dense or an Activation. Received: {type(layer).__name__} {step.name!r}.")
    return z + layer.bias if layer.use_bias else z
