"""The custom network of Train: its draft, the dialog that edits it, and saved networks."""
