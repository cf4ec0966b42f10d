"""What two pages or more need: networks, the chosen picture, runs, the URL, session keys, theme, text.

Nothing here knows a page.
"""
