"""The linear reader is scikit-learn's ridge classifier."""

import numpy as np
import pytest
from sklearn.linear_model import RidgeClassifierCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from model.explain import ridge_classifier
from model.explain.linear_probes import halves
from model.explain.ridge_classifier import RIDGES, ridge_predictions

pytestmark = pytest.mark.slow

SIZES = [2, 2, 12]


def make_features(n, d, seed=0, noise=1.0):
    """Features `(2 n, d)` float32 of which some tell the classes `(2 n, 3)`, some are constant, some are scaled."""
    rng = np.random.default_rng(seed)
    answers = np.stack([rng.integers(0, size, 2 * n) for size in SIZES], axis=1)
    codes = np.concatenate([np.eye(size)[answers[:, i]] for i, size in enumerate(SIZES)], axis=1)
    features = codes @ rng.normal(size=(codes.shape[1], d)) + noise * rng.normal(size=(2 * n, d))
    features = features * 10.0 ** rng.uniform(-3, 3, d) + rng.normal(size=d)
    features[:, ::7] = 0.1
    return features.astype(np.float32), answers


@pytest.mark.parametrize(("n", "d"), [(120, 30), (120, 119), (80, 400), (60, 2_500)])
@pytest.mark.parametrize("noise", [0.5, 3.0])
def test_it_answers_as_scikit_learn_does(n, d, noise):
    features, answers = make_features(n, d, noise=noise)
    found = ridge_predictions(features[:n], answers[:n], features[n:], SIZES)
    for i in range(len(SIZES)):
        model = make_pipeline(StandardScaler(), RidgeClassifierCV(alphas=RIDGES))
        model.fit(features[:n].astype(float), answers[:n, i])
        assert (found[:, i] == model.predict(features[n:].astype(float))).mean() >= 0.99


@pytest.mark.parametrize(("n", "d"), [(90, 30), (90, 300)])
@pytest.mark.parametrize("ridge", [0.1, 30.0, 1e5])
def test_with_one_ridge_it_is_a_ridge_classifier(n, d, ridge, monkeypatch):
    from sklearn.linear_model import RidgeClassifier

    monkeypatch.setattr(ridge_classifier, "RIDGES", np.array([ridge]))
    features, answers = make_features(n, d, seed=1)
    found = ridge_predictions(features[:n], answers[:n], features[n:], SIZES)
    for i in range(len(SIZES)):
        model = make_pipeline(StandardScaler(), RidgeClassifier(alpha=ridge))
        model.fit(features[:n].astype(float), answers[:n, i])
        np.testing.assert_array_equal(found[:, i], model.predict(features[n:].astype(float)))


def test_errors_of_pictures_left_out_are_those_of_as_many_fits():
    rng = np.random.default_rng(0)
    features, targets = rng.normal(size=(15, 6)), rng.normal(size=(15, 2))
    features -= features.mean(axis=0)
    along = features @ np.linalg.eigh(features.T @ features)[1]
    found = ridge_classifier.left_out_errors(along, (along**2).sum(axis=0), targets)
    for ridge, error in zip(RIDGES, found, strict=True):
        misses = []
        for i in range(15):
            rest = np.arange(15) != i
            design = np.column_stack([np.ones(14), along[rest]])  # nothing holds the constant down
            matrix = design.T @ design + np.diag([0] + [ridge] * 6)
            fit = np.linalg.solve(matrix, design.T @ targets[rest])
            misses.append((targets[i] - fit[0] - along[i] @ fit[1:]) ** 2)
        assert error == pytest.approx(np.mean(misses))


@pytest.mark.parametrize("d", [1, 5])
def test_features_that_never_change_leave_the_commonest_class(d):
    answers = np.array([[0], [1], [1], [1]])
    found = ridge_predictions(
        np.full((4, d), 0.1, np.float32), answers, np.random.default_rng(0).normal(size=(6, d)), [2]
    )
    assert found.ravel().tolist() == [1] * 6


def test_the_scale_of_a_feature_does_not_matter():
    features, answers = make_features(100, 20)
    scaled = features * 2.0 ** np.arange(-10, 10)
    np.testing.assert_array_equal(
        ridge_predictions(features[:100], answers[:100], features[100:], SIZES),
        ridge_predictions(scaled[:100], answers[:100], scaled[100:], SIZES),
    )


def test_no_picture_is_in_both_halves():
    rng = np.random.default_rng(0)
    distinct = rng.integers(0, 256, (40, 28, 28, 3), dtype=np.uint8)
    pictures = distinct[rng.integers(0, 40, 200)]
    known, new = halves(pictures, seed=0)
    sets = [{picture.tobytes() for picture in pictures[rows]} for rows in (known, new)]
    assert not sets[0] & sets[1]
    assert sets[0] | sets[1] == {picture.tobytes() for picture in pictures}
    assert len(known) + len(new) == len(sets[0]) + len(sets[1])
    assert abs(len(known) - len(new)) <= 1
    assert halves(pictures, seed=1)[0].tolist() != known.tolist()
