"""`python -m training.ship_networks`: train the networks that ship with the project into `model/shipped`."""

from dataclasses import replace

from data.finite_json import finite_json
from data.terminal import run_command
from model.predict.predictor import SHIPPED
from training.catalogue import ALIASES, SHIPPED_RUN
from training.local_run import train
from training.network_files import SHIPPED_AS
from training.presets import PRESETS

NAMES = ("robust", "fast", "coursework-v3")
CURVE_OF = ALIASES[SHIPPED_RUN]  # what Train shows before anybody has trained
DIAGNOSTICS_EVERY = 50  # steps; diagnostics do not change the training


def ship(name: str) -> dict[str, float]:
    """Train one preset and leave its files; returns its test scores."""
    settings = replace(PRESETS[name].settings, seed=0)
    report, files = train(settings, quiet=True, probe=DIAGNOSTICS_EVERY if name == CURVE_OF else None)
    SHIPPED.mkdir(exist_ok=True)
    for file, suffix in SHIPPED_AS.items():
        (SHIPPED / f"{name}.{suffix}").write_bytes(files[file])
    description = {"settings": settings.to_json(), "report": report}
    (SHIPPED / f"{name}.json").write_text(finite_json(description, indent=1) + "\n")
    if name == CURVE_OF:
        (SHIPPED / f"{name}.curve.json").write_bytes(files["curve.json"])
    return report["test"]


def main() -> None:
    for name in NAMES:
        print(name, ship(name), flush=True)


if __name__ == "__main__":
    run_command(main)
