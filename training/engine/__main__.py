"""`python -m training.engine`: serve a store."""

import sys

from data.terminal import run_command
from training.engine import queries, task
from training.engine.process import Work, main

if __name__ == "__main__":
    work = Work(
        train=task.train_run,
        answer_query=queries.answer_query,
        warm_up=task.warm_up_training,
        warm_up_queries=queries.warm_up_queries,
    )
    run_command(lambda: main(sys.argv[1:], work))
