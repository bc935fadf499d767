"""Programs that stand in for the services which clients use, run beside the product."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import httpx

END_SECONDS = 10.0


@contextmanager
def running(command: Sequence[str], url: str, *, patience: float) -> Iterator[None]:
    """Run a program until the block ends.

    Args:
        command: with its arguments.
        url: answers once the program can be used.
        patience: seconds to wait for that.
    """
    # In a session of its own: what the program starts as its child ends with it.
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        deadline = time.monotonic() + patience
        while not _answers(url):
            assert process.poll() is None, f"{command[0]} did not start"
            assert time.monotonic() < deadline, f"{command[0]} does not answer"
            time.sleep(0.1)
        yield
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(END_SECONDS)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=5).is_success
    except httpx.TransportError:
        return False
