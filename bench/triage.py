"""What triage adds to a message: reading findings, the signals of meaning, and the verdict.

Run it from the repository's root with a trained model, with nothing else running:

    uv run python -m bench.triage
"""

from __future__ import annotations

import argparse
import functools
import logging
import random
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rasa.utils.log_utils import configure_structlog

from bench.machine import this_machine
from footnote.evaluation.safety import read_safety_set
from footnote.evaluation.sets import read_set
from footnote.evaluation.understanding import Understanding
from footnote.knowledge.loading import load_knowledge
from footnote.language.pipeline.reports import ReportClassifier
from footnote.language.reported import ReportReader
from footnote.language.signals import ReportSignals
from footnote.server.models import fitting_model
from footnote.settings import current_settings

SEED = 20
EVALUATION_SETS = Path("tests/evaluation")
SAFETY_SET = Path("tests/safety/first")


class Stopwatch:
    """Adds up the time spent in methods while one message is read."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def wrap(self, owner: type, name: str) -> None:
        """Time a method of a class from now on."""
        method: Callable[..., Any] = getattr(owner, name)

        @functools.wraps(method)
        def timed(*args: Any, **kwargs: Any) -> Any:
            started = time.perf_counter()
            try:
                return method(*args, **kwargs)
            finally:
                self.seconds += time.perf_counter() - started

        setattr(owner, name, timed)


def main() -> None:
    """Time triage within the understanding of questions and of reports."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--messages", type=int, default=300, help="of each kind")
    count = parser.parse_args().messages
    configure_structlog(logging.WARNING)
    settings = current_settings()
    model = fitting_model(load_knowledge(settings.knowledge_dir), settings)
    stopwatch = Stopwatch()
    stopwatch.wrap(ReportClassifier, "process")
    stopwatch.wrap(ReportSignals, "read_spelt")
    stopwatch.wrap(ReportReader, "named")
    stopwatch.wrap(ReportReader, "read")
    understanding = Understanding(model)
    print(this_machine())
    for kind, messages in (("questions", _questions()), ("reports", _reports())):
        triage, whole = [], []
        for text in random.Random(SEED).sample(messages, min(count, len(messages))):
            stopwatch.seconds = 0.0
            whole.append(understanding.of(text).milliseconds)
            triage.append(1000 * stopwatch.seconds)
        print(
            f"{kind}: triage {statistics.median(triage):.2f} ms a message "
            f"(median of {len(triage)}; "
            f"95 % under {sorted(triage)[int(0.95 * len(triage))]:.2f} ms), "
            f"understanding in all {statistics.median(whole):.2f} ms, "
            f"triage's share {statistics.median(triage) / statistics.median(whole):.2f}"
        )


def _questions() -> list[str]:
    return [
        question.text
        for path in sorted(path.parent for path in EVALUATION_SETS.glob("*/topics.txt"))
        for question in read_set(path).topics
    ]


def _reports() -> list[str]:
    return [entry["text"] for entry in read_safety_set(SAFETY_SET)["reports"]]


if __name__ == "__main__":
    main()
