"""The Data page, a file per section: the classes, the leak, import and export."""
