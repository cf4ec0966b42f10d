"""Learn: the course list and the player of lessons. A kind of step is drawn by one function of `ui/learn/steps.py`."""
