"""The engine deletes classes whose time is over."""

from datetime import timedelta

from runs.records import now
from runs.tables import ClassRow
from tests.training.engine.fakes import NOTHING, FakeClient
from training.engine.process import Engine


def test_a_class_is_deleted_when_its_time_is_over(store):
    classes = [store.create_class(name)[0] for name in ("4b", "4c")]
    over = ClassRow.id == classes[0].id
    store.execute(ClassRow.__table__.update().where(over).values(ends=now() - timedelta(seconds=1)))
    Engine(store, FakeClient(), NOTHING).turn()
    assert [store.school_class(class_.id) for class_ in classes] == [None, classes[1]]
