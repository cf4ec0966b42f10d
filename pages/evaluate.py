"""Judge a network: numbers, and mistakes that open their pictures."""

from ui.evaluate import coursework_2019, page
from ui.shared import page_frame

page_frame.open_page("Evaluate")
page.study(*page.bar())
coursework_2019.section()
