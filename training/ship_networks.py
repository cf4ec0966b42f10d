"""Train the networks that ship with the project into `model/shipped`.

`python -m training.ship_networks [NAME ...] [--evaluations]`

Beside each network lies its evaluation: what it answers on its own test part, from which Evaluate opens. If its
pictures are noisy, which takes long to draw, the prefixes of the digests of those that it was trained on lie there too.
`--evaluations` trains nothing: it makes the evaluations of the shipped networks again, as is needed when a network was
replaced, or when test pictures are drawn in another way.
"""

import argparse
from dataclasses import replace

from data.finite_json import finite_json
from data.terminal import run_command
from model.predict.predictor import SHIPPED
from training.catalogue import ALIASES, SHIPPED_RUN, Catalogue
from training.local_run import train
from training.network_files import SHIPPED_AS, ShippedFiles
from training.presets import PRESETS
from training.provenance import write_prefixes
from training.results.own_evaluation import computed_evaluation
from training.results.stored_evaluation import evaluation_file

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
    ship_evaluation(name)
    return report["test"]


def ship_evaluation(name: str) -> int:
    """Leave the evaluation of a shipped network beside it; returns the size of the file in bytes."""
    network = Catalogue().get(name)
    if network.settings.noise:  # its pictures take long to draw
        write_prefixes(name, network.provenance.own)
    return ShippedFiles(name).evaluation.write_bytes(evaluation_file(*computed_evaluation(network)))


def main(arguments: list[str] | None = None) -> None:
    options = _parser().parse_args(arguments)
    for name in options.names or NAMES:
        outcome = f"{ship_evaluation(name):,} bytes" if options.evaluations else ship(name)
        print(name, outcome, flush=True)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m training.ship_networks",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", choices=(*NAMES, []), help=f"of {', '.join(NAMES)} (default: all)"
    )
    parser.add_argument(
        "--evaluations", action="store_true", help="train nothing: make the evaluations of the shipped networks again"
    )
    return parser


if __name__ == "__main__":
    run_command(main)
