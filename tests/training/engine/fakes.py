"""What stands for a Dask cluster where an engine is tested."""

from training.engine.inspection import inspect_worker, versions
from training.engine.process import Work


def warm_up(): ...


NOTHING = Work(train=print, answer_query=print, warm_up=warm_up, warm_up_queries=warm_up)
TRAINERS = {"first": ["trainer"], "second": ["trainer"], "third": ["queries"]}


class FakeFuture:
    """A task that goes on until the test gives it another status."""

    def __init__(self, result=None):
        self.status, self.key, self._result = "pending" if result is None else "finished", str(id(self)), result
        if isinstance(result, Exception):
            self.status = "error"

    def done(self):
        return self.status != "pending"

    def result(self):
        return self._result

    def exception(self):
        return self._result or ValueError("The loss is made of cheese.")

    def traceback(self):
        return None

    def cancel(self):
        self.status = "cancelled"


def made_ready(task, resources=("trainer",), **told):
    """What a worker answers before its first run; None to a run or a query."""
    if task is warm_up:
        return FakeFuture("warm")
    fit = {"versions": versions(), "resources": resources, "store": "", "gpu": False}
    return FakeFuture(fit | told) if task is inspect_worker else None


class FakeClient:
    """A cluster that does what the test says.

    Args:
        workers: Address -> resources.
    """

    cluster = None

    def __init__(self, workers=TRAINERS):
        self.workers = dict(workers)
        self.told = {}  # address -> what its worker tells besides, or what goes wrong there
        self.futures = {}  # run id or key of a query -> its task
        self.places = {}  # the same -> addresses

    def nthreads(self):
        return dict.fromkeys(self.workers, 1)

    def submit(self, task, *arguments, **options):
        [address] = options.pop("workers")
        assert options == {"pure": False, "retries": 0}
        told = self.told.get(address, {})
        if isinstance(told, Exception):
            return FakeFuture(told)
        if ready := made_ready(task, self.workers[address], **told):
            return ready
        key = arguments[0]
        self.places.setdefault(key, []).append(address)
        if key not in self.futures or self.futures[key].done():
            self.futures[key] = FakeFuture()
        return self.futures[key]
