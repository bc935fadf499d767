"""A thumb under an answer is noted, and who is not helped can say why."""

from __future__ import annotations

import json

import httpx

from tests.channels.slack.peer import CHANNEL, TEAM, Client, Slack, actions, labels
from tests.channels.slack.stored import votes_of
from tests.channels.waiting import until

UP, DOWN = "\U0001f44d", "\U0001f44e"
SAFE = "Is foot massage safe?"


def test_a_thumb_is_noted_with_what_was_answered(client: Client, database_url: str) -> None:
    (answer,) = client.say(SAFE)
    (thanks,) = client.tap(UP)
    (vote,) = votes_of(database_url, client.conversation())

    assert thanks["ephemeral_to"] == client.user and "Thank you" in thanks["text"]
    assert labels(thanks) == []
    assert (vote.helpful, vote.topics, vote.answer) == (True, ("massage_safe",), answer["ts"])
    assert vote.kb_version and vote.channel == "slack"


def test_a_later_thumb_replaces_the_earlier(client: Client, database_url: str) -> None:
    client.say(SAFE)
    client.tap(UP)
    client.tap(DOWN)
    (vote,) = votes_of(database_url, client.conversation())

    assert not vote.helpful


def test_a_reason_is_stored_without_names_and_numbers(
    client: Client, slack: Slack, database_url: str
) -> None:
    client.say(SAFE)
    (thanks,) = client.tap(DOWN)
    assert labels(thanks) == ["Say why"]
    client.press("Say why")
    view = _opened(slack, client)
    submission = {
        "type": "view_submission",
        "team": {"id": TEAM},
        "user": {"id": client.user, "team_id": TEAM},
        "view": {
            **view,
            "id": f"V{client.user}",
            "state": {"values": {"reason": {"text": {"value": "Too long, call 503-555-0199"}}}},
        },
    }
    answer = slack.interact(submission)
    until(lambda: votes_of(database_url, client.conversation())[0].reason != "")
    (vote,) = votes_of(database_url, client.conversation())

    assert (answer.status_code, answer.text) == (httpx.codes.OK, "")
    assert "Too long" in vote.reason and "0199" not in vote.reason
    assert vote.topics == ("massage_safe",)


def test_only_answers_can_be_voted_on(client: Client) -> None:
    (greeting,) = client.say("hello")
    (emergency,) = client.say("I have chest pain and cannot breathe")

    assert UP not in labels(greeting) + labels(emergency)


def test_a_vote_on_somebody_elses_answer_does_not_count(
    client: Client, slack: Slack, database_url: str
) -> None:
    thread, (answer,) = client.mention(SAFE)
    other = slack.new_client()
    thumb = next(action for action in actions(answer) if action["label"] == UP)
    (refused,) = other.after(
        lambda: slack.control(
            "interact", channel=CHANNEL, messageTs=answer["ts"], user=other.user, action=thumb
        ),
        CHANNEL,
    )

    assert refused["ephemeral_to"] == other.user
    assert "for the person who asked" in refused["text"]
    assert votes_of(database_url, other.conversation(thread)) == []
    assert votes_of(database_url, client.conversation(thread)) == []


def _opened(slack: Slack, client: Client) -> dict[str, object]:
    """Return the dialog that was opened for a client."""
    mark = client.direct_message

    def found() -> list[dict[str, object]]:
        opened = (e["detail"]["view"] for e in slack.traffic() if e["summary"] == "views.open")
        views = [view if isinstance(view, dict) else json.loads(view) for view in opened]
        return [view for view in views if mark in str(view["private_metadata"])]

    until(lambda: bool(found()))
    return found()[0]
