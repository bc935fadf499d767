"""Footnote beside Rasa's stock `rasa init` pipeline, measured in one run.

Both sides train on the same examples of questions and small talk, and on the same intents and
rules (Footnote on reports besides), keep trackers in SQLite, answer from the same SQL content
through the same composing code, and are asked the same questions over REST, one after the other,
each by a new sender; the sides take turns, so that a slower minute of the machine meets both. The
ratios are stock divided by Footnote.

Run it from the repository's root, with nothing else running:

    uv run python -m bench.turns --json turns.json
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from http.client import HTTPException
from pathlib import Path
from statistics import median

from bench.comparison import Comparison, Figures
from bench.machine import this_machine
from bench.measuring import measure_turns, started
from bench.sides import Side, footnote_side, stock_side
from footnote.evaluation.sets import read_set
from footnote.server.models import TrainingFailed
from footnote.server.stack import StackError

EVALUATION_SETS = Path("tests/evaluation")
SEED = 20
WARM_UP_TURNS = 10
STARTS = 3


def main() -> None:
    """Measure both sides, print the table, and end with status 1 where something failed."""
    options = _options()
    # So that a terminating signal ends the servers and a training under way, too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Ended by a signal."))
    machine = this_machine()
    questions = _questions(WARM_UP_TURNS + options.turns)
    footnote, stock = Figures(), Figures()
    work = options.work or Path(tempfile.mkdtemp(prefix="footnote-bench-"))
    sides = (
        (footnote_side(work), footnote),
        (stock_side(work, options.stock_epochs, options.stock_stories), stock),
    )
    for side, figures in sides:
        if not (options.skip_training and side.newest_model()):
            _train(side, figures)
    for side, figures in sides:
        if not figures.failures:
            _start(side, figures)
    if not any(figures.failures for _, figures in sides):
        _ask_in_turns(sides, questions)
    settings = {
        "turns": options.turns,
        "starts": STARTS,
        "stock_epochs": options.stock_epochs,
        "stock_stories": options.stock_stories,
    }
    comparison = Comparison(machine, settings, footnote, stock)
    print(comparison.as_text())
    if options.json:
        options.json.write_text(json.dumps(comparison.as_dict(), indent=2) + "\n", encoding="utf-8")
    if comparison.failures:
        sys.exit(f"Something failed; the logs are in {work}.")
    if not options.work:
        shutil.rmtree(work)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--turns", type=int, default=300, help="turns measured on each side")
    parser.add_argument("--json", type=Path, help="file for the figures")
    parser.add_argument("--work", type=Path, help="folder to keep models, databases and logs in")
    parser.add_argument(
        "--skip-training",
        action="store_true",
        help="use the models that are in --work; a side without one is trained",
    )
    parser.add_argument(
        "--stock-epochs", type=int, default=100, help="fewer are for trying this command only"
    )
    parser.add_argument(
        "--stock-stories",
        action="store_true",
        help="also give stock every rule as a story, which makes it train its dialogue networks",
    )
    options = parser.parse_args()
    if options.skip_training and not options.work:
        parser.error("--skip-training needs --work")
    if options.turns < 1:
        parser.error("--turns must be at least 1")
    return options


def _questions(count: int) -> list[str]:
    """Return questions of all evaluation sets, the same at every run."""
    asked = [
        question.text
        for path in sorted(path.parent for path in EVALUATION_SETS.glob("*/topics.txt"))
        for question in read_set(path).topics
    ]
    if count > len(asked):
        sys.exit(f"only {len(asked)} questions are there, {WARM_UP_TURNS} of them to warm up")
    return random.Random(SEED).sample(asked, count)


def _train(side: Side, figures: Figures) -> None:
    _tell(f"training {side.name}")
    try:
        figures.training_seconds = side.train()
    except (TrainingFailed, subprocess.CalledProcessError, OSError) as error:
        figures.failures.append(f"{side.name}: {error}")


def _start(side: Side, figures: Figures) -> None:
    """Start the servers several times, to the first answer."""
    try:
        for number in range(1, STARTS + 1):
            _tell(f"starting {side.name}, {number} of {STARTS}")
            with started(side.servers()) as seconds:
                figures.starts_seconds.append(seconds)
        figures.first_answer_seconds = median(figures.starts_seconds)
    except (TrainingFailed, StackError, OSError, HTTPException) as error:
        figures.failures.append(f"{side.name}: {error}")


def _ask_in_turns(sides: Sequence[tuple[Side, Figures]], questions: list[str]) -> None:
    """Ask all sides the same questions, a few at a time, while all of them are up."""
    warm_up, counted = questions[:WARM_UP_TURNS], questions[WARM_UP_TURNS:]
    _tell("asking " + " and ".join(side.name for side, _ in sides))
    try:
        with ExitStack() as running:
            stacks = [side.servers() for side, _ in sides]
            for stack in stacks:
                running.enter_context(started(stack))
            measured = measure_turns(stacks, warm_up, counted)
    except (TrainingFailed, StackError, OSError, HTTPException) as error:
        sides[0][1].failures.append(str(error))
        return
    for (side, figures), turns in zip(sides, measured):
        figures.turns = turns
        if turns.failed:
            failed = f"{turns.failed} of {len(counted)} turns got no answer"
            figures.failures.append(f"{side.name}: {failed}")


def _tell(progress: str) -> None:
    print(f"{progress} ...", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
