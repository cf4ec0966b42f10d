"""Our own small network: a strided convolution, a second one, and the average and the maximum of each feature."""

# pyright: reportArgumentType=false, reportCallIssue=false, reportAttributeAccessIssue=false, reportOptionalCall=false
# (what Keras and TensorFlow say of their own types is narrower than what they take)

from typing import TYPE_CHECKING

from model.heads import HEADS
from model.networks.parts import with_heads

if TYPE_CHECKING:
    import keras


def build() -> "keras.Model":
    """The global maximum tells that a feature is somewhere, the average how much of it there is."""
    import keras
    from keras import layers

    pixels = keras.Input((28, 28, 3), name="pixels")
    like = {"padding": "same", "activation": "relu", "kernel_initializer": "he_normal"}
    x = layers.Rescaling(1 / 255, name="trunk_scale")(pixels)
    x = layers.Conv2D(32, 7, strides=4, **like, name="trunk_conv_1")(x)
    x = layers.Conv2D(64, 3, **like, name="trunk_conv_2")(x)
    average = layers.GlobalAveragePooling2D(name="trunk_average")(x)
    most = layers.GlobalMaxPooling2D(name="trunk_maximum")(x)
    features = layers.Concatenate(name="trunk_features")([average, most])
    return with_heads(pixels, features, dict.fromkeys(HEADS, (32,)), "he_normal")
