"""Draw, generate or upload a line, and see the four predictions live."""

from ui.explore import page, uploads
from ui.shared import canvas_state, page_frame

page_frame.open_page("Explore")
canvas_state.initialise()
predictor = page.draw_bar()
page.draw_canvas_and_cards(predictor)
uploads.draw_uploads(predictor)
