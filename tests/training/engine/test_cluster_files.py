"""compose.yaml starts what docs/cluster.md says, by the same commands."""

import re

import pytest
import yaml

from runs.home import REPOSITORY
from tests.training.engine.cluster_docs import TEXT, command

COMPOSE = yaml.safe_load((REPOSITORY / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
NGINX = (REPOSITORY / "deploy" / "cluster.nginx.conf").read_text(encoding="utf-8")


def words(line):
    """The words of a command, the same in a container and on a machine of its own."""
    line = line.replace("${HOSTS:-localhost}", "lineheads.example").replace(
        "tls://scheduler:", "tls://scheduler.example:"
    )
    line = re.sub(r"^(LINEHEADS_ENGINE=off )?(\.venv/bin/)?", "", line).replace("/certificates/", "")
    return re.sub(r"--nworkers \d+", "--nworkers 2", line).split()


@pytest.mark.parametrize(
    ("service", "part"),
    [
        ("scheduler", "dask scheduler"),
        ("worker", "dask worker"),
        ("engine", "training.engine --address"),
        ("app1", "ui.server"),
        ("app2", "ui.server"),
    ],
)
def test_a_service_starts_as_the_docs_say(service, part):
    assert words(SERVICES[service]["command"]) == words(command(part))


def test_all_parts_share_code_store_and_home():
    parts = [service for service in SERVICES.values() if service.get("image") == "lineheads"]
    assert len(parts) == 5
    assert len({part["environment"]["LINEHEADS_STORE"] for part in parts}) == 1
    for part in parts:
        assert part["environment"]["PYTHONPATH"] == "/app"
        assert f"home:{part['environment']['LINEHEADS_HOME']}" in part["volumes"]
        assert part["restart"] == "unless-stopped"
    servers = [name for name, service in SERVICES.items() if service.get("environment", {}).get("LINEHEADS_ENGINE")]
    assert re.findall(r"server (\w+):8501", NGINX) == servers == ["app1", "app2"]
    assert {volume.split(":")[0] for part in SERVICES.values() for volume in part.get("volumes", [])} >= set(
        COMPOSE["volumes"]
    )


def test_the_proxy_keeps_a_browser_at_its_server():
    from ui.shared.browser import cookie_name, signed_cookie

    [pattern] = re.findall(r'"~(.*)" \$token', NGINX)
    cookie = signed_cookie("Ab-1_d")
    match = re.search(pattern.replace("?<", "?P<"), f"other=1; {cookie_name()}={cookie}; more=2")
    assert match is not None
    assert match["token"] == cookie
    assert "hash $browser consistent" in NGINX


def test_files_that_the_docs_name_are_there():
    for name in re.findall(r"`((?:deploy|runs|compose)[\w./]*\.\w+)`", TEXT):
        assert (REPOSITORY / name).exists(), name
