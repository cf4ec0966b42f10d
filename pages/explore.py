"""Draw, generate or upload a line; four heads answer live."""

from ui import canvas, explore, frame, uploads

frame.open_page("Explore")
canvas.begin()
network, predict = explore.bar()
explore.reading(network, predict)
uploads.strip(predict)
