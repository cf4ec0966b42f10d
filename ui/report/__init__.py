"""The report of a run, or of several compared: one HTML file that opens offline, and the same as PDF.

`collect.py` reads the facts, `document.py` makes blocks of them (plain values, see `blocks.py`), `html.py` (with its
template `report.html.jinja`) and `pdf.py` draw the blocks; none of these knows Streamlit. `button.py` offers the report
on a page, `python -m ui.report` in a terminal. A new part is a function of the facts in `SECTIONS` of `document.py`; a
new conclusion is a function and a line of a table in `inferences.py` or `verdicts.py`.
"""
