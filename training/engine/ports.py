"""The ports of our own Dask cluster, through which code can be run: only its own processes get past them."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

_NAME = "lineheads-engine"
_EARLIER = timedelta(days=7)  # a worker must start after the clock was put back: `Security.temporary` refuses it then
_LATER = timedelta(days=3650)  # an engine may serve for long


def temporary_security() -> Any:
    """A `distributed.Security` with a new key that is kept in memory; both ends of a connection must have it."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from distributed import Security

    key = ec.generate_private_key(ec.SECP256R1())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()).decode()
    certificate = _signed_by_itself(key).public_bytes(pem).decode()
    ends = ("client", "scheduler", "worker")
    keys = {f"tls_{end}_key": private for end in ends} | {f"tls_{end}_cert": certificate for end in ends}
    return Security(require_encryption=True, tls_ca_file=certificate, **keys)


def _signed_by_itself(key: Any) -> Any:
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes

    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, _NAME)])
    moment = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(moment - _EARLIER).not_valid_after(moment + _LATER)
    return builder.sign(key, hashes.SHA256())


def dask_setup(node: Any) -> None:
    """Close the port of Dask's own pages, which has no TLS. Dask calls this in a scheduler or worker that begins."""
    node.http_server.stop()


def dask_teardown(node: Any) -> None:
    """Dask calls this when one ends, and would complain of it."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
