"""What the sections share: a network, a line, its painter, and the seed of everything random."""

from dataclasses import dataclass, replace

from data.line import Lines
from model.probe import Scenes
from training.catalogue import TrainedNetwork
from ui.probe import fields
from ui.shared.drawing import Drawing
from ui.shared.url_widgets import number_input, selectbox


@dataclass(frozen=True, slots=True)
class ProbeContext:
    network: TrainedNetwork
    drawing: Drawing  # its `edge` is the chosen painter
    seed: int

    @property
    def has_line(self) -> bool:
        return self.drawing.spec is not None

    @property
    def scene(self) -> Scenes:
        """The chosen line, alone.

        Raises:
            ValueError: The drawing is no straight line.
        """
        spec = self.drawing.spec
        if spec is None:
            raise ValueError(f"Only a straight line can be moved. Received: a drawing of kind {self.drawing.kind!r}.")
        return Scenes.of(Lines.of([spec]), self.drawing.edge, self.seed)


def draw_controls(network: TrainedNetwork, drawn: Drawing, *, fixed_painter: bool) -> ProbeContext:
    """Draw the controls that the sections share: painter and seed."""
    labels = {name: f"Painter: {name or f'as drawn ({drawn.edge})'}" for name in fields.PROBE_PAINTER.choices or ()}
    look = {"label_visibility": "collapsed", "disabled": fixed_painter, "width": 225}
    painter = selectbox("Painter", fields.PROBE_PAINTER, labels, **look)
    look = {"icon": ":material/casino:", "placeholder": "Seed", "label_visibility": "collapsed", "width": 140}
    seed = number_input("Seed", fields.PROBE_SEED, **look)
    return ProbeContext(network, replace(drawn, edge=painter or drawn.edge), fields.PROBE_SEED.within(seed or 0))
