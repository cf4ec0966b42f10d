"""The pictures of the steps: one set for the whole run, or a new drawing of the training part for every epoch."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from training.dataset import Dataset, redrawn
from training.loop import schedule
from training.loop.trainer import DataTensors
from training.settings import RunSettings


@dataclass(slots=True)
class Batches:
    settings: RunSettings
    data: Dataset
    _held: Any = field(default=None, init=False)
    _epoch: int = field(default=0, init=False)  # that the held pictures were drawn for

    def take(self, step: int, count: int) -> tuple[DataTensors, np.ndarray]:
        """The pictures of `count` steps of one epoch, and `(count, batch)` int32 rows of them."""
        training = self.data.parts.training
        epoch = step // schedule.steps_per_epoch(self.settings, len(training)) if self.settings.redraw else 0
        if self._held is None or epoch != self._epoch:
            self._held, self._epoch = None, epoch  # the old pictures go before the new ones come
            self._held = self._drawn(epoch)
        rows = np.arange(len(training)) if epoch else training
        return self._held, schedule.batch_rows(self.settings, rows, step, count)

    def _drawn(self, epoch: int) -> DataTensors:
        if not epoch:
            return DataTensors(self.data.pictures, self.data.labels)
        return DataTensors(redrawn(self.data, self.settings, epoch), self.data.labels[self.data.parts.training])
