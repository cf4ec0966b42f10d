"""What several pages need: networks, the chosen picture, runs, the URL, session keys, theme, texts.

Nothing here imports a page.
"""
