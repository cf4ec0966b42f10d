"""The dialog that builds a network of one's own, and the section of the sidebar that opens it."""

import json
from typing import Any

import streamlit as st

from model.heads import HEADS
from model.networks.design import LAYERS, LAYERS_AT_MOST, Design, rules_of
from model.networks.joint import JOINT
from model.networks.known import DESIGNS
from model.networks.plan import OPERATIONS_AT_MOST, Plan, PlanRow, parameters_at_most, plan
from ui.shared import session_keys
from ui.shared.network_diagram import draw_diagram
from ui.shared.staged_settings import stage_design
from ui.shared.theme import HEAD_STYLES
from ui.train.network_builder import saved, state
from ui.train.network_builder.layer_card import error, layer_card, value
from ui.train.network_builder.text import costs, large, shape_words

LEARNS = """Batch normalisation uses each batch's own mean and spread while it trains, and moving averages of them to
answer; dropout leaves out only while it trains. Looks under the hood see the network as it answers, so with either of
them who moved the trunk is an estimate unless the update shares are exact."""
SIZES_HELP = "Units of its hidden layers, first to last, such as 64, 8. Empty: the head reads the trunk at once."
JOINT_HELP = """A single softmax over all combinations of length, width, colour and angle. The heads are read from it by
adding up its probabilities; there is one loss, and nothing to weigh."""
ADD = {"convolution": ":material/filter_alt:", "pooling": ":material/compress:", "dropout": ":material/blur_on:"}


def section() -> None:
    """In the sidebar: what the network is, and the button that opens the dialog."""
    design = state.design()
    found = plan(design)
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.button("Build", key="design_build", icon=":material/construction:", on_click=_open, args=(True,))
        st.markdown(f"**{design.name}**", width="content")
        if not found.problem:
            st.caption(f"{large(found.parameters)} parameters, {large(found.operations)} operations", width="content")
    if found.problem:
        st.error("It cannot be built yet: open it to see why.", icon=":material/error:")
    if st.session_state.get(session_keys.BUILDER_OPEN):
        _dialog()


def _open(opened: bool = False) -> None:
    st.session_state[session_keys.BUILDER_OPEN] = opened


@st.dialog("Your network", width="large", icon=":material/construction:", on_dismiss=_open)
def _dialog() -> None:
    design, troubles = state.read()
    found = plan(design)
    _sources(design, troubles)
    _totals(design, found)
    drawing = [row.to_json() for row in found.rows]
    draw_diagram(
        "network",
        session_keys.BUILDER_DIAGRAM,
        layers=drawing,
        parameters=found.parameters,
        operations=found.operations,
    )
    _trunk(design, found, troubles)
    _heads(design, found, troubles)
    _footer(design)


def _sources(design: Design, troubles: dict[Any, str]) -> None:
    """Where to start from, and the name under which it is saved."""
    known = saved.saved()
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.selectbox(
            "Start from",
            [*DESIGNS, *known],
            index=None,
            placeholder="A preset or a saved network",
            key=session_keys.START_FROM,
            on_change=_start_from,
            width=230,
        )
        st.text_input("Name", design.name, max_chars=40, key=state.key(state.NAME, "name"), width=200)
        same, there = known.get(design.name) == design, design.name in known
        label = "Saved" if same else "Replace the saved one" if there else "Save"
        disabled = same or state.NAME in troubles
        st.button(label, key="design_save", icon=":material/save:", on_click=_save, args=(design,), disabled=disabled)
        if there:
            st.button(
                "Remove the saved one",
                key="design_remove",
                icon=":material/delete:",
                on_click=saved.remove,
                args=(design.name,),
            )
    error(troubles.get(state.NAME))


def _start_from() -> None:
    chosen = st.session_state[session_keys.START_FROM]
    known = {**DESIGNS, **saved.saved()}
    if chosen in known:
        stage_design(known[chosen])
    st.session_state[session_keys.START_FROM] = None


def _save(design: Design) -> None:
    try:
        saved.save(design)
    except saved.SaveError as problem:
        st.toast(str(problem), icon=":material/error:")


def _totals(design: Design, found: Plan) -> None:
    """What it costs before it starts, or why it cannot."""
    if found.problem and found.misfit is None:
        return error(found.problem)
    if found.problem:
        return error("A layer cannot fit: its card says why. What comes after it is not counted.")
    st.markdown(
        f"**{found.parameters:,}** parameters of at most {large(parameters_at_most(design))} · "
        f"**{found.operations:,}** multiply-adds a picture of at most {large(OPERATIONS_AT_MOST)}"
    )


def _trunk(design: Design, found: Plan, troubles: dict[Any, str]) -> None:
    st.markdown("#### Trunk")
    whole = rules_of(Design)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name in ("scale", "initialiser"):
            value(state.WHOLE, name, whole[name], getattr(design, name))
    for place, part in enumerate(state.layers()):
        layer_card(part, place, design, found, troubles.get(part))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        full = len(design.trunk) >= LAYERS_AT_MOST
        for kind in LAYERS:
            label, most = f"Add {kind}", f"At most {LAYERS_AT_MOST} layers."
            key = f"design_add_{kind}"
            st.button(label, key=key, icon=ADD[kind], on_click=state.add, args=(kind,), disabled=full, help=most)
        value(state.WHOLE, "ends", whole["ends"], design.ends)
        if end := next((row for row in found.rows if row.name == "trunk_features"), None):
            st.caption(f"The heads read {shape_words(end.shape)} features.", width="content")


def _heads(design: Design, found: Plan, troubles: dict[Any, str]) -> None:
    st.markdown("#### Heads")
    one = design.joint is not None
    st.toggle("One answer for all 96 classes", one, key=state.key(state.JOINT, state.ON), help=JOINT_HELP)
    if design.joint is not None:
        of_answer = [row for row in found.rows if row.name.startswith(("trunk_hidden", JOINT))]
        _sizes("answer", design.joint, state.key(state.JOINT, state.HIDDEN), of_answer)
        error(troubles.get(state.JOINT))
    for head in () if one else HEADS:
        label = f":material/{HEAD_STYLES[head].icon}: {head}"
        _sizes(label, design.hidden[head], state.key(state.HIDDEN, head), found.of(head))
        error(troubles.get(head))
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        for name in ("activation", "dropout", "head_initialiser"):
            value(state.WHOLE, name, rules_of(Design)[name], getattr(design, name))
    error(troubles.get(state.WHOLE))


def _sizes(label: str, units: tuple[int, ...], key: str, rows: list[PlanRow]) -> None:
    """The sizes of hidden layers, and what they cost."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        text = ", ".join(map(str, units))
        st.text_input(label, text, max_chars=40, placeholder="none", key=key, help=SIZES_HELP, width=180)
        st.caption(costs(rows), width="content")


def _footer(design: Design) -> None:
    state.follow_link(True)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button("Done", key="design_done", type="primary", icon=":material/check:", on_click=_open):
            st.rerun()
        text = json.dumps(design.to_json(), indent=1, ensure_ascii=False)
        st.download_button(
            "Download", text, f"{design.name}.json", "application/json", key="design_file", icon=":material/download:"
        )
        with st.popover("Why?", type="tertiary"):
            st.markdown(LEARNS)
    st.caption("The page's address holds this network: send it, and another browser opens the same.")
