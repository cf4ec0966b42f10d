"""The files of deploy/ in the real nginx and Caddy, with a name, ports and a certificate of this machine."""

import datetime
import getpass
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from benchmarks.server import free_port
from runs.home import REPOSITORY

NAME = "lines.localhost"  # browsers take every name in localhost for this machine
EXAMPLE = "lines.school.example"
START = 10  # seconds

_NGINX = """
daemon off;
user {user};
pid {folder}/nginx.pid;
error_log {folder}/error.log;
worker_processes 1;
events {{}}
http {{
    include /etc/nginx/mime.types;
    log_format upstreams '$upstream_addr $request_uri';
    access_log {folder}/access.log upstreams;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/lineheads.conf;
}}
"""
_CADDY = """{{
	admin off
	storage file_system {folder}/storage
	auto_https disable_redirects
}}
{site}
"""


@contextmanager
def proxied(program, server_port, folder):
    """The address of a proxy before the server, until the block ends."""
    port = free_port()
    certificate, key = _certificate(folder)
    command = {"nginx": _nginx, "caddy": _caddy}[program](folder, server_port, port, certificate, key)
    with _running(command, port, folder):
        yield f"https://{NAME}:{port}"


@contextmanager
def balanced(server_ports, folder):
    """The address of the nginx of compose.yaml before two servers, until the block ends."""
    port = free_port()
    changes = {f"app{number}:8501": f"127.0.0.1:{each}" for number, each in enumerate(server_ports, 1)}
    changes |= {"listen 80;": f"listen 127.0.0.1:{port};"}
    with _running(_nginx_with(folder, _changed("cluster.nginx.conf", changes)), port, folder):
        yield f"http://localhost:{port}"


def passed_on(folder):
    """`[(address, ...), path]` of each request until now: the servers that nginx asked, the last one answered."""
    lines = (folder / "access.log").read_text().splitlines()
    return [(tuple(addresses.split(", ")), path) for addresses, path in (line.rsplit(" ", 1) for line in lines)]


@contextmanager
def _running(command, port, folder):
    assert shutil.which(command[0]), f"{command[0]} is not installed: make proxies"
    with (folder / "output").open("wb") as output:
        process = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT)
    try:
        _wait(port, process, folder)
        yield
    finally:
        process.terminate()
        process.wait(10)


def _nginx(folder, server_port, port, certificate, key):
    changes = {"listen 443 ssl": f"listen 127.0.0.1:{port} ssl", EXAMPLE + ";": NAME + ";"}
    changes |= {f"/etc/ssl/{EXAMPLE}/fullchain.pem": certificate, f"/etc/ssl/{EXAMPLE}/privkey.pem": key}
    changes |= {"127.0.0.1:8501": f"127.0.0.1:{server_port}"}
    return _nginx_with(folder, _changed("nginx.conf", changes))


def _nginx_with(folder, site):
    (folder / "lineheads.conf").write_text(site)
    (folder / "main.conf").write_text(_NGINX.format(folder=folder, user=getpass.getuser()))
    return ["nginx", "-c", str(folder / "main.conf"), "-e", str(folder / "error.log")]


def _caddy(folder, server_port, port, certificate, key):
    changes = {f"{EXAMPLE} {{": f"{NAME}:{port} {{\n\ttls {certificate} {key}"}
    site = _changed("Caddyfile", changes | {"127.0.0.1:8501": f"127.0.0.1:{server_port}"})
    (folder / "Caddyfile").write_text(_CADDY.format(folder=folder, site=site))
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]


def _changed(name, changes):
    text = (REPOSITORY / "deploy" / name).read_text(encoding="utf-8")
    for old, new in changes.items():
        assert text.count(old) == 1, f"{name} has {old!r} {text.count(old)} times"
        text = text.replace(old, str(new))
    return text


def _certificate(folder):
    """Files of a certificate for our name, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, NAME)])
    moment = datetime.datetime.now(datetime.UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(moment).not_valid_after(moment + datetime.timedelta(days=1))
    builder = builder.add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
    certificate = builder.sign(key, hashes.SHA256())
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, serialization.NoEncryption()))
    return folder / "certificate.pem", folder / "key.pem"


def _wait(port, process, folder):
    deadline = time.monotonic() + START
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, (folder / "output").read_text()
        assert time.monotonic() < deadline
        time.sleep(0.05)
