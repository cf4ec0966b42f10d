"""Draw, generate or upload a line; four heads answer live."""

from ui.explore import page, uploads
from ui.shared import canvas_state, page_frame

page_frame.open_page("Explore")
canvas_state.begin()
predict = page.bar()
page.reading(predict)
uploads.strip(predict)
