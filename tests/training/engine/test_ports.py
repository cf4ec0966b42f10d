"""Who may use the ports of our own cluster: its processes and nobody else."""

import asyncio
import socket
import ssl
from contextlib import suppress
from datetime import timedelta

import psutil
import pytest
from cryptography import x509

from runs.records import now
from training.engine.cluster import local_cluster
from training.engine.ports import temporary_security

pytestmark = pytest.mark.slow
HANDSHAKE = b"compression"  # what Dask says to whoever connects
TLS_ALERT = b"\x15"


def listening():
    family = [psutil.Process(), *psutil.Process().children(recursive=True)]
    connections = [each for process in family for each in process.net_connections("tcp")]
    return {each.laddr for each in connections if each.status == psutil.CONN_LISTEN}


@pytest.fixture(scope="module")
def cluster():
    """A client of a cluster, and the addresses on which its processes listen."""
    before = listening()
    with local_cluster(workers=1) as client:
        client.wait_for_workers(2)
        yield client, listening() - before


def said_to(address, context):
    """What a process says to somebody who connects with this TLS context; None: in plain TCP."""
    with suppress(ConnectionError, ssl.SSLError), socket.create_connection(address, timeout=10) as plain:
        if context is None:
            plain.sendall(bytes(64))
            return plain.recv(4096)
        with context.wrap_socket(plain) as safe:
            return safe.recv(4096)
    return b""


def context_of(security):
    """What a client with this certificate connects with, whoever the other is."""
    context = (
        ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        if security is None
        else security.get_connection_args("client")["ssl_context"]
    )
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def test_every_port_answers_to_the_certificate_of_this_cluster_alone(cluster):
    client, addresses = cluster
    assert len(addresses) == 5, "scheduler, two nannies, two workers"
    for address in addresses:
        assert address.ip == "127.0.0.1"
        assert HANDSHAKE in said_to(address, context_of(client.security))
        assert said_to(address, context_of(temporary_security())) == b""
        assert said_to(address, context_of(None)) == b""
        assert said_to(address, None)[:1] in (b"", TLS_ALERT)


def test_dask_itself_gets_in_with_the_certificate_of_this_cluster_alone(cluster):
    from distributed import Security

    client, _ = cluster
    address = client.scheduler.address
    connect(address, client.security)
    for stranger in (Security(), temporary_security()):
        with pytest.raises((OSError, TypeError)):
            connect(address, stranger)
    with pytest.raises(OSError):
        connect(address.replace("tls", "tcp"), Security())
    assert client.submit(sum, [1, 2], pure=False).result(timeout=20) == 3


def connect(address, security):
    from distributed import comm

    async def connecting():
        arguments = security.get_connection_args("client")
        (await comm.connect(address, timeout=3, **arguments)).abort()

    asyncio.run(connecting())


def test_a_worker_starts_after_the_clock_was_put_back_a_day():
    certificate = x509.load_pem_x509_certificate(temporary_security().tls_ca_file.encode())
    assert certificate.not_valid_before_utc < now() - timedelta(days=1)
    assert certificate.not_valid_after_utc > now() + timedelta(days=365)
