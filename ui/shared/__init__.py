"""What several pages need: networks, the chosen picture, runs, the URL, session keys, rows and buttons, theme, texts.

Nothing here imports a page.
"""
