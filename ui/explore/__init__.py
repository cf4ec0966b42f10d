"""The Explore page: draw, generate or upload a line; the four predictions follow the pointer."""
