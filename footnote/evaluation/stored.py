"""Messages stored with the verdicts they got, and what has become of those verdicts."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from footnote.evaluation.results import Understood
from footnote.triage.levels import Clearance, Urgency


class StoredTurn(BaseModel):
    """A client's turn and the verdict it got; what is not stored is not compared.

    Attributes:
        user: the message.
        urgency: of the verdict.
        clearance: of the verdict; null says that there was none.
        rules: that held, in any order.
    """

    user: str = Field(..., min_length=1)
    urgency: Urgency | None = None
    clearance: Clearance | None = None
    rules: frozenset[str] | None = None

    class Config:
        allow_mutation = False

    @property
    def expects(self) -> bool:
        """Whether there is anything to compare."""
        return bool(self.urgency or "clearance" in self.__fields_set__ or self.rules is not None)

    def differences(self, understood: Understood) -> list[str]:
        """Return what differs from the stored verdict, none where all is as it was.

        Args:
            understood: what a model makes of the message now.
        """
        found = []
        if self.urgency is not None and understood.urgency != self.urgency.value:
            found.append(f"urgency {self.urgency.value} is now {understood.urgency}")
        before = self.clearance.value if self.clearance else None
        if "clearance" in self.__fields_set__ and understood.clearance != before:
            found.append(f"clearance {before or 'none'} is now {understood.clearance or 'none'}")
        if self.rules is not None and self.rules != set(understood.rules):
            found.append(f"rules {_listed(self.rules)} are now {_listed(understood.rules)}")
        return found


@dataclass(frozen=True)
class StoredConversation:
    """The turns of one line of a file; most lines hold one turn."""

    line: int
    turns: tuple[StoredTurn, ...]


def read_stored(path: Path) -> list[StoredConversation]:
    """Read JSON lines, each `{"text": ..., "urgency": ...}` or `{"turns": [{"user": ...}, ...]}`.

    Keys that are not compared are ignored, so that notes may stand beside a message.

    Raises:
        OSError: the file cannot be read.
        ValueError: a line is of neither form, or there is none; the message names file and line.
    """
    found = []
    # As bytes: other line ends than \n may stand within a JSON string.
    for number, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            found.append(StoredConversation(number, _turns(line)))
        except ValueError as error:
            raise ValueError(f"{path}:{number}: {_reason(error)}") from None
    if not found:
        raise ValueError(f"{path}:1: no messages: write one JSON object per line")
    return found


def _turns(line: bytes) -> tuple[StoredTurn, ...]:
    plain: Any = json.loads(line)
    if not isinstance(plain, dict) or not {"text", "turns"} & set(plain):
        raise ValueError("expected a JSON object with `text` or `turns`")
    raw = plain["turns"] if "turns" in plain else [{**plain, "user": plain["text"]}]
    if not isinstance(raw, list) or not raw:
        raise ValueError("`turns` must be a list of objects with `user`")
    turns = tuple(map(StoredTurn.parse_obj, raw))
    if not any(turn.expects for turn in turns):
        raise ValueError("nothing to compare with: add `urgency`")
    return turns


def _reason(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
    if isinstance(error, json.JSONDecodeError):
        return f"no valid JSON: {error.msg}"
    if isinstance(error, UnicodeDecodeError):
        return "not UTF-8: save it as UTF-8"
    return str(error)


def _listed(rules: Sequence[str] | frozenset[str]) -> str:
    return ", ".join(sorted(rules)) or "none"
