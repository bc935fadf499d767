"""The two verdicts of a turn and their order."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import cached_property


class Urgency(str, Enum):
    """How soon somebody should be seen, from the least to the most urgent."""

    NONE = "none"
    WATCH = "watch"
    DOCTOR = "doctor"
    URGENT = "urgent"
    EMERGENCY = "emergency"

    @cached_property
    def rank(self) -> int:
        """Position in the order, 0 for `none`."""
        return list(Urgency).index(self)


class Clearance(str, Enum):
    """Whether a person may have a foot massage, from the freest to the strictest."""

    OK = "ok"
    ADAPT = "adapt"
    ASK_FIRST = "ask_first"
    AVOID = "avoid"

    @cached_property
    def rank(self) -> int:
        """Position in the order, 0 for `ok`."""
        return list(Clearance).index(self)


def highest_urgency(levels: Iterable[Urgency]) -> Urgency:
    """Return the most urgent of several levels, `none` where there are none."""
    return max(levels, key=lambda level: level.rank, default=Urgency.NONE)


def strictest_clearance(levels: Iterable[Clearance | None]) -> Clearance | None:
    """Return the strictest of several clearances, None where none is given."""
    known = [level for level in levels if level is not None]
    return max(known, key=lambda level: level.rank) if known else None
