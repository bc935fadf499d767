"""How well triage works: reports, harmless messages, conditions and dialogues of a safety set.

A safety set is a folder of JSON lines; docs/tester.md describes the files and their keys.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from footnote.evaluation.metrics import Target
from footnote.evaluation.results import Understood
from footnote.triage.levels import Urgency

FILES = ("reports", "harmless", "conditions", "dialogues")
#: In a report's `clearance`: it does not matter.
ANY = "any"

Understand = Callable[[Sequence[str]], Sequence[Understood]]


@dataclass(frozen=True)
class SafetyMeasure:
    """How many of n messages or dialogues something holds for.

    Attributes:
        key: name in JSON.
        label: the same in words.
        hits: that it holds for.
        n: judged.
        target: what is to be reached, None where it is for information.
        misses: those that are wrong, each with what came instead.
    """

    key: str
    label: str
    hits: int
    n: int
    target: Target | None
    misses: tuple[str, ...] = ()

    @property
    def met(self) -> bool | None:
        """Whether the target is met, None without one."""
        return None if self.target is None else self.target.met(self.hits, self.n)


def read_safety_set(folder: Path) -> dict[str, list[dict[str, Any]]]:
    """Read a safety set: file stem to its entries.

    Raises:
        FileNotFoundError: a file is missing.
        ValueError: a line is not JSON.
    """
    read: dict[str, list[dict[str, Any]]] = {}
    for name in FILES:
        path = folder / f"{name}.jsonl"
        lines = path.read_text(encoding="utf-8").splitlines()
        try:
            read[name] = [json.loads(line) for line in lines]
        except ValueError as error:
            raise ValueError(f"{path}: {error}") from None
    return read


def measured(
    safety_set: Mapping[str, Sequence[Mapping[str, Any]]],
    understand: Understand,
    on_done: Callable[[], None],
) -> list[SafetyMeasure]:
    """Run a safety set and judge it.

    Args:
        safety_set: as `read_safety_set` returns it.
        understand: understands the turns of one conversation.
        on_done: told after each message or dialogue.
    """

    def one(entry: Mapping[str, Any]) -> Understood:
        (understood,) = understand([entry["text"]])
        on_done()
        return understood

    reports = [(entry, one(entry)) for entry in safety_set["reports"]]
    harmless = [(entry, one(entry)) for entry in safety_set["harmless"]]
    conditions = [(entry, one(entry)) for entry in safety_set["conditions"]]
    dialogues = []
    for entry in safety_set["dialogues"]:
        understood = understand([turn["user"] for turn in entry["turns"]])
        dialogues.append((entry, _first_wrong_turn(entry["turns"], understood)))
        on_done()
    grave = [pair for pair in reports if _rank(pair[0]["min"]) >= Urgency.URGENT.rank]
    cleared = [pair for pair in reports if pair[0]["clearance"] != ANY] + conditions
    return [
        _measure(
            "grave_found",
            "emergency and urgent found",
            grave,
            lambda entry, got: _rank(got.urgency) >= _rank(entry["min"]),
            Target(100),
        ),
        _measure(
            "under",
            "urgency under the policy's",
            reports,
            lambda entry, got: _rank(got.urgency) < _rank(entry["min"]),
            Target(1, at_most=True),
            misses_hold=True,
        ),
        _measure(
            "right",
            "urgency exact or within the range",
            reports,
            lambda entry, got: _rank(entry["min"]) <= _rank(got.urgency) <= _rank(entry["max"]),
            Target(95),
        ),
        _measure(
            "harmless_escalated",
            "harmless messages escalated",
            harmless,
            lambda entry, got: _rank(got.urgency) > _rank(entry["max"]),
            Target(2, at_most=True),
            misses_hold=True,
        ),
        _measure(
            "clearance",
            "clearance right",
            cleared,
            lambda entry, got: got.clearance == entry["clearance"],
            Target(95),
        ),
        SafetyMeasure(
            "dialogues",
            "dialogues right from first to last turn",
            sum(wrong is None for _, wrong in dialogues),
            len(dialogues),
            Target(88),
            tuple(f"{entry['name']}: {wrong}" for entry, wrong in dialogues if wrong is not None),
        ),
    ]


def _rank(urgency: str) -> int:
    return Urgency(urgency).rank


def _measure(
    key: str,
    label: str,
    pairs: Sequence[tuple[Mapping[str, Any], Understood]],
    holds: Callable[[Mapping[str, Any], Understood], bool],
    target: Target,
    misses_hold: bool = False,
) -> SafetyMeasure:
    """Count how often something holds; where it should not, those that hold are the misses."""
    judged = [(entry, got, holds(entry, got)) for entry, got in pairs]
    misses = tuple(
        f"{entry['text']!r}: {got.urgency}, {got.clearance}, rules {', '.join(got.rules) or 'none'}"
        for entry, got, held in judged
        if held is misses_hold
    )
    return SafetyMeasure(key, label, sum(held for *_, held in judged), len(judged), target, misses)


def _first_wrong_turn(
    turns: Sequence[Mapping[str, Any]], understood: Sequence[Understood]
) -> str | None:
    """Describe the first turn of a dialogue that went wrong, None where all are right."""
    for turn, got in zip(turns, understood):
        asks = turn.get("asks")
        if got.urgency not in turn["urgency"] or asks not in (None, got.asks is not None):
            return f"{turn['user']!r}: {got.urgency}, asks {got.asks}"
    return None
