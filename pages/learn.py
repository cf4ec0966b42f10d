"""Lessons: guess, train a real network, and find out."""

from ui.learn import fields, page
from ui.shared import page_frame

page_frame.open_page(
    "Learn", "Guess first, train a real network for some seconds, and see whether you were right.", fields.PARTS
)
page.draw_learn()
