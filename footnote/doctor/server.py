"""The server: running and healthy, or with a free port to start on."""

from __future__ import annotations

import httpx

from footnote.doctor.findings import Finding, broken, ok
from footnote.server.stack import port_is_free

CHECK = "server"
TIMEOUT_SECONDS = 5.0


def check_server(host: str, port: int) -> Finding:
    """Return whether Footnote answers, or could listen.

    Args:
        host: that `footnote up` listens on.
        port: that `footnote up` listens on.
    """
    if port_is_free(host, port):
        return ok(CHECK, f"does not run; port {port} on {host} is free")
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"
    try:
        answer = httpx.get(f"{address}/health", timeout=TIMEOUT_SECONDS)
        status = answer.json()["status"]
    except (httpx.HTTPError, ValueError, KeyError, TypeError):
        mend = "End what runs there, or start `footnote up` with another --port."
        return broken(CHECK, f"something else has port {port} on {host}", mend)
    if answer.status_code == httpx.codes.OK:
        return ok(CHECK, f"answers at {address}")
    return broken(CHECK, f"runs at {address}, but {status}", 'See "Health" in docs/operator.md.')
