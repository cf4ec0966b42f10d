"""Networks into files and out of them, in a worker; `python -m training.files` does the same in a terminal."""

EXPORT, IMPORT = "export", "import"  # kinds of a `Job`, beside the views of `model.explain`
