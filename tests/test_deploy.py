"""docs/deploy.md and deploy/ against what they speak of: Dockerfile, settings of the server, sizes of files."""

import re
import subprocess
import tomllib

import pytest
import yaml

from data.upload_limits import NETWORK
from tests.container import ROOT, arguments

DEPLOY = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
(PORT,) = arguments("EXPOSE")


def test_the_readme_of_a_space_names_the_port_of_the_image():
    front = yaml.safe_load(re.search(r"---\n(.*?)---\n", DEPLOY, re.DOTALL)[1])
    assert (front["sdk"], front["app_port"]) == ("docker", int(PORT))


def test_the_command_for_community_cloud_opens_the_server(tmp_path):
    command = re.search(r"sed -i ('.*') (\S+)", DEPLOY)
    config = (ROOT / command[2]).read_text(encoding="utf-8")
    (tmp_path / "config.toml").write_text(config, encoding="utf-8")
    subprocess.run(["sed", "-i", command[1].strip("'"), tmp_path / "config.toml"], check=True)
    closed, opened = (tomllib.loads(text) for text in (config, (tmp_path / "config.toml").read_text(encoding="utf-8")))
    assert {"address", "allowedHosts"} <= set(closed["server"])
    assert opened == closed | {
        "server": {name: value for name, value in closed["server"].items() if name not in ("address", "allowedHosts")}
    }


def test_the_container_is_run_with_its_port_and_its_volume():
    (volume,) = arguments("VOLUME")
    assert f"-p 127.0.0.1:{PORT}:{PORT} -v lineheads:{volume} lineheads\n" in DEPLOY


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_a_proxy_leads_to_the_server_under_the_path_of_the_docs(name):
    text = (ROOT / "deploy" / name).read_text(encoding="utf-8")
    path = re.search(r"STREAMLIT_SERVER_BASE_URL_PATH=(\S+) make run", DEPLOY)[1]
    assert f"127.0.0.1:{PORT}" in text
    assert f" {path}/" in text
    assert f"deploy/{name}" in DEPLOY


def test_nginx_lets_the_largest_file_up():
    limit = re.search(r"client_max_body_size (\d+)m;", (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8"))
    assert int(limit[1]) > NETWORK


def test_the_readme_lists_every_setting_of_the_environment():
    assert set(re.findall(r"LINEHEADS_\w+", DEPLOY)) <= set(re.findall(r"`(LINEHEADS_\w+)`", README))
