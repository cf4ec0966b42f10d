"""An engine whose runs count steps instead of training; run as a script, it serves a store."""

import os
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[3]))

from runs.history import HistoryPoint
from training.engine.heartbeat import beating
from training.engine.process import Work, main
from training.run_store import RunStore


def count(run_id, store_url):
    """Add a point every 10 ms from the last checkpoint on; `fail_at` raises there, `steps` is the end."""
    with RunStore(store_url) as store, beating(partial(store.beat_run, run_id, store.run(run_id).attempt)):
        wishes = store.run(run_id).settings.to_json()
        store.set_status(run_id, "running", total_steps=wishes["steps"])
        begin, _ = store.checkpoint(run_id) or (0, b"")
        for step in range(begin, wishes["steps"]):
            if step == wishes.get("fail_at"):
                raise ValueError(f"Step {step} went wrong.")
            store.add_points(run_id, [HistoryPoint(step=step, diagnostics={"pid": os.getpid()})])
            store.save_checkpoint(run_id, step + 1, b"")
            time.sleep(0.01)


def answer_query(key, store_url):
    """Answer with the process that did it; a job may be its death."""
    with RunStore(store_url) as store:
        if store.query(key).job.kind == "die":
            os._exit(1)
        store.save_answer(key, str(os.getpid()).encode())


def warm_up():
    time.sleep(0.1)


WORK = Work(train=count, answer_query=answer_query, warm_up=warm_up, warm_up_queries=warm_up)

if __name__ == "__main__":
    main(sys.argv[1:], WORK)
