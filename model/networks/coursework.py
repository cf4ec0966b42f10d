"""The three networks of the 2019 coursework, layer by layer; they take unscaled pixels, 0..255."""

# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false, reportOptionalCall=false
# (what Keras and TensorFlow say of their own types is narrower than what they take)

from typing import TYPE_CHECKING

from model.heads import HEADS
from model.networks.parts import with_heads

if TYPE_CHECKING:
    import keras


def build_v1() -> "keras.Model":
    """Two convolutions and no pooling: 497,363 parameters, nearly all in the first dense layers."""
    import keras
    from keras import layers

    pixels = keras.Input((28, 28, 3), name="pixels")
    x = layers.Conv2D(4, 3, activation="relu", name="trunk_conv_1")(pixels)
    x = layers.Conv2D(4, 5, activation="relu", name="trunk_conv_2")(x)
    return with_heads(pixels, layers.Flatten(name="trunk_features")(x), dict.fromkeys(HEADS, (64,)))


def build_v2() -> "keras.Model":
    """Pooling, and deeper heads for length and angle: 273,253 parameters."""
    import keras
    from keras import layers

    pixels = keras.Input((28, 28, 3), name="pixels")
    x = layers.Conv2D(8, 7, padding="same", activation="relu", name="trunk_conv_1")(pixels)
    x = layers.MaxPooling2D(2, strides=2, name="trunk_pool_1")(x)
    x = layers.Conv2D(6, 5, activation="relu", name="trunk_conv_2")(x)
    x = layers.MaxPooling2D(2, strides=1, name="trunk_pool_2")(x)
    hidden = {"length": (128, 32), "width": (64,), "colour": (64,), "angle": (256, 64)}
    return with_heads(pixels, layers.Flatten(name="trunk_features")(x), hidden)


def build_v3() -> "keras.Model":
    """Two poolings and small initial weights in the dense layers: 126,719 parameters."""
    import keras
    from keras import layers

    pixels = keras.Input((28, 28, 3), name="pixels")
    x = layers.Conv2D(10, 5, padding="same", activation="relu", name="trunk_conv_1")(pixels)
    x = layers.MaxPooling2D(2, strides=2, name="trunk_pool_1")(x)
    x = layers.Conv2D(8, 3, activation="relu", name="trunk_conv_2")(x)
    x = layers.MaxPooling2D(2, strides=2, name="trunk_pool_2")(x)
    hidden = {"length": (128, 32), "width": (64, 8), "colour": (64, 8), "angle": (128, 64)}
    return with_heads(
        pixels, layers.Flatten(name="trunk_features")(x), hidden, keras.initializers.RandomNormal(stddev=0.01)
    )
