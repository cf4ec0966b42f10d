"""What a worker is, as it tells itself; the engine compares it with what it is, and refuses it in words."""

import hashlib
import os
import platform
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from runs.database import StoreUnavailable
from runs.home import REPOSITORY
from training.run_store import RunStore

_PACKAGES = ("tensorflow", "keras", "numpy")
_CODE = ("data", "model", "runs", "training")  # whose files decide what a run becomes
_NO_GPU = ("", "-1")
_GPU = Path("/dev/nvidiactl")
_OTHER_STORE = "it sees another run store under the same URL. All machines must reach one store: use PostgreSQL"
_ON_GPU = "its CUDA_VISIBLE_DEVICES lets it compute on a GPU, where runs do not repeat. Start it with -1, or without"
_NO_PROJECT = "it cannot load LineHeads ({error}). Start it, and the scheduler, in the folder of the same version"


def inspect_worker(store_url: str, engine_id: str) -> dict[str, Any]:
    """Run in a worker before all else: its versions, what it is for, and what keeps it from the store.

    It computes on its processor, as the engine's own do: TensorFlow is not loaded yet, and sees no GPU.
    """
    from distributed import get_worker

    os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1")
    return {
        "versions": versions(),
        "resources": list(get_worker().state.total_resources),
        "store": _store_trouble(store_url, engine_id),
        "gpu": _GPU.exists() and os.environ["CUDA_VISIBLE_DEVICES"] not in _NO_GPU,
    }


@cache
def versions() -> dict[str, str]:
    """What must be the same on the engine and on all workers."""
    installed = {package: _installed(package) for package in _PACKAGES}
    return {"Python": ".".join(platform.python_version_tuple()[:2])} | installed | {"LineHeads": _code()}


def refusal(profile: dict[str, Any]) -> str:
    """Why a worker that tells this may not be used; empty if it may."""
    own, others = versions(), profile["versions"]
    differing = [f"{name} {others.get(name)} instead of {own[name]}" for name in own if others.get(name) != own[name]]
    reasons = [f"it has {', '.join(differing)}. Install the same there, and start it again"] if differing else []
    reasons += [profile["store"]] if profile["store"] else []
    reasons += [_ON_GPU] if profile["gpu"] else []
    return "; ".join(reasons)


def unloadable(error: BaseException | None) -> str:
    """Why a worker that could not even tell is refused."""
    return _NO_PROJECT.format(error=f"{type(error).__name__}: {error}")


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "missing"


def _code() -> str:
    """The first signs of a digest of the code: an unpublished change counts as another version."""
    files = sorted(file for folder in _CODE for file in (REPOSITORY / folder).rglob("*.py"))
    digest = hashlib.sha1(usedforsecurity=False)
    for file in files:
        digest.update(file.relative_to(REPOSITORY).as_posix().encode() + file.read_bytes())
    return digest.hexdigest()[:10]


def _store_trouble(store_url: str, engine_id: str) -> str:
    try:
        with RunStore(store_url) as store:
            engine = store.engine()
    except StoreUnavailable as error:
        return str(error)
    return "" if engine and engine.id == engine_id else _OTHER_STORE
