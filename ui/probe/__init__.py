"""The Probe page: a line is changed, and the four heads are asked again and again.

One file per section, each with `section(probed)`; add yours to `sections.SECTIONS`. What is computed is in
`model.probe`, kept in `cached.py`; what is drawn is in `static/probe/`.
"""
