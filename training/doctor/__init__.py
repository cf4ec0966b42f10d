"""`make doctor`: what LineHeads needs, what of it is there, and what to do about the rest.

One file for each kind of finding, and one entry of `CHECKS` in `__main__.py` for each question. It must work where
nothing is installed: only files of the standard library are imported at the top.
"""
