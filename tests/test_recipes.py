"""CONTRIBUTING is followed literally on a copy of the repository: the files that a recipe names change, no others."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from runs.migrations import VERSIONS
from tests.tiers import cases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

ROOT = Path(__file__).resolve().parents[1]
RECIPES = dict(re.findall(r"(?ms)^## (.+?)\n(.*?)(?=^## |\Z)", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))
OUR_LESSON = (ROOT / "lessons" / "break-it.toml").read_text(encoding="utf-8")
LARGE = 200_000  # bytes: a link is enough
DOCS = ("-m", "docs")
OURS = ("-k", "yours or test_docs")  # the table's own tests of the new member, and those of the pages in docs/


@dataclass(kw_only=True)
class Followed:
    """What somebody writes who follows a recipe, and what shows that it works."""

    files: dict[str, str] = field(default_factory=dict)  # new
    lines: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)  # file -> (what stands there, instead)
    commands: tuple[tuple[str, ...], ...] = ()
    tests: tuple[str, ...] = ()
    works: str = ""  # a script


def entry(module, name, before, table):
    """The import and the entry of a member, each before what stands there."""
    return ((before, f"from {module} import {name}\n{before}"), table)


DESIGN = """\
    "yours": Design(
        name="Like yours", trunk=(Convolution(filters=8, kernel=7, stride=4),), hidden=dict.fromkeys(HEADS, (16,))
    ),
    # The global maximum"""
NETWORK = '''"""A network that a design cannot say: two convolutions side by side."""

from typing import TYPE_CHECKING

from model.heads import HEADS

if TYPE_CHECKING:
    import keras


def two_paths() -> "keras.Model":
    import keras
    from keras import layers

    pixels = keras.Input((28, 28, 3), name="pixels")
    x = layers.Rescaling(1 / 255, name="trunk_scale")(pixels)
    paths = [layers.Conv2D(8, size, 4, "same", name=f"trunk_conv_{size}")(x) for size in (3, 7)]
    x = layers.Concatenate(name="trunk_both")(paths)
    x = layers.GlobalMaxPooling2D(name="trunk_features")(x)
    outputs = {
        name: layers.Dense(head.units, activation=head.activation, name=name)(x) for name, head in HEADS.items()
    }
    return keras.Model(pixels, outputs)
'''
TRAINS = """
import json
from training.notebook import notebook_cells
from training.settings import RunSettings
from training.loop.trainer import Trainer
settings = RunSettings(preset="fast", network="yours")
trainer = Trainer(settings)
trainer.network.summary()
text = "\\n".join(cell.source for cell in notebook_cells(settings))
"""
METHOD = '''"""The head with the largest loss alone."""

import numpy as np

from model.balance.method import BatchStatistics, Method
from model.parameter import Parameter


class Yours(Method):
    name = "yours"
    label = "Worst first"
    about = "Adds to the weight of the head that has the largest loss on the batch."
    source = "This test."
    sliders_mean = "A slider multiplies the weight of its head."
    cost = "One backward pass, as plain training."
    role = "multiply"
    parameters = (Parameter(name="extra", label="Extra", default=1, low=0, high=10, about="What is added."),)

    def weights(self, batch: BatchStatistics) -> np.ndarray:
        return self.sliders * (1 + self.values["extra"] * (batch.losses == batch.losses.max()))
'''
PAINTER = '''"""Lines that are a little wider than they should be."""

import numpy as np

from data.line import Lines
from data.paint.painter import Painter, distance, from_coverage


def coverage(lines: Lines) -> np.ndarray:
    """`(n, 28, 28)` uint8."""
    reach = (lines.width.astype(np.float32) / 2 + np.float32(0.75))[:, None, None]
    return np.rint(np.clip(reach - distance(lines), 0, 1) * 255).astype(np.uint8)


PAINTER = Painter(name="yours", about="Soft edges, half a px too wide.", sub_pixel=True, fill=from_coverage(coverage))
'''
MIGRATION = f'''"""Runs have something of yours."""

from alembic import op
from sqlalchemy import Column, String

revision = "9999_yours"
down_revision = "{VERSIONS[-1]}"


def upgrade() -> None:
    op.add_column("runs", Column("yours", String))
'''
PANEL = '''"""How unequal the gradients are."""

from model.diagnose.panel import Panel

YOURS = Panel(
    name="yours",
    label="Largest to smallest",
    about="The largest gradient norm beside the smallest.",
    learns="Heads differ by orders of magnitude.",
    formula="max |g_i| / min |g_i|",
    source="This test.",
    measure=lambda sample, gram, mean: {"unequal": float(gram.norms.max() / gram.norms.min())},
    keys=("unequal",),
    own_drawing=False,
)
'''
VIEW = '''"""How light a picture is."""

import numpy as np

from model.explain.query import Answer, ProgressCallback, Subject, View


def make(subject: Subject, progress: ProgressCallback) -> Answer:
    assert subject.picture is not None
    return {"light": subject.picture.mean(axis=2).astype(np.float32), "mean": float(subject.picture.mean())}


YOURS = View(
    name="yours",
    label="Light",
    about="How light each pixel is.",
    source="This test.",
    why="**Light** is the mean of the channels.\\n\\n*It does not tell* what a head uses.",
    needs="picture",
    make=make,
)
'''
PAGE = '''"""Says what a page says."""

import streamlit as st

from ui.shared import page_frame

page_frame.open_page("Yours")
st.title("Yours")
'''
OPENS = """
import os
from streamlit.testing.v1 import AppTest
app = AppTest.from_file("app.py", default_timeout=60)
app.switch_page("pages/yours.py").run()
assert not app.exception, app.exception
assert app.title[0].value == "Yours"
"""
TAB = """
from streamlit.testing.v1 import AppTest
from ui.look_inside import as_values, sections
import numpy as np
section = sections.QUESTIONS["yours"]
assert section.label == "Light"
app = AppTest.from_file("app.py", default_timeout=60)
app.query_params["question"] = "yours"
app.switch_page("pages/look_inside.py").run()
assert not app.exception, app.exception
assert "How light each pixel is." in [text.value for text in app.markdown]

def draw():
    import numpy as np
    from ui.look_inside import as_values
    as_values._values({"light": np.eye(28), "mean": 2.5, "table": np.ones((4, 2, 2))})

app = AppTest.from_function(draw).run()
assert not app.exception, app.exception
assert [text.value for text in app.markdown] == ["**light**", "**mean**", "**table**"]
"""
CARDS = """
from model.diagnose import PANELS
from ui.train import gradient_panels, gradient_rows
assert gradient_panels.PANEL_TEXTS[-1]["keys"] == ["unequal"]
assert gradient_rows._NUMBERS == ("unequal",)
"""
CORRUPTION = """\
_TABLE = (
    Corruption(
        name="yours",
        label="Black rows",
        unit=" rows",
        about="Rows at the top that are black.",
        strengths=(0, 7, 14, 28),
        whole=True,
        corrupt=lambda scenes, rows, _: painted(scenes) * np.uint8(np.arange(28) >= rows)[:, None, None],
    ),
"""
FOLLOWED = {
    "Add a network": Followed(
        lines={"model/networks/known.py": (("    # The global maximum", DESIGN),)},
        tests=(*OURS, "tests/model/test_networks.py", "tests/model/networks/test_building.py"),
        works=TRAINS + 'assert "8, 7, strides=4" in text, text',
    ),
    "Add a network that is a function": Followed(
        files={"model/networks/yours.py": NETWORK},
        lines={
            "model/networks/__init__.py": (
                ("\nif TYPE_CHECKING:", "from model.networks.yours import two_paths\n\nif TYPE_CHECKING:"),
                ("_BUILDING =", 'NETWORKS["yours"] = two_paths\n_BUILDING ='),
            )
        },
        tests=(*OURS, "tests/model/test_networks.py"),
        works=TRAINS + 'assert "no plain code for the network `yours`" in text, text',
    ),
    "Offer a network": Followed(
        lines={
            "training/presets.py": (
                (
                    "_PRESETS = (\n",
                    '_PRESETS = (\n    Preset(\n        label="Yours",\n        about="Fast for two epochs.",\n'
                    '        settings=replace(_FAST, preset="yours", epochs=2),\n    ),\n',
                ),
            )
        },
        tests=("tests/training/test_settings.py",),
        works='from training.presets import PRESETS\nassert PRESETS["yours"].settings.epochs == 2',
    ),
    "Change the layers of a head": Followed(
        lines={
            "model/networks/known.py": (
                (
                    "Convolution(filters=64, kernel=3))\n",
                    "Convolution(filters=64, kernel=3)),\n"
                    '        hidden={"length": (), "width": (), "colour": (), "angle": (128, 64)},\n',
                ),
            )
        },
        works="from model.networks import build, head_of\n"
        'layers = [layer.name for layer in build("fast", 0).layers if head_of(layer.name) == "angle"]\n'
        'assert layers == ["angle_hidden_1", "angle_hidden_2", "angle"], layers',
    ),
    "Add a painter": Followed(
        files={"data/paint/yours.py": PAINTER},
        lines={
            "data/paint/__init__.py": (
                ("import hard, pillow, smooth, subpixel\n", "import hard, pillow, smooth, subpixel, yours\n"),
                ("pillow.PAINTER)", "pillow.PAINTER, yours.PAINTER)"),
            )
        },
        tests=(*OURS, "tests/data/test_paint.py"),
        works="from training.notebook import notebook_cells\nfrom training.settings import RunSettings\n"
        'settings = RunSettings(preset="fast", network="fast", painters=("hard", "yours"))\n'
        'text = "\\n".join(cell.source for cell in notebook_cells(settings))\n'
        'assert "no plain code for the painter `yours`" in text, text\nassert "def paint_yours" in text',
    ),
    "Add a balancing method": Followed(
        files={"model/balance/yours.py": METHOD},
        lines={
            "model/balance/__init__.py": (
                ("\nMETHODS:", "from model.balance.yours import Yours\n\nMETHODS:"),
                ("UPGrad, Nash)", "UPGrad, Nash, Yours)"),
            )
        },
        commands=(DOCS,),
        tests=(*OURS, "tests/model/balance", "tests/training/loop/test_balancing.py"),
    ),
    "Add a gradient panel": Followed(
        files={"model/diagnose/yours.py": PANEL},
        lines={
            "model/diagnose/__init__.py": (
                ("\n__all__", "from model.diagnose.yours import YOURS\n\n__all__"),
                ("        OWNERSHIP,\n", "        OWNERSHIP,\n        YOURS,\n"),
            )
        },
        commands=(DOCS,),
        tests=("tests/model/diagnose/test_panels.py", "tests/ui/train/test_gradient_panels.py"),
        works=CARDS,
    ),
    "Add an explanation": Followed(
        files={"model/explain/yours.py": VIEW},
        lines={
            "model/explain/__init__.py": (
                ("\nVIEWS:", "from model.explain.yours import YOURS\n\nVIEWS:"),
                ("        LINEAR_PROBES,\n", "        LINEAR_PROBES,\n        YOURS,\n"),
            )
        },
        commands=(DOCS,),
        tests=(*OURS, "tests/model/explain/test_docs.py", "tests/model/explain/test_views.py"),
        works=TAB,
    ),
    "Add a corruption": Followed(
        lines={"model/probe/robustness.py": (("_TABLE = (\n", CORRUPTION),)},
        tests=(*OURS, "tests/model/probe/test_robustness.py"),
    ),
    "Add a lesson": Followed(
        files={"lessons/yours.toml": OUR_LESSON.replace("place = 4", "place = 99")},
        tests=("tests/training/lessons/test_read.py", "tests/ui/learn"),
        commands=(("-m", "training.lessons", "check", "--read-only", "lessons/yours.toml"),),
    ),
    "Add a page": Followed(
        files={"pages/yours.py": PAGE},
        lines={
            "app.py": (
                ("PAGES = [\n", 'PAGES = [\n    st.Page("pages/yours.py", title="Yours", icon=":material/star:"),\n'),
            )
        },
        works=OPENS,
    ),
    "Change the schema": Followed(
        files={"runs/migrations/versions/9999_yours.py": MIGRATION},
        lines={
            "runs/tables.py": (
                ("    note: Mapped[str | None]\n", "    note: Mapped[str | None]\n    yours: Mapped[str | None]\n"),
            )
        },
        tests=("tests/runs/test_migrations.py", "tests/runs/test_database.py"),
    ),
}


@pytest.fixture
def copied(tmp_path):
    """The files that git knows, without its record; large ones as links."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True, text=True
    )
    for name in listed.stdout.splitlines():
        source, target = ROOT / name, tmp_path / "copy" / name
        if not source.is_file():
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.stat().st_size > LARGE:
            target.symlink_to(source)
        else:
            shutil.copy(source, target)
    return tmp_path / "copy"


def run(folder, *arguments):
    environment = os.environ | {"LINEHEADS_HOME": str(folder / "var"), "TF_CPP_MIN_LOG_LEVEL": "3"}
    environment.pop("LINEHEADS_STORE", None)
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-4000:]}"


def named(recipe):
    """The files that a recipe names."""
    return set(re.findall(r"`([\w/]+\.(?:py|js|toml|css))`", recipe))


# The others take 10 to 30 s each.
QUICK = {"Add a painter", "Add a page", "Offer a network"}


@pytest.mark.parametrize("title", cases(FOLLOWED, QUICK))
def test_a_recipe_works(title, copied):
    followed = FOLLOWED[title]
    assert named(RECIPES[title]) == {*followed.files, *followed.lines}
    for name, text in followed.files.items():
        assert not (copied / name).exists()
        (copied / name).write_text(text, encoding="utf-8")
    for name, changes in followed.lines.items():
        text = (copied / name).read_text(encoding="utf-8")
        for old, new in changes:
            assert text.count(old) == 1, f"{name} no longer has: {old}"
            text = text.replace(old, new)
        (copied / name).write_text(text, encoding="utf-8")
    for command in followed.commands:
        run(copied, *command)
    if followed.works:
        (copied / "works.py").write_text(followed.works, encoding="utf-8")
        run(copied, "-W", "ignore", "-c", "import runpy; runpy.run_path('works.py', run_name='__main__')")
    if followed.tests:
        run(copied, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider", *followed.tests)


@pytest.mark.parametrize("title", [title for title in RECIPES if title.startswith(("Add", "Change", "Offer"))])
def test_a_recipe_names_two_files_at_most(title):
    assert 1 <= len(named(RECIPES[title])) <= 2


def test_the_tables_stand_where_the_recipes_say():
    places = [
        place for recipe in RECIPES.values() for place in re.findall(r"`([A-Z_]+)`\s+(?:in|of)\s+`([\w/.]+)`", recipe)
    ]
    assert len(places) > 15
    for table, file in (place for place in places if "yours" not in place[1]):
        assert re.search(rf"\b{table}\b.* = ", (ROOT / file).read_text(encoding="utf-8")), f"{table} in {file}"


def test_four_heads_are_the_product():
    assert not any("head" in title.lower() and title.startswith("Add") for title in RECIPES)
    assert "four heads" in RECIPES["Change the layers of a head"].lower()
