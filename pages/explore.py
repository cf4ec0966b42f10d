"""Draw, generate or upload a line, and see the four predictions live."""

from ui.explore import fields, page, uploads
from ui.shared import canvas_state, keyboard, page_frame

page_frame.open_page("Explore", "What do four heads of one network read in your line?", fields.PARTS)
keyboard.use_keys(*page.KEYS)
canvas_state.initialise()
network = page.draw_bar()
page.draw_canvas_and_cards(network)
uploads.draw_uploads(network.predictor)
