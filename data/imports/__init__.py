"""Reads sets of pictures that others made. One file per form; add yours to the table of `data/importer.py`.

Nothing is unpacked to disk and nothing executable is loaded: archives are read member by member, arrays as plain
numbers, and whatever is larger than `limits.py` says is refused before it is read.
"""
