"""The table of runs, or of settings: `static/compare/run_table/run_table.js`."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from ui.shared.component import script_component

_table = script_component("run_table", "compare/run_table/run_table")


def number_column(name: str, label: str, about: str = "", **more: Any) -> dict[str, Any]:
    """A column of numbers; `about` is its hint."""
    return {"name": name, "label": label, "kind": "number", "about": about} | more


def run_table(
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Mapping[str, Any]],
    *,
    label: str,
    key: str,
    chosen: Sequence[str],
    most: int,
    on_act: Callable[[dict[str, Any]], None],
    order: str = "",
    starred: bool = False,
    more: int = 0,
    page: str = "",
) -> None:
    """Draw the rows; `on_act` is called with what is done in them.

    Args:
        rows: Each with `id`, `name`, `cells` by the name of the column, and if `starred` with `star` and, where it
            cannot be changed, the reason as `locked`.
        columns: Each with `name` and `label`, some with `kind`, `sorts` and `about`.
        chosen: Ids of the chosen rows.
        most: How many rows may be chosen.
        on_act: Takes `{"kind": "choose", "ids": [...]}`, `{"kind": "star", "id": ..., "on": ...}`, `{"kind": "sort",
            "by": ...}` or `{"kind": "more"}`.
        order: The column that the rows are sorted by, with `-down` if the highest comes first.
        more: How many rows are not sent.
        page: When it changes, the table scrolls to its first row.
    """
    by, _, down = order.partition("-")
    data = {
        "rows": list(rows),
        "columns": list(columns),
        "label": label,
        "chosen": list(chosen),
        "most": most,
        "sort": {"by": by, "down": bool(down)},
        "starred": starred,
        "more": more,
        "page": page,
    }
    _table(key=key, data=data, on_act_change=lambda: on_act(dict(st.session_state[key]["act"] or {})))
