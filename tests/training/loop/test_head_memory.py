"""What is remembered of each head: exact where it was followed, and honest about the rest."""

import numpy as np
import pytest

from training.loop.head_memory import HeadMemory

HEADS, SIZE, MEMORY = 4, 50, 0.9


def plain(pulls):
    """The fading sum of all pulls."""
    return sum(MEMORY**age * pull for age, pull in enumerate(reversed(pulls)))


def drawn(steps, noise=0.3, seed=0):
    """Pulls `(steps, T, P)` round steady ones, and the steady ones."""
    rng = np.random.default_rng(seed)
    steady = rng.normal(size=(HEADS, SIZE))
    return steady + noise * rng.normal(size=(steps, HEADS, SIZE)), steady


@pytest.mark.parametrize("chunks", [(30,), (10, 10, 10), (1,) * 30])
def test_steps_that_are_all_followed_are_exact_across_samples(chunks):
    pulls, steady = drawn(30)
    memory, step = HeadMemory(MEMORY, steady.shape), 0
    for count in chunks:
        for _ in range(count):
            memory.follow(step, pulls[step])
            step += 1
        memory.settle(step, 1e3 * steady, steady**2)
    np.testing.assert_allclose(memory.sums, plain(pulls))
    assert not memory.variance.any()


def test_a_gap_is_known_as_well_as_it_says_and_fades():
    inside = []
    for seed in range(40):
        pulls, steady = drawn(30, seed=seed)
        memory = HeadMemory(MEMORY, steady.shape)
        noise = np.full(steady.shape, 0.3**2)
        memory.settle(10, steady, noise)
        memory._steady, memory.sums = steady, plain(pulls[:10])
        memory.settle(20, steady, noise)
        memory.agree_with(plain(pulls[:20]).sum(axis=0))
        np.testing.assert_allclose(memory.sums.sum(axis=0), plain(pulls[:20]).sum(axis=0))
        inside.append((np.abs(memory.sums - plain(pulls[:20])) <= 2 * np.sqrt(memory.variance)).mean())
        before = memory.variance
        for step in range(20, 30):
            memory.follow(step, pulls[step])
        memory.settle(30, steady, noise)
        np.testing.assert_allclose(memory.variance, MEMORY**20 * before)
    assert 0.9 < np.mean(inside) <= 1


def test_a_step_that_was_left_out_makes_a_gap():
    pulls, steady = drawn(5)
    memory = HeadMemory(MEMORY, steady.shape)
    for step in (0, 1, 3, 4):
        memory.follow(step, pulls[step])
    memory.settle(5, steady, np.ones_like(steady))
    assert (memory.variance > 0).all()
    np.testing.assert_allclose(memory.sums, plain(pulls), atol=5)


def test_a_rescaled_memory_goes_on():
    pulls, steady = drawn(4)
    memory = HeadMemory(MEMORY, steady.shape)
    for step in range(4):
        if step == 2:
            memory.rescale(10)
        memory.follow(step, pulls[step])
    memory.settle(4, steady, steady**2)
    np.testing.assert_allclose(memory.sums, plain([10 * pulls[0], 10 * pulls[1], *pulls[2:]]))
