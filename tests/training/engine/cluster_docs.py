"""The commands of docs/cluster.md, as somebody types them."""

import re
from textwrap import dedent

from runs.home import REPOSITORY

TEXT = (REPOSITORY / "docs" / "cluster.md").read_text(encoding="utf-8")
BLOCKS = [dedent(text) for text in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)]


def block(begin):
    """The block of commands that begins so."""
    [text] = [text for text in BLOCKS if text.startswith(begin)]
    return text


def command(part):
    """The one command with these words."""
    [line] = [line for text in BLOCKS for line in text.splitlines() if part in line]
    return line
