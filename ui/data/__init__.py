"""The Data page, a file for each section: classes, leak, import and export. Add yours to `SECTIONS`."""
