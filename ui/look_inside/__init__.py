"""The Look inside page: a canvas, the network, its opened layer, and questions. Drawn by `static/look_inside/`.

A question is one file and one entry of `sections.QUESTIONS`; its drawing is a file in
`static/look_inside/` and one entry of `DRAWINGS` in `static/look_inside/look_inside.js`.
"""
