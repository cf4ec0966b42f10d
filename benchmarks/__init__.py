"""What `make bench` runs: one file per subject, each with `rows()`. Add yours to `benchmarks.__main__`."""
