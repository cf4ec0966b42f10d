"""Draw, generate or upload a line; four heads answer live."""

from ui import canvas, explore, frame, uploads

frame.open_page("Explore")
canvas.begin()
predict = explore.bar()
explore.reading(predict)
uploads.strip(predict)
