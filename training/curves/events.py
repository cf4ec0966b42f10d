"""Curves as event files of TensorBoard: a zip with a folder for each run."""

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from runs.history import HistoryPoint
from training.curves.curve import RunCurve, flat_numbers

_FILE = "events.out.tfevents.{:010d}.lineheads"  # TensorBoard recognises the prefix; the seconds sort
_EVENT_VERSION = "brain.Event:2"
_DATE = (2019, 1, 1, 0, 0, 0)  # a fixed date, so that equal curves give equal archives
_TAGS = {"weights": "weight"}  # names of tags that differ from those of a point


def tensorboard_zip(curves: Sequence[RunCurve]) -> bytes:
    """A zip with a folder for each run, named after the run and its id."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for curve in curves:
            path = f"{folder(curve)}/{_FILE.format(int(curve.started))}"
            archive.writestr(zipfile.ZipInfo(path, _DATE), events(curve), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def folder(curve: RunCurve) -> str:
    """`fast-4x7k2m9p`: letters, digits and dashes alone."""
    slug = re.sub(r"[^a-z0-9]+", "-", curve.name.lower()).strip("-")
    return "-".join(filter(None, (slug[:40], curve.run_id)))


def events(curve: RunCurve) -> bytes:
    """An event file: each point with all its scalars, dated by the seconds of training."""
    from tensorboardX.proto.event_pb2 import Event  # pyrefly: ignore[missing-module-attribute]
    from tensorboardX.record_writer import RecordWriter

    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "events"
        writer = RecordWriter(str(path))
        writer.write(Event(wall_time=curve.started, file_version=_EVENT_VERSION).SerializeToString())
        for point in curve.points:
            wall_time = curve.started + (point.seconds or 0.0)
            event = Event(wall_time=wall_time, step=point.step, summary=_summary(point))
            writer.write(event.SerializeToString())
        writer.close()
        return path.read_bytes()


def _summary(point: HistoryPoint) -> Any:
    from tensorboardX.proto.summary_pb2 import Summary  # pyrefly: ignore[missing-module-attribute]

    tagged = {_TAGS.get(name, name): value for name, value in point.to_json().items() if name != "step"}
    values = (Summary.Value(tag=tag, simple_value=value) for tag, value in flat_numbers(tagged, "/").items())
    return Summary(value=list(values))
