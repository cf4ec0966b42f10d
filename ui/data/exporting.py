"""Sets as files: what the sampler draws, or an imported set, in every kind of `data.export`."""

from dataclasses import replace

import streamlit as st

from data.export import EXPORTS, Export
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT
from data.sample import SamplerSettings, sample
from training.imported_sets import imported, library
from ui.data import fields, sampler
from ui.data.fields import SAMPLED
from ui.shared.url_widgets import selectbox


def section() -> None:
    names = {SAMPLED: "What the sampler draws"} | {one.key: one.name for one in library().sets()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        source = selectbox("Pictures", fields.EXPORTED.given(choices=names), names.__getitem__, width=320)
        count = sampler.per_class() if source == SAMPLED else 0
    if source == SAMPLED:
        settings = replace(sampler.controls(), per_class=count)
        st.caption(f"{CLASS_COUNT * count:,} pictures. Equal settings and seed give equal files.")
        buttons(settings, "lineheads")
    else:
        st.caption(f"{_size(source):,} pictures of an imported set.")
        buttons(source, "imported")


def _size(key: str) -> int:
    return next(one.report["read"] for one in library().sets() if one.key == key)


def buttons(source: SamplerSettings | str, stem: str) -> None:
    """A button for each kind of file, which is made when it is asked for.

    Args:
        source: What to draw, or the key of an imported set.
    """
    for one in EXPORTS.values():
        with st.container(horizontal=True, vertical_alignment="center"):
            st.download_button(
                one.label,
                data=lambda one=one: made(one, source),
                file_name=f"{stem}{one.ending}",
                mime=one.mime,
                icon=":material/download:",
                on_click="ignore",
                key=f"export_{one.name}",
                width=170,
            )
            with st.container(width=560):
                st.caption(one.about)


def made(export: Export[Labelled], source: SamplerSettings | str) -> bytes:
    """The file."""
    if isinstance(source, str):
        return export.make(imported(source))
    drawn = sample(source)
    return export.make(Labelled(drawn.pictures, drawn.labels))
