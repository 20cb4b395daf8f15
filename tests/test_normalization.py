import numpy as np
import pytest

SHAPE = (6, 5, 7, 3)


@pytest.fixture(scope="module")
def pair():
    """The same two-layer model with and without fused normalisation, with weights of its own."""
    import keras
    from keras import layers

    from tasks.normalization import fused

    image = keras.Input(SHAPE[1:])
    x = layers.BatchNormalization(scale=False, epsilon=1e-3, name="without_scale")(image)
    x = layers.BatchNormalization(name="with_both")(layers.Conv2D(4, 1)(x))
    pooled = layers.BatchNormalization(name="pooled")(layers.GlobalAveragePooling2D()(x))
    plain = keras.Model(image, {"map": x, "pooled": pooled})
    for layer in plain.layers:
        if isinstance(layer, layers.BatchNormalization):
            layer.momentum = 0.9
    rng = np.random.default_rng(0)
    plain.set_weights([value + rng.uniform(0.1, 0.5, value.shape) for value in plain.get_weights()])
    return plain, fused(plain, 0.9)


@pytest.mark.parametrize("training", [False, True])
def test_the_fused_kernel_gives_the_numbers_of_keras(pair, training):
    images = np.random.default_rng(1).normal(2, 3, SHAPE).astype(np.float32)
    before = [value.copy() for value in pair[1].get_weights()]
    expected, got = (model(images, training=training) for model in pair)
    for name in expected:
        np.testing.assert_allclose(got[name], expected[name], atol=1e-4)
    moved = [not np.array_equal(old, new) for old, new in zip(before, pair[1].get_weights(), strict=True)]
    assert any(moved) == training
    cells = SHAPE[0] * SHAPE[1] * SHAPE[2]
    for mine, theirs in zip(pair[1].weights, pair[0].weights, strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1 / cells, atol=1e-5, err_msg=mine.path)


def test_only_the_normalisation_of_images_is_replaced_and_the_weights_keep_their_order(pair):
    plain, copy = pair
    kinds = {layer.name: type(layer).__name__ for layer in copy.layers if "Normalization" in type(layer).__name__}
    assert kinds == {
        "without_scale": "FusedBatchNormalization",
        "with_both": "FusedBatchNormalization",
        "pooled": "BatchNormalization",
    }
    assert [weight.shape for weight in copy.weights] == [weight.shape for weight in plain.weights]
    assert {layer.momentum for layer in copy.layers if layer.name in kinds} == {0.9}
