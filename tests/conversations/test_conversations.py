"""Every story under this folder, told to the trained bot with the real action server.

A story's steps are Rasa's: what the client types with the intent it must get, and the actions that
must run. Its metadata lists what the envelope of each client turn must hold, and what the client
must read of it: `opens_with` and `says` are parts of the text, `buttons` what they send.
"""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.conftest import Client, envelope_of, text_of

FOLDER = Path(__file__).parent
NOT_TOLD = {"action_listen", "action_session_start"}


def _stories() -> list[Any]:
    stories = []
    for path in sorted(FOLDER.rglob("test_*.yml")):
        for story in yaml.safe_load(path.read_text(encoding="utf-8"))["stories"]:
            name = f"{path.parent.name}: {story['story']}"
            stories.append(pytest.param(story, id=name))
    return stories


@pytest.mark.parametrize("story", _stories())
def test_story(story: dict[str, Any], client: Client, database_url: str) -> None:
    told = [step for step in story["steps"] if "user" in step]
    expected = story["metadata"]["expect"]
    assert len(expected) == len(told), "one expectation per client turn"
    for step, wanted in zip(told, expected):
        entries = client.say(step["user"].strip())
        seen = {**envelope_of(entries), **_read(entries, wanted)}
        assert {key: seen[key] for key in wanted} == wanted, step["user"]
    steps = [step.get("intent") or step["action"] for step in story["steps"]]
    assert _tracked(client.sender, database_url) == steps


def _read(entries: list[dict[str, Any]], wanted: dict[str, Any]) -> dict[str, Any]:
    """What of a reply the client reads, as far as it is wanted; all text where it is not so."""
    text = text_of(entries)
    opening, part = wanted.get("opens_with", ""), wanted.get("says", "")
    return {
        "opens_with": opening if text.startswith(opening) else text,
        "says": part if part in text else text,
        "buttons": [
            button["payload"] for entry in entries for button in entry.get("buttons") or ()
        ],
    }


def _tracked(sender: str, database_url: str) -> list[str]:
    """The intents and actions of a conversation, in order, as the tracker store holds them."""
    with sqlite3.connect(database_url.removeprefix("sqlite:///")) as connection:
        rows = connection.execute(
            "SELECT type_name, data FROM events WHERE sender_id = ? ORDER BY id", (sender,)
        ).fetchall()
    tracked = []
    for kind, data in rows:
        event = json.loads(data)
        if kind == "user":
            tracked.append(event["parse_data"]["intent"]["name"])
        elif kind == "action" and event["name"] not in NOT_TOLD:
            tracked.append(event["name"])
    return tracked
