"""Every trained network by name: those that come with the project, and the runs of a store, imported ones too.

A shipped network is a run like any other that has ended: with settings, a result, files and, if it was kept, a curve.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from threading import Lock

from data.percent import plain_percent
from model.files.browser import answers_in_browser, browser_file
from model.predict import Predictor, shipped_names
from runs.records import Snapshot
from training.network_files import LITERT_FILE, WEIGHTS_FILE, NetworkFiles, ShippedFiles, StoredFiles
from training.provenance import Provenance, TrainingSet
from training.results.stored_evaluation import EVALUATION_FILE, Judged, read_evaluation
from training.run import Run
from training.run_store import RunStore
from training.settings import RunSettings, SettingsError

SHIPPED_RUN = "story"  # the run id under which Train shows the run of a shipped network before anybody has trained
ALIASES = {SHIPPED_RUN: "fast"}
ANCESTORS = 20  # networks, each started from the next, that are followed
_NETWORKS_KEPT = 32  # networks


class UnknownNetworkError(SettingsError):
    """No network has this name, or it has not left what is asked of it; the message is a sentence."""


@dataclass(frozen=True, eq=False, kw_only=True)
class TrainedNetwork:
    """A trained network; what is large is read when it is asked for."""

    run: Run
    version: str  # changes when the network does: a part of every key under which something of it is kept
    title: str  # what it is called in lists
    files: NetworkFiles
    provenance_of: Callable[[RunSettings], Provenance]

    @property
    def name(self) -> str:
        """The shipped name or the run id."""
        return self.run.id

    @property
    def label(self) -> str:
        """What a picker shows: its title, and on how many test pictures all four heads are right."""
        return f"{self.title} · {plain_percent(self.test['exact'])} exact{_on_pictures(self.run)}"

    @property
    def settings(self) -> RunSettings:
        """What it was trained with.

        Raises:
            SettingsError: The run is of another version that had other settings.
        """
        return self.run.settings.trainable()

    @property
    def test(self) -> dict[str, float]:
        """Accuracy on its test part, per head, `average` and `exact`; empty before it was measured."""
        return (self.run.result or {}).get("test") or {}

    @property
    def weights(self) -> bytes:
        """As `.npz`.

        Raises:
            UnknownNetworkError: It has left none.
        """
        return self._file(WEIGHTS_FILE, "has left no weights. Train it again, or choose another network.")

    @cached_property
    def browser_file(self) -> bytes | None:
        """The network as the browser loads it; None: it answers on the server alone."""
        return self._browser_file(lambda: self.files.file(WEIGHTS_FILE))

    @property
    def snapshots(self) -> list[Snapshot]:
        """Itself on its way, from before its first step to its last; none of those that have kept none."""
        return self.files.snapshots()

    def snapshot_file(self, snapshot: Snapshot) -> bytes:
        """One of its snapshots as the browser loads it.

        Raises:
            UnknownNetworkError: It is not there any more.
        """
        content = self._browser_file(lambda: self.files.snapshot(snapshot))
        if content is None:
            raise UnknownNetworkError(f"Run {self.name} does not keep its step {snapshot.step} any more.")
        return content

    def _browser_file(self, weights: Callable[[], bytes | None]) -> bytes | None:
        readable = self.run.readable
        design = readable.built_design if readable else None
        if design is None or not answers_in_browser(design):
            return None
        content = weights()
        return None if content is None else browser_file(design, content)

    @cached_property
    def evaluation(self) -> Judged | None:
        """Its own test part with what it answers there, as they were stored; None: they were not.

        Raises:
            SettingsError: As `provenance`, or the set of its pictures is not there any more.
        """
        self.provenance.check()
        content = self.files.file(EVALUATION_FILE)
        return None if content is None else read_evaluation(content, self.provenance.own.source)

    @property
    def litert(self) -> bytes:
        """The network for LiteRT.

        Raises:
            UnknownNetworkError: It has left none.
        """
        return self._file(LITERT_FILE, "has no network yet. Train it to its end, or choose another network.")

    def _file(self, name: str, trouble: str) -> bytes:
        content = self.files.file(name)
        if content is None:
            raise UnknownNetworkError(f"Run {self.name} {trouble}")
        return content

    @cached_property
    def predictor(self) -> Predictor:
        return Predictor(self.litert)

    @cached_property
    def provenance(self) -> Provenance:
        """What it was trained on.

        Raises:
            SettingsError: A network that it started from is not there any more, or settings are of another version.
        """
        return self.provenance_of(self.settings)


class Catalogue:
    """The networks that come with the project, and those of a store if one is given. May be shared by threads."""

    def __init__(self, store: RunStore | None = None) -> None:
        self._store = store
        self._lock = Lock()
        self._kept: OrderedDict[str, TrainedNetwork] = OrderedDict()  # by version, the one used last at the end

    def entries(self, *also: str | None) -> list[TrainedNetwork]:
        """The shipped networks, the one that answers by default first; then the newest runs that have ended with one.

        Args:
            also: Ids of runs that are listed too, though they are not among the newest: old ones, trials of a search.
        """
        shipped = [self._shipped(name) for name in shipped_names()]
        if self._store is None:
            return shipped
        runs = {run.id: run for run in self._store.runs()}
        for name in {*filter(None, also)} - {*shipped_names(), *runs}:
            run = self._store.run(name)
            runs |= {name: run} if run and not run.deleted else {}
        return [*shipped, *(self._stored(self._store, run) for run in runs.values() if has_network(run))]

    def get(self, name: str) -> TrainedNetwork:
        """The network of this shipped name or run id, ready to answer.

        Raises:
            UnknownNetworkError: There is none, or the run has no network yet.
        """
        try:
            network = self.find(name)
        except UnknownNetworkError:
            network = None
        if network is None or not has_network(network.run):
            names = ", ".join(entry.name for entry in self.entries())
            raise UnknownNetworkError(f"Networks are {names}. Received: {name!r}. Choose one of these.")
        return self._keep(network)

    def find(self, name: str) -> TrainedNetwork:
        """The same also of a run that has not ended: its files may be missing.

        Raises:
            UnknownNetworkError: There is neither a network nor a run of this name.
        """
        name = network_name(name)
        if name in shipped_names():
            return self._shipped(name)
        if self._store and (run := self._store.run(name)):
            return self._stored(self._store, run)
        raise UnknownNetworkError(
            f"There is no network or run {name} here any more. Choose another one, or new weights."
        )

    def provenance(self, settings: RunSettings) -> Provenance:
        """What a network with these settings is trained on.

        Raises:
            SettingsError: A network that it starts from is not there any more.
        """
        sets = [TrainingSet.of(settings)]
        while settings.start is not None:
            if len(sets) > ANCESTORS:
                raise SettingsError(
                    f"A network may go back to {ANCESTORS} others at most. This one has more. Start with new weights."
                )
            settings = self.find(settings.start).settings
            sets.append(TrainingSet.of(settings))
        provenance = Provenance(tuple(sets))
        provenance.check()
        return provenance

    def _keep(self, network: TrainedNetwork) -> TrainedNetwork:
        """The network as it was handed out before, with all that was read of it; unless its run has changed."""
        with self._lock:
            kept = self._kept.get(network.version)
            if kept is None or kept.run != network.run:
                self._kept[network.version] = kept = network
            self._kept.move_to_end(network.version)
            if len(self._kept) > _NETWORKS_KEPT:
                self._kept.popitem(last=False)
            return kept

    def _shipped(self, name: str) -> TrainedNetwork:
        files = ShippedFiles(name)
        return TrainedNetwork(
            run=files.run(),
            version=f"{name}-{files.path(WEIGHTS_FILE).stat().st_mtime_ns}",
            title=name,
            files=files,
            provenance_of=self.provenance,
        )

    def _stored(self, store: RunStore, run: Run) -> TrainedNetwork:
        return TrainedNetwork(
            run=run,
            version=f"{run.id}-{run.ended.timestamp() if run.ended else 0:.3f}",
            title=f"{run.name} · run {run.id}",
            files=StoredFiles(store, run.id),
            provenance_of=self.provenance,
        )


def _on_pictures(run: Run) -> str:
    """' of 4,196'; '' for runs of versions that did not count their test part."""
    count = (run.result or {}).get("test_pictures")
    return f" of {count:,}" if count else ""


def network_name(run_id: str) -> str:
    """What the network of a run is called."""
    return ALIASES.get(run_id, run_id)


def has_network(run: Run) -> bool:
    """Whether a run has ended with a network."""
    return run.status in ("done", "stopped") and "test" in (run.result or {})
