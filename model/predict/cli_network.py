"""Which network answers in a terminal: flags that the commands share, and the network that they name."""

import argparse

from model.predict.predictor import Predictor, UnknownNetwork, shipped, shipped_names


def add_flags(parser: argparse.ArgumentParser) -> None:
    """`--network NAME` and `--run ID`, of which one may be given."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--network", default="robust", help=f"a shipped network: {', '.join(shipped_names())}")
    which.add_argument("--run", metavar="ID", help="a finished run of yours")


def chosen_predictor(options: argparse.Namespace) -> Predictor:
    """The network that the flags name.

    Raises:
        KeyError: There is none; the message is a sentence.
    """
    return _of_run(options.run) if options.run else shipped(options.network)


def _of_run(run_id: str) -> Predictor:
    from runs.store import Store
    from runs.unavailable import exit_in_words

    with exit_in_words(), Store() as store:
        network = store.artefact(run_id, "network.tflite")
    if network is None:
        raise UnknownNetwork(f"Run {run_id} has no network yet: it must have ended. Resume it on the Train page.")
    return Predictor(network)
