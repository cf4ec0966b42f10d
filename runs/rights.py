"""Who may change what in the store: each changing method has the decorator of its rule.

A store that is bound to a viewer writes through these methods alone: one without a rule is refused. A new rule is a
function that raises `NotYours`, made a decorator by `rule`.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import wraps
from inspect import signature
from typing import Any, TypeVar, cast

from sqlalchemy import select

from data.viewer import EVERYTHING, NotYours, Viewer
from runs.records import SearchNotFound
from runs.tables import QueryRow, RunRow, SearchRow

__all__ = ["EVERYTHING", "NotYours", "Viewer", "for_all", "for_engine", "for_oneself", "of_class", "of_query"]
__all__ += ["of_run", "of_search", "rule"]

MethodT = TypeVar("MethodT", bound=Callable[..., Any])
Check = Callable[[Any, Mapping[str, Any]], None]  # of the bound store, and the arguments of the call by name


def rule(check: Check) -> Callable[[MethodT], MethodT]:
    """A decorator for methods of the store that change it: a viewer who may not do everything is checked first."""

    def decorate(method: MethodT) -> MethodT:
        parameters = signature(method)

        @wraps(method)
        def guarded(store: Any, *args: Any, **kwargs: Any) -> Any:
            if not store.viewer.everything:
                check(store, parameters.bind(store, *args, **kwargs).arguments | kwargs)
                store = store.bound(replace(store.viewer, everything=True))
            return method(store, *args, **kwargs)

        vars(guarded)["rule"] = check
        return cast(MethodT, guarded)

    return decorate


def _of_run(store: Any, arguments: Mapping[str, Any]) -> None:
    with store.read() as connection:
        run = store.require_run(connection, arguments["run_id"], RunRow.owner)
    store.viewer.check(run.owner, "run")


def _of_search(store: Any, arguments: Mapping[str, Any]) -> None:
    search_id = arguments["search_id"]
    with store.read() as connection:
        search = connection.execute(select(SearchRow.owner).where(SearchRow.id == search_id)).first()
    if search is None:
        raise SearchNotFound(search_id)
    store.viewer.check(search.owner, "search")


def _of_query(store: Any, arguments: Mapping[str, Any]) -> None:
    with store.read() as connection:
        query = connection.execute(select(QueryRow.owner).where(QueryRow.key == arguments["key"])).first()
    if query is not None:
        store.viewer.check(query.owner, "question")


def _for_oneself(store: Any, arguments: Mapping[str, Any]) -> None:
    if arguments.get("owner") not in (None, store.viewer.owner):
        raise NotYours("A browser does this for itself alone.")
    leader = arguments.get("races")
    if leader is not None and (run := store.run(leader)):
        store.viewer.check(run.owner, "run")


def _of_class(store: Any, arguments: Mapping[str, Any]) -> None:
    if arguments["class_id"] != store.viewer.teaches:
        raise NotYours("Only the teacher of this class can do this, on the board that the secret link opens.")


def _for_engine(store: Any, arguments: Mapping[str, Any]) -> None:
    raise NotYours("Only the engine and its workers do this.")


def _for_all(store: Any, arguments: Mapping[str, Any]) -> None:
    pass


of_run = rule(_of_run)  # for the owner of `run_id`
of_search = rule(_of_search)  # for the owner of `search_id`
of_query = rule(_of_query)  # for the owner of `key`
of_class = rule(_of_class)  # for the teacher of `class_id`
for_oneself = rule(_for_oneself)  # for everybody, in the name of `owner`, which is themselves
for_engine = rule(_for_engine)
for_all = rule(_for_all)
