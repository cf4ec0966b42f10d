"""Names: a public name means one thing in the whole product, and a variable is called what it holds."""

import ast
from collections import defaultdict
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
FOLDERS = ("data", "model", "runs", "training", "ui")
PROTOCOLS = {  # names that every member of a family has
    "main": "commands",
    "opened": "forms of files for networks",
    "written": "forms of files for networks",
    "cells": "parts of the notebook",
    "coverage": "painters",
    "upgrade": "versions of the schema",
}
NO_NOUNS = {"one", "found", "asked", "said", "told", "made"}


@cache
def modules():
    return [(path, ast.parse(path.read_text())) for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")]


def test_no_two_public_functions_or_classes_share_a_name():
    homes = defaultdict(list)
    for path, tree in modules():
        for node in tree.body:
            if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
                homes[node.name].append(str(path.relative_to(ROOT)))
    shared = {name: paths for name, paths in homes.items() if len(paths) > 1}
    assert {name: paths for name, paths in shared.items() if name not in PROTOCOLS} == {}
    assert set(PROTOCOLS) <= set(shared)


def test_variables_are_nouns():
    private = []
    for path, tree in modules():
        for node in ast.walk(tree):
            stored = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
            name = node.id if stored else node.arg if isinstance(node, ast.arg) else ""
            if name in NO_NOUNS:
                private.append(f"{path.relative_to(ROOT)}:{node.lineno} {name}")
    assert private == []
