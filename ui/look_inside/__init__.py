"""The Look inside page: the network, its opened layer, and what each head looks at. Drawn by `static/look_inside/`.

A section is one file with a `Section` and one entry of `sections.SECTIONS`; its drawing is a file in
`static/look_inside/` and one entry of `DRAWINGS` in `static/look_inside/look_inside.js`.
"""
