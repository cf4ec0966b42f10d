"""The Explore page: draw, generate or upload a line; four heads answer while the pointer moves."""
