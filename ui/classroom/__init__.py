"""Classroom: start a class or join one, the student's own page, and the teacher's board (`board.py`).

What students have on every page, the bar that follows the teacher, is `ui/shared/class_bar.py`.
"""
