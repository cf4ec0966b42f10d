"""The weight search on the Compare page. `cost.py`, `text.py` and the two files of charts know no Streamlit."""
