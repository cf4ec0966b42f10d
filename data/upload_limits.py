"""How large a file may be that comes through a browser: one number for each kind, which readers and pages share.

`server.maxUploadSize` of `.streamlit/config.toml` is the largest of these kinds. Streamlit counts 2**20 bytes as a MB;
the readers count a million, and say so in words.
"""

PICTURE = 20  # MB, a photograph of a phone
PICTURES = 24  # at a time
SET = 50  # MB; in a terminal as large as `data/imports/limits.py` says
NETWORK = 80  # MB, in a terminal too
SESSION = 150  # MB that a session has uploaded
SERVER = 300  # MB that all sessions have uploaded
MEGABYTE = 1_000_000  # bytes
