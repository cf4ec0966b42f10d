"""Export and import of trained networks, in a worker or by `python -m training.files`."""

EXPORT, IMPORT = "export", "import"  # kinds of a `Job`, besides the views of `model.explain`
