"""What the Dockerfile says, and which files a build sends to Docker."""

import json
import re
import subprocess
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parents[1]


def instructions():
    """`(keyword, arguments)` of each instruction, continued lines joined."""
    text = re.sub(r"(?m)^#.*\n", "", (ROOT / "Dockerfile").read_text(encoding="utf-8")).replace("\\\n", " ")
    return [tuple(line.split(maxsplit=1)) for line in text.splitlines() if line.strip()]


def arguments(keyword):
    return [" ".join(rest.split()) for word, rest in instructions() if word == keyword]


def health_command():
    return json.loads(arguments("HEALTHCHECK")[0].partition("CMD ")[2])


def context_files():
    """The files of the repository that .dockerignore leaves in: the last rule that fits decides."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [path for path in listed.stdout.splitlines() if is_sent(path)]


def is_sent(path):
    lines = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    sent = True
    for rule in (line for line in lines if line and not line.startswith("#")):
        if _fits(path, rule.removeprefix("!")):
            sent = rule.startswith("!")
    return sent


def _fits(path, pattern):
    """A rule is for a file and for all in a folder; `**/` is any folder."""
    parts = Path(path).parts
    if pattern.startswith("**/"):
        return any(fnmatch(part, pattern.removeprefix("**/")) for part in parts)
    return any(fnmatch("/".join(parts[: length + 1]), pattern) for length in range(len(parts)))
