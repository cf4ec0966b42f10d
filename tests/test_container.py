"""The Dockerfile and what a build sends to Docker; tests/test_container_run.py runs its commands."""

import tomllib
from pathlib import Path

from tests.container import ROOT, arguments, context_files, health_command, instructions, is_sent
from training.engine import process
from ui import server

COMMANDS = [
    "python -m venv /opt/lineheads",
    "/opt/lineheads/bin/python -m pip install --no-cache-dir --require-hashes --only-binary :all: -r requirements.lock",
    "/opt/lineheads/bin/python -m compileall -q .",
    "useradd --uid 1000 --create-home --home-dir /var/lib/lineheads lineheads",
]
LEFT_OUT = ["var/lineheads.db", ".venv/bin/python", "tests/conftest.py", ".git/config", "node_modules/x/y.js", ".env"]
LEFT_OUT += ["benchmarks/server.py", "docs/explore.png", "ui/__pycache__/server.pyc", ".streamlit/secrets.toml"]


def test_every_run_line_is_one_that_the_long_test_runs():
    assert arguments("RUN") == COMMANDS


def test_what_is_copied_exists():
    own = [rest for rest in arguments("COPY") if not rest.startswith("--from=build")]
    assert own == ["requirements.lock ./", ". ."]
    assert is_sent("requirements.lock")
    assert (ROOT / "requirements.lock").is_file()


def test_the_last_stage_takes_what_the_first_one_made_and_is_not_root():
    last = instructions()[max(at for at, (word, _) in enumerate(instructions()) if word == "FROM") :]
    assert [rest for word, rest in last if word == "COPY"] == [
        "--from=build /opt/lineheads /opt/lineheads",
        "--from=build /app /app",
    ]
    assert ("USER", "1000") in last
    assert ("VOLUME", "/var/lib/lineheads") in last
    assert "LINEHEADS_HOME=/var/lib/lineheads" in arguments("ENV")[0]
    assert not any(word == "RUN" and "apt" in rest for word, rest in last), "no compiler, nothing else of Debian"


def test_the_context_is_the_app_and_nothing_else():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["importlinter"]["root_packages"]
    others = {"app.py", "lessons", "static", ".streamlit", "pyproject.toml", "LICENSE"}
    others |= {"requirements.lock", "requirements.txt"}  # `training.doctor` reads the ranges
    assert {Path(path).parts[0] for path in context_files()} == {*packages, *others}
    assert not [path for path in LEFT_OUT if is_sent(path)]


def test_the_server_is_asked_for_its_health_where_it_listens():
    (port,) = arguments("EXPOSE")
    assert f"http://127.0.0.1:{port}/healthz" in health_command()[-1]
    assert '"--address", "0.0.0.0"' in arguments("CMD")[0]


def test_names_and_workers_can_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("LINEHEADS_HOSTS", "lines.example, me-lines.hf.space")
    monkeypatch.setenv("LINEHEADS_WORKERS", "3")
    assert server._options([]).hosts == ["lines.example", "me-lines.hf.space"]
    assert server._options(["--hosts", "else.example"]).hosts == ["else.example"]
    assert process._options([]).workers == 3
    assert process._options(["--workers", "2"]).workers == 2
