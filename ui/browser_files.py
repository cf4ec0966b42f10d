"""What the browser needs to answer by itself: networks and the rules of lines. An address never gives anything else, so
browsers keep what they got."""

import gzip
from collections.abc import Callable
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from runs.database import StoreUnavailable
from training.settings import SettingsError
from ui.shared import line_rules
from ui.shared.networks import NETWORK_ADDRESS, SNAPSHOT_ADDRESS
from ui.shared.store import catalogue

_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "gzip"}
_KEPT = 32  # compressed networks, about .2 MB each
_SNAPSHOTS_KEPT = 80  # of two runs


def network_file(request: Request) -> Response:
    """The file of a network, or why there is none."""
    return _response("application/octet-stream", _network, request)


def snapshot_file(request: Request) -> Response:
    """The file of a run's network at one of its steps, or why there is none."""
    return _response("application/octet-stream", _snapshot, request)


def rules_file(request: Request) -> Response:
    """The rules of lines, as JSON."""
    return _response("application/json", _rules, request)


ROUTES = {NETWORK_ADDRESS: network_file, SNAPSHOT_ADDRESS: snapshot_file, line_rules.ADDRESS: rules_file}


def _response(media_type: str, content: Callable[..., bytes], request: Request) -> Response:
    try:
        return Response(content(**request.path_params), media_type=media_type, headers=_HEADERS)
    except SettingsError as error:
        return PlainTextResponse(f"{error}\n", status_code=404)
    except StoreUnavailable as error:
        return PlainTextResponse(f"{error}\n", status_code=503)


@lru_cache(maxsize=_KEPT)
def _network(name: str, version: str) -> bytes:
    network = catalogue().get(name)
    if network.version != version:
        raise SettingsError(f"The network {name} has changed. Reload the page.")
    if network.browser_file is None:
        raise SettingsError(f"The network {name} answers on the server alone.")
    return gzip.compress(network.browser_file, mtime=0)


@lru_cache(maxsize=_SNAPSHOTS_KEPT)
def _snapshot(run: str, step: str, version: str) -> bytes:
    network = catalogue().find(run)
    for snapshot in network.snapshots:
        if (str(snapshot.step), snapshot.version) == (step, version):
            return gzip.compress(network.snapshot_file(snapshot), mtime=0)
    raise SettingsError(f"The weights of {run} at step {step} are not there any more. Reload the page.")


@lru_cache(maxsize=1)
def _rules(version: str) -> bytes:
    if version != line_rules.rules_version():
        raise SettingsError("The rules of lines have changed. Reload the page.")
    return gzip.compress(line_rules.rules_text().encode(), mtime=0)
