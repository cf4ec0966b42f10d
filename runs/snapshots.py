"""The weights of a run at some of its steps: how it learned."""

import zlib

from sqlalchemy import delete, select

from runs.database import Database
from runs.records import Snapshot
from runs.rights import for_engine
from runs.tables import SnapshotRow


class Snapshots(Database):
    """Weights by run and step; `lifecycle` and `curves` remove those of runs that end without a network or go back."""

    @for_engine
    def save_snapshot(self, run_id: str, step: int, data: bytes) -> None:
        """Keep the weights at a step."""
        row = {"run_id": run_id, "step": step, "version": f"{zlib.crc32(data):08x}", "data": data}
        with self.write() as connection:
            self.require_run(connection, run_id)
            self.upsert(connection, SnapshotRow, row)

    @for_engine
    def thin_snapshots(self, run_id: str, interval: int) -> None:
        """Remove those between the multiples of `interval`: where a run stopped that goes on."""
        self.execute(delete(SnapshotRow).where(SnapshotRow.run_id == run_id, SnapshotRow.step % interval != 0))

    def snapshots(self, run_id: str) -> list[Snapshot]:
        """Those of a run by step, without their weights; none of a run that is not there."""
        columns = SnapshotRow.step, SnapshotRow.version
        with self.read() as connection:
            rows = connection.execute(select(*columns).where(SnapshotRow.run_id == run_id).order_by(SnapshotRow.step))
            return [Snapshot(**row._asdict()) for row in rows]

    def snapshot(self, run_id: str, snapshot: Snapshot) -> bytes | None:
        """The weights; None if they are not there any more."""
        mine = SnapshotRow.run_id == run_id, SnapshotRow.step == snapshot.step, SnapshotRow.version == snapshot.version
        with self.read() as connection:
            return connection.scalar(select(SnapshotRow.data).where(*mine))
