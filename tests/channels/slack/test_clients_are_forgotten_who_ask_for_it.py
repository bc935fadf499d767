"""Who asks to be forgotten leaves nothing behind: not in the direct message, not in any thread."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.channels.slack.peer import CHANNEL, Client, Slack, actions
from tests.channels.slack.stored import rows_of
from tests.channels.waiting import until

COMMAND = "/footnote-forget"


def _say(client: Client) -> str:
    (reply,) = client.say("forget me")
    return str(reply["text"])


def _mention(client: Client) -> str:
    _, (reply,) = client.mention("forget me")
    assert reply["ephemeral_to"] == client.user
    return str(reply["text"])


def _command(client: Client) -> str:
    (reply,) = client.after(
        lambda: client.slack.control(
            "command", channel=CHANNEL, user=client.user, command=COMMAND, text=""
        ),
        CHANNEL,
    )
    assert reply["ephemeral_to"] == client.user
    return str(reply["text"])


def _tap_at_home(client: Client) -> str:
    client.slack.control("open-home", user=client.user)
    view = _home(client)
    (button,) = actions(view)
    (reply,) = client.after(
        lambda: client.slack.interact(
            {
                "type": "block_actions",
                "team": {"id": "T0SPA"},
                "user": {"id": client.user},
                "trigger_id": f"{client.user}.1",
                "container": {"type": "view"},
                "view": view,
                "actions": [button],
            }
        )
    )
    return str(reply["text"])


def _home(client: Client) -> dict[str, object]:
    def shown() -> list[dict[str, object]]:
        return [
            entry["detail"]["view"]
            for entry in client.slack.traffic()
            if entry["summary"] == "views.publish" and entry["detail"]["user_id"] == client.user
        ]

    until(lambda: bool(shown()))
    (view,) = shown()
    return view


@pytest.mark.parametrize("ask", [_say, _mention, _command, _tap_at_home])
def test_nothing_is_left(
    client: Client, slack: Slack, database_url: str, ask: Callable[[Client], str]
) -> None:
    other = slack.new_client()
    client.say("Is foot massage safe?")
    client.tap("\U0001f44d")
    client.say("I want to talk to a person")
    client.say("what is the capital of France?")
    thread, _ = client.mention("my foot swelled up after the massage")
    other.mention("When are you open?", thread)
    conversations = [client.conversation(), client.conversation(thread)]
    assert all(rows_of(database_url, conversation) for conversation in conversations)

    said = ask(client)

    assert "deleted" in said
    assert [rows_of(database_url, conversation) for conversation in conversations] == [0, 0]
    assert rows_of(database_url, other.conversation(thread)) > 0


def test_the_home_tab_says_what_is_kept(client: Client, slack: Slack) -> None:
    slack.control("open-home", user=client.user)
    home = str(_home(client))

    assert "kept for 30 days" in home and COMMAND in home and "foot massage" in home


def test_a_held_reply_is_forgotten_too(client: Client) -> None:
    client.mention("my foot swelled up after the massage")
    client.say("forget me")
    (refused,) = client.tap("Answer here", CHANNEL)

    assert refused["ephemeral_to"] == client.user and "swel" not in refused["text"]
