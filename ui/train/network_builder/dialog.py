"""The dialog that edits the custom network, and the part of the sidebar that opens it."""

import json
from typing import Any

import streamlit as st

from model.heads import HEADS
from model.networks.design import LAYERS, LAYERS_AT_MOST, Design, rules_of
from model.networks.joint import JOINT
from model.networks.known import DESIGNS
from model.networks.plan import OPERATIONS_AT_MOST, Plan, PlanRow, parameters_at_most, plan
from ui.shared import notify, session_keys
from ui.shared.format import escaped
from ui.shared.layout import action_button, download_button, horizontal, why_popover
from ui.shared.network_diagram import draw_diagram
from ui.shared.staged_settings import stage_design
from ui.shared.theme import HEAD_STYLES
from ui.train.network_builder import saved, state
from ui.train.network_builder.layer_card import draw_layer, show_problem, value_control
from ui.train.network_builder.text import costs_text, shape_text, short_number

_WHY = """Batch normalisation uses the mean and spread of each batch in training, and moving averages in inference;
dropout acts only in training. The gradient diagnostics use the network in inference mode, so with either layer the
update shares are estimates unless exact update shares are on."""
_SIZES_HELP = "Units of the hidden layers, first to last, such as 64, 8. Empty: no hidden layers."
_JOINT_HELP = """A single softmax over all combinations of length, width, colour and angle. The heads are read from it
by adding up its probabilities; there is one loss, and loss weights do not apply."""
_ICONS = {"convolution": "filter_alt", "pooling": "compress", "dropout": "blur_on"}


def draw_design() -> None:
    """Draw name and size of the network, and the button of the dialog."""
    design = state.current_design()
    summary = plan(design)
    with horizontal(gap="xsmall"):
        action_button("Build", "design_build", "construction", _open, True)
        st.markdown(f"**{escaped(design.name)}**", width="content")
        if not summary.problem:
            size = f"{short_number(summary.parameters)} parameters, {short_number(summary.operations)} operations"
            st.caption(size, width="content")
    if summary.problem:
        st.error("This network cannot be built yet: open it to see why.", icon=":material/error:")
    if st.session_state.get(session_keys.BUILDER_OPEN):
        _dialog()


def _open(opened: bool = False) -> None:
    st.session_state[session_keys.BUILDER_OPEN] = opened


@st.dialog("Your network", width="large", icon=":material/construction:", on_dismiss=_open)
def _dialog() -> None:
    design, troubles = state.read_design()
    summary = plan(design)
    _sources(design, troubles)
    _totals(design, summary)
    layers, size = [row.to_json() for row in summary.rows], (summary.parameters, summary.operations)
    draw_diagram("network", session_keys.BUILDER_DIAGRAM, layers=layers, parameters=size[0], operations=size[1])
    _trunk(design, summary, troubles)
    _heads(design, summary, troubles)
    _footer(design)


def _sources(design: Design, troubles: dict[Any, str]) -> None:
    """The network to start from, and the name under which this one is saved."""
    known = saved.saved_designs()
    with horizontal("bottom"):
        options = {"index": None, "placeholder": "A preset or a saved network", "width": 230}
        st.selectbox("Start from", [*DESIGNS, *known], key=session_keys.START_FROM, on_change=_start_from, **options)
        st.text_input("Name", design.name, max_chars=40, key=state.value_key(state.NAME_PART, "name"), width=200)
        same, there = known.get(design.name) == design, design.name in known
        label = "Saved" if same else "Replace the saved one" if there else "Save"
        disabled = same or state.NAME_PART in troubles
        action_button(label, "design_save", "save", _save, design, disabled=disabled)
        if there:
            action_button("Remove the saved one", "design_remove", "delete", saved.remove_design, design.name)
    show_problem(troubles.get(state.NAME_PART))


def _start_from() -> None:
    chosen = st.session_state[session_keys.START_FROM]
    known = {**DESIGNS, **saved.saved_designs()}
    if chosen in known:
        stage_design(known[chosen])
    st.session_state[session_keys.START_FROM] = None


def _save(design: Design) -> None:
    try:
        saved.save_design(design)
    except saved.SaveError as problem:
        notify.show_error(str(problem))


def _totals(design: Design, summary: Plan) -> None:
    """Parameters and operations, or why the network cannot be built."""
    if summary.problem and summary.misfit is None:
        return show_problem(summary.problem)
    if summary.problem:
        return show_problem("A layer does not fit: its card says why. The layers after it are not counted.")
    st.markdown(
        f"**{summary.parameters:,}** parameters of at most {short_number(parameters_at_most(design))} · "
        f"**{summary.operations:,}** multiply-adds a picture of at most {short_number(OPERATIONS_AT_MOST)}"
    )


def _trunk(design: Design, summary: Plan, troubles: dict[Any, str]) -> None:
    st.markdown("#### Trunk")
    whole = rules_of(Design)
    with horizontal("bottom"):
        for name in ("scale", "initialiser"):
            value_control(state.WHOLE_PART, name, whole[name], getattr(design, name))
    for place, part in enumerate(state.layer_keys()):
        draw_layer(part, place, design, summary, troubles.get(part))
    with horizontal("bottom"):
        look = {"disabled": len(design.trunk) >= LAYERS_AT_MOST, "help": f"At most {LAYERS_AT_MOST} layers."}
        for kind in LAYERS:
            action_button(f"Add {kind}", f"design_add_{kind}", _ICONS[kind], state.add_layer, kind, **look)
        value_control(state.WHOLE_PART, "ends", whole["ends"], design.ends)
        if end := next((row for row in summary.rows if row.name == "trunk_features"), None):
            st.caption(f"The heads read {shape_text(end.shape)} features.", width="content")


def _heads(design: Design, summary: Plan, troubles: dict[Any, str]) -> None:
    st.markdown("#### Heads")
    has_joint, key = design.joint is not None, state.value_key(state.JOINT_PART, state.SWITCH)
    st.toggle("One answer for all 96 classes", has_joint, key, help=_JOINT_HELP)
    if design.joint is not None:
        of_answer = [row for row in summary.rows if row.name.startswith(("trunk_hidden", JOINT))]
        _sizes("answer", design.joint, state.value_key(state.JOINT_PART, state.HIDDEN_PART), of_answer)
        show_problem(troubles.get(state.JOINT_PART))
    for head in () if has_joint else HEADS:
        label = f":material/{HEAD_STYLES[head].icon}: {head}"
        _sizes(label, design.hidden[head], state.value_key(state.HIDDEN_PART, head), summary.of(head))
        show_problem(troubles.get(head))
    with horizontal("bottom"):
        for name in ("activation", "dropout", "head_initialiser", "head_bias"):
            value_control(state.WHOLE_PART, name, rules_of(Design)[name], getattr(design, name))
    show_problem(troubles.get(state.WHOLE_PART))


def _sizes(label: str, units: tuple[int, ...], key: str, rows: list[PlanRow]) -> None:
    """The sizes of hidden layers, and what they cost."""
    with horizontal("bottom"):
        text = ", ".join(map(str, units))
        st.text_input(label, text, max_chars=40, placeholder="none", key=key, help=_SIZES_HELP, width=180)
        st.caption(costs_text(rows), width="content")


def _footer(design: Design) -> None:
    state.follow_design(True)
    with horizontal():
        if action_button("Done", "design_done", "check", _open, type="primary"):
            st.rerun()
        text = json.dumps(design.to_json(), indent=1, ensure_ascii=False)
        name, mime, on_click = f"{design.name}.json", "application/json", "rerun"
        download_button("Download", text, name, mime, "design_file", on_click=on_click)
        why_popover(_WHY)
    st.caption("The link of this page contains this network: whoever opens it gets the same network.")
