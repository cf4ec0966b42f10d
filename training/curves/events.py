"""Curves as TensorBoard's event files, one folder a run in one zip."""

# pyright: reportAttributeAccessIssue=false
# (the classes of protocol buffers are made when they are imported)

import io
import re
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from runs.history import HistoryPoint
from training.curves.curve import Curve, numbers

FILE = "events.out.tfevents.{:010d}.lineheads"  # TensorBoard finds it by its beginning; numbers of seconds sort
VERSION = "brain.Event:2"
DATE = (2019, 1, 1, 0, 0, 0)  # of every file, so that equal curves give equal archives
TAGS = {"weights": "weight"}  # the group of a tag, where it is not the name in a point


def zipped(curves: Sequence[Curve]) -> bytes:
    """A folder for each run, called after its name and id."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for curve in curves:
            path = f"{folder(curve)}/{FILE.format(int(curve.started))}"
            archive.writestr(zipfile.ZipInfo(path, DATE), events(curve), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def folder(curve: Curve) -> str:
    """`fast-4x7k2m9p`: letters, digits and dashes alone."""
    words = re.sub(r"[^a-z0-9]+", "-", curve.name.lower()).strip("-")
    return "-".join(filter(None, (words[:40], curve.run_id)))


def events(curve: Curve) -> bytes:
    """An event for each point: all its scalars, dated by the seconds of training."""
    from tensorboardX.proto.event_pb2 import Event
    from tensorboardX.record_writer import RecordWriter

    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "events"
        writer = RecordWriter(str(path))
        writer.write(Event(wall_time=curve.started, file_version=VERSION).SerializeToString())
        for point in curve.points:
            when = curve.started + (point.seconds or 0.0)
            event = Event(wall_time=when, step=point.step, summary=_summary(point))
            writer.write(event.SerializeToString())
        writer.close()
        return path.read_bytes()


def _summary(point: HistoryPoint) -> Any:
    from tensorboardX.proto.summary_pb2 import Summary

    named = {TAGS.get(name, name): value for name, value in point.to_json().items() if name != "step"}
    values = (Summary.Value(tag=tag, simple_value=value) for tag, value in numbers(named, "/").items())
    return Summary(value=list(values))
