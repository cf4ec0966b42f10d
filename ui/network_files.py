"""Networks for the browser: `/networks/<name>/<version>`. What an address gives never changes, so browsers keep it."""

import gzip
from functools import lru_cache

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from runs.database import StoreUnavailable
from training.catalogue import TrainedNetwork
from training.settings import SettingsError
from ui.shared.store import catalogue

PATH = "/networks/{name}/{version}"
_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable", "Content-Encoding": "gzip"}
_KEPT = 32  # compressed files, about .2 MB each


def network_address(network: TrainedNetwork) -> str | None:
    """Where the browser finds a network, relative to the app; None: it answers on the server alone."""
    return f"networks/{network.name}/{network.version}" if network.browser_file else None


def network_file(request: Request) -> Response:
    """The file of a network, or why there is none."""
    try:
        content = _compressed(request.path_params["name"], request.path_params["version"])
    except SettingsError as error:
        return PlainTextResponse(f"{error}\n", status_code=404)
    except StoreUnavailable as error:
        return PlainTextResponse(f"{error}\n", status_code=503)
    return Response(content, media_type="application/octet-stream", headers=_HEADERS)


@lru_cache(maxsize=_KEPT)
def _compressed(name: str, version: str) -> bytes:
    network = catalogue().get(name)
    if network.version != version:
        raise SettingsError(f"The network {name} has changed. Reload the page.")
    if network.browser_file is None:
        raise SettingsError(f"The network {name} answers on the server alone.")
    return gzip.compress(network.browser_file, mtime=0)
