"""The pictures of a cell with the prediction of each head, and the buttons that open one on other pages."""

from functools import partial
from typing import Any

import numpy as np
import streamlit as st

from model.evaluate import FIRST, Evaluation, shown_first, worst_first
from ui.evaluate import confusion_component, fields
from ui.evaluate.confusion_tables import MatrixCell
from ui.shared import images, picture_strip, session_keys
from ui.shared.class_labels import class_labels
from ui.shared.component import script_component
from ui.shared.drawing import Drawing
from ui.shared.evaluated import PairedEvaluation, SetEvaluation
from ui.shared.theme import STYLED_HEADS
from ui.shared.url_state import gone

PAGE = FIRST  # pictures that are sent at first, and more at a time
_CLASSES = [head | {"classes": class_labels(head["name"])} for head in STYLED_HEADS]

_gallery = script_component("gallery", "evaluate/gallery/gallery")


def draw_gallery(judged: SetEvaluation, cell: MatrixCell | None, versus: PairedEvaluation | None, other: str) -> None:
    """Draw the pictures of the cell, else all mistakes; what is chosen there can be opened on other pages.

    Args:
        other: Name of the second network.
    """
    rows = ordered_rows(judged, cell)
    size = st.session_state.get(session_keys.GALLERY_SIZE, PAGE)
    sent = rows[:size]
    field = fields.SHOWN_PICTURE.given(valid={"", *map(str, rows.tolist())}.__contains__)
    shown = field.follow(gone("picture", "showing the first") if field.changed() else "")
    row = int(shown) if shown else (int(rows[0]) if len(rows) else None)
    if row is not None and row not in sent:
        sent = np.append(sent, row)
    data = {
        "title": gallery_title(judged, cell),
        "chosen": cell is not None,
        "total": len(rows),
        "heads": _CLASSES,
        "strip": images.picture_column(judged.part.draw(sent)) if len(sent) else "",
        "items": gallery_items(judged.evaluation, sent, versus),
        "other": other,
        "shown": row,
    }
    clear = partial(confusion_component.select_cell, "")
    _gallery(key=session_keys.GALLERY, data=data, on_shown_change=_take, on_more_change=_more, on_clear_change=clear)
    if row is not None:
        picture_strip.draw_open_buttons(_picture(judged, row), drawing_of(judged, row), key="gallery")


def _take() -> None:
    fields.SHOWN_PICTURE.stage(str(st.session_state[session_keys.GALLERY]["shown"]))


def _more() -> None:
    st.session_state[session_keys.GALLERY_SIZE] = st.session_state.get(session_keys.GALLERY_SIZE, PAGE) + PAGE


def ordered_rows(judged: SetEvaluation, cell: MatrixCell | None) -> np.ndarray:
    """`(k,)` numbers of the pictures, most confident mistakes first; without a cell all mistakes, else the closest."""
    if cell is not None:
        return worst_first(judged.evaluation, cell.pictures(), cell.matrix.head)
    return shown_first(judged.evaluation)


def gallery_title(judged: SetEvaluation, cell: MatrixCell | None) -> str:
    """The heading of the gallery."""
    if cell is not None:
        return cell.text()
    none = judged.evaluation.exact.all()
    return "No mistakes: the least certain pictures" if none else "All mistakes, the most confident first"


def gallery_items(evaluation: Evaluation, rows: np.ndarray, versus: PairedEvaluation | None) -> list[dict[str, Any]]:
    """The predictions for each picture: classes by number, confidence in whole percent, rounded down."""
    others = {} if versus is None else dict(zip(versus.rows.tolist(), versus.second.predictions.tolist(), strict=True))
    return [
        {
            "row": row,
            "true": evaluation.labels[row].tolist(),
            "said": evaluation.predictions[row].tolist(),
            "sure": np.floor(100 * evaluation.confidence[row]).astype(int).tolist(),
            "other": others.get(row),
        }
        for row in rows.tolist()
    ]


def drawing_of(judged: SetEvaluation, row: int) -> Drawing | None:
    """The line of a picture as the canvas holds it, if some painter paints just these pixels; else None."""
    lines = judged.part.lines
    return None if lines is None else picture_strip.line_drawing(lines, row, _picture(judged, row))


def _picture(judged: SetEvaluation, row: int) -> np.ndarray:
    return judged.part.draw(np.array([row]))[0]
