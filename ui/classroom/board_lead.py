"""Where the class is led: a step of a lesson, Train with settings, or any page; and what students may train."""

import streamlit as st

from model.heads import HEADS
from runs.class_records import LIMIT_BOUNDS, ClassRecord
from training.lessons.lesson import Lesson
from training.lessons.read import lessons
from training.presets import PRESETS
from training.weight_grid import WEIGHT_GRID
from ui.classroom import board_actions
from ui.classroom.board_reader import BoardView
from ui.shared import fields, notify, session_keys
from ui.shared.class_push import Push, parse_push, push_text
from ui.shared.format import escaped
from ui.shared.layout import action_button, horizontal
from ui.shared.membership import current_push

_NO_PAGE = "This is no address of a page of LineHeads. Open the page, press Copy link, and paste what it copied."
_DIAGNOSTICS = "They fill the gradient panels of Train. Every 50 steps they are more work than a short run itself."
_LIMITS = {
    "runs_at_once": ("Runs at once", 1.0),  # label, step
    "runs_waiting": ("Runs waiting", 1.0),
    "epochs": ("Epochs of a run", 0.5),
}


def draw_lead(view: BoardView) -> None:
    """Draw where the class is led now, the ways to lead it, and its limits."""
    school_class = view.school_class
    _draw_now(view)
    places, train, limits = st.columns(3, gap="medium")
    with places:
        _draw_lessons(school_class, lessons()[0])
        _draw_address(school_class)
    with train:
        _draw_settings(school_class)
    with limits:
        _draw_limits(school_class)


def _draw_now(view: BoardView) -> None:
    school_class, push = view.school_class, current_push(view.school_class)
    with horizontal(key="class_led"):
        if push is None:
            st.markdown("The class is led nowhere now: everybody goes their own way.", width="content")
            return
        following = sum(member.following for member in view.members)
        words = f"The class is led to **{escaped(push_text(push))}**; {following} of {len(view.members)} follow."
        st.markdown(words, width="content")
        _draw_steps(school_class, push, lessons()[0])
        action_button("Lead nowhere", "lead_nowhere", "stop_circle", board_actions.lead, school_class.id, "")


def _draw_steps(school_class: ClassRecord, push: Push, known: dict[str, Lesson]) -> None:
    """To the step before and after, while the class is led through a lesson."""
    name, step = push.link.get(fields.LESSON.name, ""), push.link.get(fields.LESSON_STEP.name, "0")
    if push.page != "learn" or name not in known or not step.isdecimal():
        return
    place, last = int(step), len(known[name].steps) - 1
    for label, to, icon in (("Step before", place - 1, "arrow_back"), ("Next step", place + 1, "arrow_forward")):
        look = {"disabled": not 0 <= to <= last, "type": "primary" if to > place else "secondary"}
        query = _lesson_query(name, to)
        action_button(label, f"lead_{icon}", icon, board_actions.lead, school_class.id, query, **look)


def _lesson_query(name: str, step: int) -> str:
    return Push("learn", fields.LESSON.link(name) | fields.LESSON_STEP.link(step)).query


def _draw_lessons(school_class: ClassRecord, known: dict[str, Lesson]) -> None:
    with st.container(border=True):
        st.markdown("**Lead to a lesson**")
        names = {name: lesson.title for name, lesson in known.items()}
        name = st.selectbox("Lesson", list(names), format_func=names.__getitem__, key=session_keys.LED_LESSON)
        steps = {place: f"{place + 1}. {step.title}" for place, step in enumerate(known[name].steps)}
        key = f"{session_keys.LED_STEP}_{name}"
        step = st.selectbox("Step", list(steps), format_func=steps.__getitem__, key=key)
        query = _lesson_query(name, step)
        action_button("Lead to this step", "lead_lesson", "school", board_actions.lead, school_class.id, query)


def _draw_settings(school_class: ClassRecord) -> None:
    with st.container(border=True):
        st.markdown("**Lead to Train, with these settings**")
        labels = {name: preset.label for name, preset in PRESETS.items()}
        preset = st.selectbox("Preset", list(labels), format_func=labels.__getitem__, key=session_keys.LED_PRESET)
        usual = PRESETS[preset].settings.weights
        link = fields.PRESET.link(preset)
        for head, column in zip(HEADS, [*st.columns(2), *st.columns(2)], strict=True):
            key = f"{session_keys.LED_WEIGHT}_{preset}_{head}"
            place = WEIGHT_GRID.index(usual[head]) if usual[head] in WEIGHT_GRID else 0
            weight = column.selectbox(head, WEIGHT_GRID, place, format_func="{:g}".format, key=key)
            link |= fields.weight(head).link(weight)
        query = Push("train", link).query
        action_button("Lead to Train", "lead_settings", "tune", board_actions.lead, school_class.id, query)


def _draw_address(school_class: ClassRecord) -> None:
    with st.form("lead_address", border=True):
        st.markdown("**Lead to any page**")
        about = "Set a page as the class should see it, press Copy link, and paste the address here."
        st.text_input("Address of the page", key=session_keys.LED_ADDRESS, help=about)
        st.form_submit_button(
            "Lead there",
            key="lead_address_button",
            icon=":material/link:",
            on_click=_lead_to_address,
            args=(school_class.id,),
        )


def _lead_to_address(class_id: str) -> None:
    push = parse_push(str(st.session_state[session_keys.LED_ADDRESS]))
    if push is None:
        return notify.queue_notice(_NO_PAGE)
    board_actions.lead(class_id, push.query)


def _draw_limits(school_class: ClassRecord) -> None:
    limits = school_class.limits
    with st.form("class_limits", border=True):
        st.markdown("**What each student may train**")
        for (name, (label, step)), column in zip(_LIMITS.items(), st.columns(3), strict=True):
            low, high = LIMIT_BOUNDS[name]
            kind = int if step == 1 else float
            bounds = kind(low), kind(high), kind(limits[name]), kind(step)
            column.number_input(label, *bounds[:3], step=bounds[3], format="%d" if step == 1 else "%g", key=_key(name))
        labels = {name: preset.label for name, preset in PRESETS.items()}
        about = "Those that may be trained; none chosen: all."
        options = {"format_func": labels.__getitem__, "key": _key("networks"), "placeholder": "All", "help": about}
        st.multiselect("Preset", list(labels), [name for name in limits["networks"] or () if name in labels], **options)
        st.toggle("Own network", limits["own_networks"], key=_key("own_networks"))
        _draw_diagnostics(limits["diagnostics"])
        look = {"key": "set_limits", "icon": ":material/check:", "on_click": _set_limits, "args": (school_class.id,)}
        st.form_submit_button("Set the limits", **look)
        st.caption("They hold for runs that are started from now on, while the class lasts.")


def _draw_diagnostics(limit: int) -> None:
    choices = sorted({limit, *(fields.DIAGNOSTICS_EVERY.choices or ())})
    st.selectbox(
        "Gradient diagnostics",
        choices,
        choices.index(limit),
        format_func=_diagnostics_text,
        key=_key("diagnostics"),
        help=_DIAGNOSTICS,
    )


def _diagnostics_text(every: int) -> str:
    return f"At most every {every} steps" if every else "Off"


def _set_limits(class_id: str) -> None:
    values = {name: st.session_state[_key(name)] for name in (*_LIMITS, "networks", "own_networks", "diagnostics")}
    board_actions.set_limits(class_id, values | {"networks": values["networks"] or None})


def _key(limit: str) -> str:
    return f"{session_keys.CLASS_LIMIT}_{limit}"
