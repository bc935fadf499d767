"""Measuring servers from outside: time to the first answer, time and processor time of a turn."""

from __future__ import annotations

import json
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from typing import Any
from urllib.parse import urlsplit

import numpy as np
import psutil

from footnote.reply.envelope import ReplyKind
from footnote.server.stack import READY_TIMEOUT_SECONDS, Stack, StackError

FIRST_QUESTION = "Is foot massage safe?"
TURN_TIMEOUT_SECONDS = 30.0
POLL_SECONDS = 0.05
SILENCE = "silence"
#: So many questions go to one server before the next one is asked: few enough for a slow minute to
#: meet both, and enough that most find the processor's caches as a product alone leaves them.
TURNS_IN_A_ROW = 50


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
    while time.perf_counter() < deadline:
        stack.check()
        try:
            with _connected(stack) as connection:
                answer = _ask(connection, FIRST_QUESTION)
            if _kind(answer) not in (SILENCE, ReplyKind.ERROR.value):
                return
        except OSError:
            pass  # nothing listens yet
        time.sleep(POLL_SECONDS)
    raise StackError(f"no answer in {READY_TIMEOUT_SECONDS:.0f} seconds")


def measure_turns(
    stacks: Sequence[Stack], warm_up: Sequence[str], questions: Sequence[str]
) -> list[Turns]:
    """Ask one question after the other, each as a new sender, over one connection.

    The stacks take turns, so that a machine that is slower for a minute is so for all of them.

    Args:
        stacks: servers that answer, all started.
        warm_up: questions asked first, which do not count.
        questions: those that count, the same for each stack; at least one.

    Raises:
        OSError: a server did not answer.
        http.client.HTTPException: it refused a message, or answered something else.
    """
    milliseconds: list[list[float]] = [[] for _ in stacks]
    kinds: list[Counter[str]] = [Counter() for _ in stacks]
    with ExitStack() as opened:
        connections = [opened.enter_context(_connected(stack)) for stack in stacks]
        for connection in connections:
            for text in warm_up:
                _ask(connection, text)
        cpu_before = [_cpu_seconds(stack) for stack in stacks]
        for start in range(0, len(questions), TURNS_IN_A_ROW):
            for side, connection in enumerate(connections):
                for text in questions[start : start + TURNS_IN_A_ROW]:
                    beginning = time.perf_counter()
                    answer = _ask(connection, text)
                    milliseconds[side].append(1000 * (time.perf_counter() - beginning))
                    kinds[side][_kind(answer)] += 1
        cpu = [_cpu_seconds(stack) - before for stack, before in zip(stacks, cpu_before)]
    return [
        Turns(
            median_ms=float(np.median(milliseconds[side])),
            p95_ms=float(np.percentile(milliseconds[side], 95)),
            cpu_ms=1000 * cpu[side] / len(questions),
            kinds=dict(kinds[side].most_common()),
        )
        for side in range(len(stacks))
    ]


@contextmanager
def _connected(stack: Stack) -> Iterator[HTTPConnection]:
    """Yield a connection of the standard library: other clients take a millisecond a question."""
    address = urlsplit(stack.address)
    assert address.hostname is not None
    with closing(
        HTTPConnection(address.hostname, address.port, timeout=TURN_TIMEOUT_SECONDS)
    ) as connection:
        yield connection


def _ask(connection: HTTPConnection, text: str) -> list[dict[str, Any]]:
    body = json.dumps({"sender": uuid.uuid4().hex, "message": text})
    headers = {"Content-Type": "application/json"}
    connection.request("POST", "/webhooks/rest/webhook", body.encode(), headers)
    response = connection.getresponse()
    content = response.read()
    if response.status != HTTPStatus.OK:
        raise HTTPException(f"status {response.status}")
    answer: list[dict[str, Any]] = json.loads(content)
    return answer


def _kind(answer: list[dict[str, Any]]) -> str:
    envelopes = [entry["custom"] for entry in answer if "custom" in entry]
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
