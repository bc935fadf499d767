"""Measuring servers from outside: time to the first answer, time and processor time of a turn."""

from __future__ import annotations

import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx
import numpy as np
import psutil

from footnote.reply.envelope import ReplyKind
from footnote.server.stack import READY_TIMEOUT_SECONDS, Stack, StackError

FIRST_QUESTION = "Is foot massage safe?"
TURN_TIMEOUT_SECONDS = 30.0
POLL_SECONDS = 0.05
SILENCE = "silence"


@dataclass(frozen=True)
class Turns:
    """What a number of turns took.

    Attributes:
        median_ms: wall time of a turn.
        p95_ms: wall time that 95 % of the turns stay under.
        cpu_ms: processor time of a turn in all server processes together, mean.
        kinds: how many turns were answered with each `kind` of the envelope, or `silence`.
    """

    median_ms: float
    p95_ms: float
    cpu_ms: float
    kinds: dict[str, int]

    @property
    def failed(self) -> int:
        """How many turns got no reply, or the error reply."""
        return self.kinds.get(SILENCE, 0) + self.kinds.get(ReplyKind.ERROR.value, 0)


@contextmanager
def started(stack: Stack) -> Iterator[float]:
    """Start servers and end them.

    Yields:
        Seconds from the start of the processes to the first answer.

    Raises:
        StackError: a process ended, or no answer came in time.
    """
    try:
        beginning = time.perf_counter()
        for name in ("action server", "Rasa server"):
            stack.start(name)
        _wait_for_an_answer(stack, beginning + READY_TIMEOUT_SECONDS)
        yield time.perf_counter() - beginning
    finally:
        for name in stack.processes:
            stack.stop(name)


def _wait_for_an_answer(stack: Stack, deadline: float) -> None:
    with _client(stack) as client:
        while time.perf_counter() < deadline:
            stack.check()
            try:
                if _kind(_post(client, FIRST_QUESTION)) not in (SILENCE, ReplyKind.ERROR.value):
                    return
            except httpx.TransportError:
                pass  # nothing listens yet
            time.sleep(POLL_SECONDS)
    raise StackError(f"no answer in {READY_TIMEOUT_SECONDS:.0f} seconds")


def measure_turns(stack: Stack, warm_up: Sequence[str], questions: Sequence[str]) -> Turns:
    """Ask one question after the other, each as a new sender, over one connection.

    Args:
        stack: servers that answer.
        warm_up: questions asked first, which do not count.
        questions: those that count; at least one.

    Raises:
        httpx.HTTPError: the server refused a message or did not answer.
    """
    milliseconds: list[float] = []
    kinds: Counter[str] = Counter()
    with _client(stack) as client:
        for text in warm_up:
            _post(client, text)
        cpu_before = _cpu_seconds(stack)
        for text in questions:
            beginning = time.perf_counter()
            answer = _post(client, text)
            milliseconds.append(1000 * (time.perf_counter() - beginning))
            kinds[_kind(answer)] += 1
        cpu = _cpu_seconds(stack) - cpu_before
    return Turns(
        median_ms=float(np.median(milliseconds)),
        p95_ms=float(np.percentile(milliseconds, 95)),
        cpu_ms=1000 * cpu / len(questions),
        kinds=dict(kinds.most_common()),
    )


def _client(stack: Stack) -> httpx.Client:
    return httpx.Client(base_url=stack.address, timeout=TURN_TIMEOUT_SECONDS)


def _post(client: httpx.Client, text: str) -> httpx.Response:
    body = {"sender": uuid.uuid4().hex, "message": text}
    return client.post("/webhooks/rest/webhook", json=body).raise_for_status()


def _kind(answer: httpx.Response) -> str:
    envelopes = [entry["custom"] for entry in answer.json() if "custom" in entry]
    return envelopes[0]["kind"] if envelopes else SILENCE


def _cpu_seconds(stack: Stack) -> float:
    """Return the processor time, user and system, that the servers have used so far."""
    total = 0.0
    for server in stack.processes.values():
        process = psutil.Process(server.pid)
        for each in (process, *process.children(recursive=True)):
            times = each.cpu_times()
            total += times.user + times.system
    return total
