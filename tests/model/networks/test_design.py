"""Designs as values: bounds, JSON, links, and what the plan says without Keras."""

import base64
import json
import subprocess
import sys
import zlib
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from model.heads import HEADS
from model.networks import link
from model.networks.design import LAYERS, Convolution, Design, DesignError, Dropout, Pooling, rules_of
from model.networks.known import DESIGNS
from model.networks.plan import OPERATIONS_AT_MOST, VALUES_AT_MOST, parameters_at_most, plan
from tests.model.networks.designs import designs

RULED = [(kind, name) for kind in (*LAYERS.values(), Design) for name in rules_of(kind)]


@pytest.mark.slow
@settings(deadline=None)
@given(designs())
def test_any_design_survives_json_and_a_link(design):
    assert Design.from_json(json.loads(json.dumps(design.to_json()))) == design
    text = link.to_text(design)
    assert link.from_text(text) == design
    assert len(text) <= 1_000
    assert text.isascii()
    assert not set(text) - set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@pytest.mark.parametrize(("kind", "name"), RULED)
@pytest.mark.parametrize("bad", [-1, 10**9, float("nan"), "x", None, [], 2.5])
def test_values_out_of_bounds_are_refused_with_the_bounds(kind, name, bad):
    with pytest.raises(DesignError, match=rf"`{name}` must be .*Received: .*Choose"):
        kind(**{name: bad})


@pytest.mark.parametrize(
    "bad",
    [
        {"name": ""},
        {"name": "<b>"},
        {"name": "a" * 41},
        {"name": 5},
        {"trunk": (Convolution(),) * 9},
        {"trunk": [Convolution()]},
        {"hidden": {}},
        {"hidden": dict.fromkeys(HEADS, (0,))},
        {"hidden": dict.fromkeys(HEADS, (8,) * 4)},
        {"hidden": dict.fromkeys(HEADS, (True,))},
        {"hidden": dict.fromkeys(HEADS, 8)},
        {"joint": (0,)},
        {"joint": (8,) * 4},
        {"joint": [8]},
        {"joint": True},
    ],
)
def test_other_trunks_heads_and_names_are_refused(bad):
    with pytest.raises(DesignError, match="Received: "):
        Design(**bad)


@pytest.mark.parametrize(
    "bad",
    [
        None,
        [],
        "x",
        {"trunk": 5},
        {"trunk": [5]},
        {"trunk": [{}]},
        {"trunk": [{"kind": "lambda"}]},
        {"trunk": [{"kind": []}]},
        {"trunk": [{"kind": "pooling", "filters": 3}]},
        {"hidden": []},
        {"joint": 8},
        {"joint": {"angle": 8}},
        {"hidden": {"length": "8"}},
        {"code": "import os"},
        {5: 5},
    ],
)
def test_other_json_is_refused_in_words(bad):
    with pytest.raises(DesignError, match="Received: "):
        Design.from_json(bad)


def packed(plain: bytes) -> str:
    return link.DESIGN_VERSION + base64.urlsafe_b64encode(zlib.compress(plain)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        *["", "1", "2abc", "1!!!", "1AAAA", "1é", None, 5, "1" * 5_000],
        packed(b"5"),
        packed(b"[" * 5_000),
        packed(b"{"),
        packed(b'{"scale": 1}'),
        packed(b'{"dropout": NaN}'),
        packed(b'{"dropout": 1' + b"0" * 5_000 + b"}"),
        packed(b'{"name": "\xff"}'),
        packed(b" " * 10_000_000),
        link.to_text(Design())[:-9],
        link.DESIGN_VERSION + base64.urlsafe_b64encode(zlib.compress(b"{}") + b"more").decode(),
    ],
)
def test_hostile_links_are_refused_in_words(text):
    with pytest.raises(DesignError, match="Received: "):
        link.from_text(text)


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text):
    with pytest.raises(DesignError):
        link.from_text("1" + text)


def test_a_link_of_today_is_read_for_ever():
    text = (
        "1eNqlkEFqw0AMRa9StB5KbKfB-Ay9QQhBeGRHWNaE8dgpNb57ZZM2FEoX7U6j96X_NTNgnXjCxEGhgkgyggMfwzWMCard884BqR-"
        "MNYIpkRq-EPozKydG4YGiQQ2xR1kZe2-iagbUVgiqY5aX7rA_OaiDhNHEx8PelfYW0jZd7ooit86N_dbYBIuD7x6thBjSeVRuzM2"
        "8FHszgFfu6GkqrDHUuFo2KAM5SHHUzrbNP97YsCSKdlhmJ3YUlQSqFytZvanqoFOQcZtx9_Msx9fyK3rP2ppyWFOYd4rsjWeLmz-"
        "XXEOQVWSU343lD5mVCTtaP7bHN1iHfk1ZPkIWfwg5GfD_T3laPgDFdbgl"
    )
    assert link.from_text(text) == replace(DESIGNS["coursework-v3"], head_bias="zeros")  # as it was then


@pytest.mark.parametrize(
    ("trunk", "misfit", "sentence"),
    [
        ((Pooling(size=8, stride=8), Pooling(size=4), Convolution()), 1, "pooling 4 × 4 does not fit into 3 × 3"),
        (
            (Convolution(stride=4), Convolution(kernel=9, padding="valid")),
            1,
            "a kernel of 9 × 9 does not fit into 7 × 7",
        ),
    ],
)
def test_a_layer_that_cannot_fit_says_so_in_its_place(trunk, misfit, sentence):
    found = plan(Design(trunk=trunk))
    assert found.misfit == misfit
    assert sentence in found.problem
    assert not found.of_layer(misfit)
    assert found.of_layer(misfit - 1)


@pytest.mark.parametrize("trunk", [(), (Dropout(), Pooling())])
def test_a_trunk_without_a_convolution_is_no_trunk(trunk):
    assert "at least one convolution" in plan(Design(trunk=trunk)).problem


@pytest.mark.parametrize(
    ("design", "what"),
    [
        (Design(ends="flatten", hidden=dict.fromkeys(HEADS, (1024,))), "parameters"),
        (Design(ends="flatten", joint=(1024,)), "parameters"),
        (Design(trunk=(Convolution(filters=96), Convolution(filters=96, kernel=9))), "multiply-adds"),
        (Design(trunk=(Convolution(filters=128, kernel=1), *[Dropout()] * 4)), "outputs of layers"),
    ],
)
def test_a_network_that_is_too_large_says_which_layer(design, what):
    problem = plan(design).problem
    assert what in problem
    assert "`" in problem


@pytest.mark.slow
@settings(deadline=None)
@given(designs())
def test_a_plan_is_whole_or_says_why_not(design):
    found = plan(design)
    assert (found.misfit is None) or found.problem
    if not found.problem:
        assert {row.owner for row in found.rows} == {"trunk", *HEADS}
        assert all(min(row.shape) > 0 for row in found.rows)
        assert found.parameters <= parameters_at_most(design)
        assert found.operations <= OPERATIONS_AT_MOST
        assert found.values <= VALUES_AT_MOST
    if found.misfit is None:
        names = [row.name for row in found.rows]
        assert all(names.index(one) < i for i, row in enumerate(found.rows) for one in row.inputs)
        assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("name", "parameters"), {"coursework-v1": 497_363, "coursework-v2": 273_253, "coursework-v3": 126_719}.items()
)
def test_the_networks_of_2019_as_designs_have_their_parameters(name, parameters):
    assert plan(DESIGNS[name]).parameters == parameters
    assert not plan(DESIGNS[name]).problem


def test_two_designs_that_differ_only_in_name_have_equal_plans():
    assert plan(DESIGNS["fast"]) == plan(replace(DESIGNS["fast"], name="Another"))


@pytest.mark.slow
def test_designing_needs_no_keras():
    check = "import sys; assert not {'tensorflow', 'keras'} & set(sys.modules)"
    parts = "from model.networks import link, plan, known; plan.plan(known.DESIGNS['fast'])"
    subprocess.run([sys.executable, "-c", f"{parts}; {check}"], check=True, timeout=60)
