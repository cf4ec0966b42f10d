"""A network on its own honest test part: stored with it, or computed and then stored."""

from model.evaluate import evaluate
from model.predict.predictor import in_batches
from training.catalogue import TrainedNetwork
from training.results.evaluation_sets import OWN, evaluation_pictures
from training.results.stored_evaluation import EVALUATION_FILE, Judged, evaluation_file


def own_evaluation(network: TrainedNetwork) -> Judged:
    """The evaluation that came with the network; that of a run of an older version is computed, and kept with it.

    Raises:
        SettingsError: What it was trained on is gone, or left no honest test part.
    """
    if network.evaluation is not None:
        return network.evaluation
    judged = computed_evaluation(network)
    network.files.keep(EVALUATION_FILE, evaluation_file(*judged))
    return judged


def computed_evaluation(network: TrainedNetwork) -> Judged:
    """The network on its test part, drawn anew.

    Raises:
        SettingsError: As `own_evaluation`.
    """
    pictures = evaluation_pictures(OWN, network.provenance)
    return pictures, evaluate(in_batches(network.predictor, pictures.pictures), pictures.labels)
