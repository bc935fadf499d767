"""What the figures were measured on; without it they mean nothing."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

import psutil


@dataclass(frozen=True)
class Machine:
    """The machine and the moment.

    Attributes:
        date: start of the run, UTC, ISO 8601.
        processor: its model.
        cores: cores that this process may use.
        memory_gib: installed.
        load_average: of the minute before the start; near 0 where nothing else ran.
        python, rasa: versions.
    """

    date: str
    processor: str
    cores: int
    memory_gib: float
    load_average: float
    python: str
    rasa: str


def this_machine() -> Machine:
    """Return the facts of this machine, now."""
    return Machine(
        date=datetime.now(timezone.utc).isoformat(timespec="seconds"),
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        memory_gib=round(psutil.virtual_memory().total / 2**30, 1),
        load_average=round(os.getloadavg()[0], 2),
        python=platform.python_version(),
        rasa=version("rasa"),
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
