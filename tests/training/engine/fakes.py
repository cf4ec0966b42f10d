"""What stands for a Dask cluster where an engine is tested."""

from training.engine.process import Work

NOTHING = Work(train=print, answer_query=print, warm_up=print, warm_up_queries=print)


class FakeFuture:
    """A task that goes on until the test gives it another status."""

    def __init__(self):
        self.status, self.key = "pending", str(id(self))

    def done(self):
        return self.status != "pending"

    def exception(self):
        return ValueError("The loss is made of cheese.")

    def traceback(self):
        return None


class FakeClient:
    """A cluster of two workers that does what the test says."""

    def __init__(self):
        self.futures = {}

    def nthreads(self):
        return {"first": 1, "second": 1}

    def submit(self, task, run_id, url, **options):
        assert options == {"pure": False, "retries": 0, "priority": 0}
        return self.futures.setdefault(run_id, FakeFuture())
