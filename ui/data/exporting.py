"""Downloads of what the sampler draws or of an imported set, in every form of `data.export`."""

from dataclasses import replace
from functools import partial

import streamlit as st

from data.export import EXPORTS, Export
from data.labelled_set import Labelled
from data.labels import CLASS_COUNT
from data.sample import SamplerSettings, sample
from training.imported_sets import imported
from ui.data import fields, sampler
from ui.data.fields import SAMPLED
from ui.shared.format import counted
from ui.shared.layout import download_button, horizontal
from ui.shared.store import set_library
from ui.shared.url_state import gone
from ui.shared.url_widgets import selectbox


def draw_export() -> None:
    sets = {card.key: card for card in set_library().sets()}
    names = {SAMPLED: "Samples of the sampler"} | {key: card.name for key, card in sets.items()}
    with horizontal("bottom"):
        source = selectbox("Pictures", fields.EXPORTED, names, gone("set", "exporting samples"), width=320)
        count = sampler.pick_per_class() if source == SAMPLED else 0
    if source == SAMPLED:
        settings = replace(sampler.draw_sampler(), per_class=count)
        st.caption(f"{counted(CLASS_COUNT * count, 'picture')}. Equal settings and seed give equal files.")
        draw_download_buttons(settings, "lineheads")
    else:
        st.caption(f"{counted(sets[source].report['read'], 'picture')} of an imported set.")
        draw_download_buttons(source, "imported")


def draw_download_buttons(source: SamplerSettings | str, stem: str) -> None:
    """A button for each form; the file is made on the click.

    Args:
        source: What to draw, or the key of an imported set.
        stem: Of the name of the file.
    """
    for export in EXPORTS.values():
        with horizontal():
            make, name = partial(exported_file, export, source), f"{stem}{export.ending}"
            download_button(export.label, make, name, export.mime, f"export_{export.name}", width=170)
            with st.container(width=560):
                st.caption(export.about)


def exported_file(export: Export[Labelled], source: SamplerSettings | str) -> bytes:
    if isinstance(source, str):
        return export.make(imported(source))
    drawn = sample(source)
    return export.make(Labelled(drawn.pictures, drawn.labels))
