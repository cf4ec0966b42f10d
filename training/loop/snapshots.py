"""Of which steps a run keeps its weights, so that people see how it learned."""

SNAPSHOTS_AT_MOST = 40  # of a run
PARAMETERS_AT_MOST = 250_000  # of a network whose snapshots are kept: 1 MB each


def snapshot_interval(total_steps: int, chunk: int) -> int:
    """Steps from one snapshot to the next, a multiple of `chunk`: the first and the last step are kept too."""
    chunks = -(-total_steps // chunk)
    return chunk * -(-chunks // (SNAPSHOTS_AT_MOST - 1))
