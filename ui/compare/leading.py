"""The section of the leaderboard."""

import streamlit as st

from ui.compare import board
from ui.compare.chosen import every_run
from ui.store import store


def section() -> None:
    known = board.groups(every_run(), store().changed_runs())
    rows = board.leaderboard(list(known.values()), known)
    st.dataframe([{"runs": len(row.group.runs), "delta-m": row.delta, "rank": row.rank} for row in rows])
