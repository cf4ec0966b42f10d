"""Many machines on this one, started by the commands of docs/cluster.md."""

import os
import shlex
import signal
import subprocess
import sys
from dataclasses import asdict, replace

from benchmarks.server import free_port
from runs.home import REPOSITORY
from tests.training.engine.cluster_docs import block, command
from tests.waiting import wait_until
from training.presets import PRESETS

SETTINGS = replace(PRESETS["fast"].settings, epochs=0.15)
UNLIKE = ("seconds", "rate", "relative_change")  # fields of a point: of the clock, or of runs that stand still
SCHEDULER, WORKER, ENGINE, SERVER = "dask scheduler", "dask worker", "training.engine --address", "ui.server"


class Site:
    """Processes with groups of their own, which end as if their machines had lost power."""

    def __init__(self, folder, store_url):
        self.folder, self.log = folder, folder / "log"
        self.scheduler, self.ports = f"127.0.0.1:{free_port()}", {}
        self.environment = os.environ | {
            "LINEHEADS_STORE": store_url,
            "LINEHEADS_HOME": str(folder / "home"),
            "PYTHONPATH": str(REPOSITORY),
        }
        self.running = []
        subprocess.run(["bash", "-ec", block("openssl")], cwd=folder, check=True, capture_output=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for process in list(self.running):
            self.kill(process)

    def start(self, part, more="", **replaced):
        """The command of the docs with the addresses and folders of this test."""
        line = f"{command(part)} {more}"
        replaced |= {"scheduler.example:8786": self.scheduler, "--port 8786": f"--port {self.scheduler.split(':')[1]}"}
        replaced |= {
            "0.0.0.0": "127.0.0.1",
            ".venv/bin": os.path.dirname(sys.executable),
            "--nworkers 2": "--nworkers 1",
        }
        replaced |= {name: f"{self.folder}/{name}" for name in ("ca.pem", "node.pem", "node.key")}
        for typed, here in replaced.items():
            line = line.replace(typed, here)
        words = shlex.split(line)
        variables = dict(word.split("=") for word in words if word.startswith("LINEHEADS_"))
        environment, arguments = self.environment | variables, words[len(variables) :]
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                arguments, cwd=REPOSITORY, env=environment, stdout=log, stderr=log, start_new_session=True
            )
        self.running.append(process)
        return process

    def kill(self, process):
        self.running.remove(process)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def until(self, condition):
        wait_until(condition, seconds=240, log=self.log)


def values(point):
    return {name: value for name, value in asdict(point).items() if name not in UNLIKE}
