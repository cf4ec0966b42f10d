"""The engine: a process of its own that hands queued runs and worker queries to the workers of a Dask cluster.

`launch.py` starts it, `process.py` is its loop; in a worker, `task.py` trains a run and `queries.py` does what pages
ask for.
"""
