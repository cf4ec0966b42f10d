"""The Probe page: a line is changed, and the predictions of the four heads are followed.

One file per section, each with a function `draw_...(context)`; add yours to `sections.SECTIONS`. What is computed is in
`model.probe`, kept in `cached.py`; what is drawn is in `static/probe/`.
"""
