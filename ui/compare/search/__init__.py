"""The weight search on the Compare page. `cost.py`, `words.py` and the two files of charts know no Streamlit."""
