"""The cell that builds the network: its design as the layers of Keras that a student would write."""

from collections.abc import Callable
from typing import Any

from data.line import FRAME
from model.heads import HEADS
from model.networks import NETWORKS
from model.networks.building import MEMORY
from model.networks.design import Convolution, Design, Dropout, Layer, Pooling
from model.networks.plan import CHANNELS, LayerNames, plan
from training.notebook import joint
from training.notebook.cell import NORMAL, LayerLines, NotebookCell, Options, call, code, dense, kernel, markdown
from training.settings import RunSettings

_INTRODUCTION = """
## 3. The network

One **trunk** of convolutions reads the picture; its features go to four **heads**, one for each property. A head
with two classes ends in one sigmoid unit (how sure is it of the second class?), the angle head in a softmax over
twelve classes. {parameters:,} parameters in all.
"""
_NO_PLAIN_CODE = """
## 3. The network

**This notebook has no plain code for the network `{name}`:** it is a function of LineHeads, `{where}`, and not a
list of layers. Put its layers into the cell below: from `pixels` of 0..255, {frame} × {frame} × {channels}, to one
output for each head.
"""
_OWN_LAYERS = """
pixels = keras.Input(({frame}, {frame}, {channels}), name="pixels")
outputs = ...  # a dict: {heads}
network = keras.Model(pixels, outputs)
"""
_SMALL = f'''

def small():
    """Small initial values, drawn anew for each layer."""
    return {NORMAL}
'''
_SEEDING = """
random.seed(SEED)  # Keras draws the seeds of its layers from here: the same first weights in every run
"""


def cells(settings: RunSettings) -> list[NotebookCell]:
    design = settings.built_design
    return _layers(settings, design) if design else _without_code(settings.network)


def _without_code(name: str) -> list[NotebookCell]:
    """Of a network that is a function: it says so in words."""
    function, heads = NETWORKS[name], ", ".join(HEADS)
    where = f"{getattr(function, '__module__', '')}.{getattr(function, '__name__', name)}"
    about = _NO_PLAIN_CODE.format(name=name, where=where, frame=FRAME, channels=CHANNELS)
    return [markdown(about), code(_OWN_LAYERS.format(frame=FRAME, channels=CHANNELS, heads=heads))]


def _layers(settings: RunSettings, design: Design) -> list[NotebookCell]:
    names = LayerNames()
    about = joint.JOINT_INTRODUCTION if settings.joint else _INTRODUCTION
    lines = [_SEEDING.strip(), "", *_trunk(design, settings.l2, names)]
    if settings.joint:
        lines += joint.joint_layers(design, settings.l2, names)
    else:
        lines += [*_heads(design, settings.l2), *_closed()]
    return [markdown(about.format(parameters=plan(design).parameters)), code("\n".join(lines))]


def _trunk(design: Design, l2: float, names: LayerNames) -> list[str]:
    pixels = [f'pixels = keras.Input(({FRAME}, {FRAME}, {CHANNELS}), name="pixels")']
    if design.scale:
        pixels.append('x = layers.Rescaling(1 / 255, name="trunk_scale")(pixels)')
    layers = LayerLines("x" if design.scale else "pixels", names)
    for layer in design.trunk:
        for written in _WRITE[type(layer)](layer, design, l2):
            layers.add(*written)
    return [*pixels, *layers.lines, *_end(design.ends, layers.on)]


Written = list[tuple[str, list[Any], Options, str]]  # Keras class, arguments, options, and its name's middle


def _convolution(layer: Convolution, design: Design, l2: float) -> Written:
    options: Options = {}
    if layer.stride != 1:
        options["strides"] = str(layer.stride)
    if layer.padding != "valid":
        options["padding"] = f'"{layer.padding}"'
    if layer.normalise:
        options["use_bias"] = "False"
    elif layer.activation != "linear":
        options["activation"] = f'"{layer.activation}"'
    convolution = ("Conv2D", [layer.filters, layer.kernel], options | kernel(design.initialiser, l2), "conv")
    if not layer.normalise:
        return [convolution]
    return [
        convolution,
        ("BatchNormalization", [], {"momentum": str(MEMORY)}, "norm"),
        ("Activation", [], {"activation": f'"{layer.activation}"'}, "active"),
    ]


def _pooling(layer: Pooling, design: Design, l2: float) -> Written:
    kind = "MaxPooling2D" if layer.takes == "max" else "AveragePooling2D"
    return [(kind, [layer.size], {"strides": str(layer.stride)}, "pool")]


def _dropout(layer: Dropout, design: Design, l2: float) -> Written:
    return [("Dropout", [layer.rate], {}, "dropout")]


_WRITE: dict[type[Layer], Callable[..., Written]] = {Convolution: _convolution, Pooling: _pooling, Dropout: _dropout}


def _end(ends: str, on: str) -> list[str]:
    if ends == "flatten":
        return [f'features = layers.Flatten(name="trunk_features")({on})']
    if ends == "both":
        return [
            f'average = layers.GlobalAveragePooling2D(name="trunk_average")({on})',
            f'maximum = layers.GlobalMaxPooling2D(name="trunk_maximum")({on})',
            'features = layers.Concatenate(name="trunk_features")([average, maximum])',
        ]
    return [
        f'features = layers.Global{"Average" if ends == "average" else "Max"}Pooling2D(name="trunk_features")({on})'
    ]


def _heads(design: Design, l2: float) -> list[str]:
    lines = [_SMALL] if "normal" in (design.head_initialiser, design.head_bias) else []
    start = dense(design, l2, normal="small()")
    for name, head in HEADS.items():
        layers = LayerLines("features", LayerNames(name))
        layers.add_hidden(design.hidden[name], design, start)
        options = {"activation": f'"{head.activation}"', **start, "name": f'"{name}"'}
        lines += ["", *layers.lines, call(name, "layers.Dense", [head.units], options, on=layers.on)]
    return lines


def _closed() -> list[str]:
    outputs = ", ".join(f'"{name}": {name}' for name in HEADS)
    return ["", f"network = keras.Model(pixels, {{{outputs}}})", "network.summary()"]
