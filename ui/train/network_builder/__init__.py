"""A network of one's own on Train: its draft, the dialog that builds it, and those that were saved under a name."""
