"""Runs that were trained elsewhere: they enter the store as they ended."""

from typing import Any

from sqlalchemy import insert

from runs.database import Database
from runs.lifecycle import new_run_id
from runs.records import now
from runs.rights import for_oneself
from runs.tables import Artefact, ControlRow, RunRow


class ImportedRuns(Database):
    """Finished runs from files."""

    @for_oneself
    def import_run(
        self, name: str, settings: dict[str, Any], result: dict[str, Any], files: dict[str, bytes], message: str
    ) -> str:
        """Put a finished run of the viewer into the store with its artefacts, wholly or not at all; returns its id."""
        run_id, moment = new_run_id(), now()
        times = {"created": moment, "queued": moment, "ended": moment}
        row = {"id": run_id, "name": name, "settings": settings, "status": "done", "message": message, "result": result}
        with self.write() as connection:
            connection.execute(insert(RunRow).values(**row, **times, owner=self.viewer.owner))
            connection.execute(insert(ControlRow).values(run_id=run_id))
            artefacts = [{"run_id": run_id, "name": file, "data": data} for file, data in files.items()]
            connection.execute(insert(Artefact), artefacts)
        return run_id
