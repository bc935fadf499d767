"""Every conversation under `conversations`, played over every channel through its own protocol.

A step is what the client types or taps, and what must be read then; docs/tester.md has the keys.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.channels.staff import reply_as_staff
from tests.conformance.players import Everywhere, Player
from tests.conformance.players.rest import RestPlayer
from tests.conformance.players.slack import SlackPlayer
from tests.conformance.players.telegram import TelegramPlayer
from tests.conformance.players.web import WebPlayer
from tests.conformance.reading import EVIDENCE, Reading

PLAYERS: dict[str, Callable[[Everywhere], Player]] = {
    "rest": RestPlayer,
    "web": WebPlayer,
    "telegram": TelegramPlayer,
    "slack": SlackPlayer,
}
PUSHED_ON = [channel for channel in PLAYERS if channel != "rest"]
STAFF_REPLY = "Kim at the front desk: come <today> at 5 & ring."
ACTS = {"types", "taps"}

Conversation = dict[str, Any]


@dataclass(frozen=True)
class Played:
    """A conversation as it went on one channel.

    Attributes:
        readings: one per step.
        pushed: what was read when staff had written in the end; None where that was refused.
    """

    readings: tuple[Reading, ...]
    pushed: Reading | None


Play = Callable[[str, Conversation], Played]


def _conversations() -> list[Any]:
    paths = sorted((Path(__file__).parent / "conversations").glob("*.yml"))
    return [pytest.param(yaml.safe_load(path.read_text("utf-8")), id=path.stem) for path in paths]


@pytest.fixture(scope="module")
def played(everywhere: Everywhere) -> Play:
    """Plays a conversation on a channel, once."""
    done: dict[tuple[str, str], Played] = {}

    def play(channel: str, conversation: Conversation) -> Played:
        key = channel, conversation["behaviour"]
        if key not in done:
            with PLAYERS[channel](everywhere) as player:
                readings = tuple(_act(player, step) for step in conversation["steps"])
                answer = reply_as_staff(everywhere.footnote, player.conversation, STAFF_REPLY)
                done[key] = Played(readings, player.hears() if answer.is_success else None)
        return done[key]

    return play


def _act(player: Player, step: dict[str, Any]) -> Reading:
    (act,) = ACTS & step.keys()
    return getattr(player, act)(step[act], step.get("bubbles", 1))


@pytest.mark.parametrize("channel", PLAYERS)
@pytest.mark.parametrize("conversation", _conversations())
def test_the_client_reads_what_is_promised(
    played: Play, channel: str, conversation: Conversation
) -> None:
    for step, reading in zip(conversation["steps"], played(channel, conversation).readings):
        wanted = {"bubbles": 1, **{key: step[key] for key in step.keys() - ACTS}}
        seen = _seen(reading, wanted)
        assert {key: seen[key] for key in wanted} == wanted, step


@pytest.mark.parametrize("channel", PUSHED_ON)
@pytest.mark.parametrize("conversation", _conversations())
def test_the_same_is_read_as_over_rest(
    played: Play, channel: str, conversation: Conversation
) -> None:
    readings, over_rest = (played(name, conversation).readings for name in (channel, "rest"))
    assert readings == over_rest
    if channel == "web":
        assert [reading.envelope for reading in readings] == [
            reading.envelope for reading in over_rest
        ]


@pytest.mark.parametrize("channel", PUSHED_ON)
@pytest.mark.parametrize("conversation", _conversations())
def test_what_staff_write_is_read_next(
    played: Play, channel: str, conversation: Conversation
) -> None:
    """Next, so nothing came beside the replies either."""
    assert played(channel, conversation).pushed == Reading(bubbles=1, lines=(STAFF_REPLY,))


@pytest.mark.parametrize("conversation", _conversations())
def test_nothing_can_be_pushed_over_rest(played: Play, conversation: Conversation) -> None:
    assert played("rest", conversation).pushed is None


def _seen(reading: Reading, wanted: dict[str, Any]) -> dict[str, Any]:
    """Return what was read, under the keys of a step; a list of parts as wanted if it holds."""
    parts, titles = wanted.get("reads", []), wanted.get("sources", [])
    envelope = reading.envelope or wanted.get("envelope", {})
    plain = Reading(1, tuple(parts), card=reading.card, call=reading.call)
    return {
        "bubbles": reading.bubbles,
        "reads": parts if _in_order(parts, reading.text) else reading.text,
        "evidence": [
            line.removeprefix(EVIDENCE) for line in reading.lines if line.startswith(EVIDENCE)
        ],
        "sources": titles if _named(titles, reading.sources) else list(reading.sources),
        "buttons": list(reading.buttons),
        "offers": [button for button in wanted.get("offers", []) if button in reading.buttons],
        "card": reading.card,
        "call": reading.call,
        "nothing_else": reading == plain or reading,
        "envelope": {key: envelope[key] for key in wanted.get("envelope", {})},
    }


def _in_order(parts: list[str], text: str) -> bool:
    at = 0
    for part in parts:
        found = text.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return True


def _named(titles: list[str], lines: tuple[str, ...]) -> bool:
    """Return whether the lines name all of these sources and no other."""
    return all(any(title in line for line in lines) for title in titles) and all(
        any(title in line for title in titles) for line in lines
    )
