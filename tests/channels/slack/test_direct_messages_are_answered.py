"""A client writes to the bot in a direct message and reads answers in Slack's own look."""

from __future__ import annotations

import httpx
import pytest

from tests.channels.slack.peer import (
    BOT,
    CHANNEL,
    Client,
    Slack,
    kinds,
    labels,
    message_event,
)
from tests.channels.slack.stored import written
from tests.channels.staff import reply_as_staff

POPPING = "Why do my feet pop during a massage?"
SAFE = "Is foot massage safe?"


def test_an_answer_has_blocks_sources_and_buttons(client: Client) -> None:
    (answer,) = client.say(POPPING)

    assert kinds(answer) == ["section", "section", "context", "actions", "context_actions"]
    assert "[1]" in answer["blocks"][0]["text"]["text"]
    beneath = answer["blocks"][2]["elements"][0]["text"]
    assert "How sure is this? Well supported." in beneath
    assert "[1] Popping Feet During Massage" in beneath
    assert "Is foot popping during a massage dangerous?" in labels(answer)
    assert "gas bubbles" in answer["text"] and "thread_ts" not in answer


def test_a_tapped_question_is_shown_and_answered(client: Client) -> None:
    client.say(POPPING)
    (answer,) = client.tap("Which joints in the foot pop?")

    assert answer["blocks"][0]["elements"][0]["text"] == "You: Which joints in the foot pop?"
    assert "joint" in answer["text"]


def test_a_follow_up_is_understood_from_what_was_said_before(client: Client) -> None:
    client.say("Is it normal to be sore after a foot massage?")
    (answer,) = client.say("and how long does it last?")

    assert "A cramp can pass" in answer["text"]


def test_a_report_is_asked_about_and_then_judged(client: Client) -> None:
    (question,) = client.say("my left foot hurts")
    (verdict,) = client.tap("8 of 10")

    assert "How bad is it" in question["text"]
    assert labels(question) == ["2 of 10", "5 of 10", "8 of 10"]
    assert "8 of 10" in verdict["text"]
    assert verdict["ts"] > question["ts"]


def test_an_urgent_verdict_has_its_own_look(client: Client) -> None:
    (card,) = client.say("my calf is hot and swollen since the massage")

    assert kinds(card)[0] == "header"
    assert "Urgent" in card["blocks"][0]["text"]["text"]
    assert "<tel:" in card["text"]


def test_an_emergency_begins_with_the_number(client: Client) -> None:
    (card,) = client.say("I have chest pain and cannot breathe")

    assert kinds(card) == ["header", "section", "section"]
    assert "Emergency" in card["blocks"][0]["text"]["text"]
    assert "<tel:911|911>" in card["blocks"][1]["text"]["text"]


def test_typed_text_is_never_a_command_and_keeps_its_characters(
    client: Client, database_url: str
) -> None:
    client.say("/restart")
    client.say("is pressure &lt; 3 &amp; &gt; 1 <https://a.example/b|fine>?")

    assert written(database_url, client.conversation()) == [
        "restart",
        "is pressure < 3 & > 1 fine?",
    ]


def test_a_reply_in_a_thread_of_the_direct_message_stays_there(client: Client) -> None:
    (first,) = client.say(SAFE)
    (answer,) = client.after(lambda: client.write(POPPING, thread=first["ts"]))

    assert answer["thread_ts"] == first["ts"]


def test_who_says_nothing_is_told_what_can_be_asked(client: Client) -> None:
    (answer,) = client.say(f"<@{BOT}>")

    assert SAFE in labels(answer)


def test_a_file_is_not_looked_at(client: Client) -> None:
    event = message_event("", channel=client.direct_message, user=client.user, subtype="file_share")
    (alone,) = client.after(lambda: client.slack.post(_json(event)))
    event = message_event(
        SAFE, channel=client.direct_message, user=client.user, subtype="file_share"
    )
    note, answer = client.after(lambda: client.slack.post(_json(event)))

    assert "words only" in alone["text"] and "911" in alone["text"]
    assert "cannot look at photos" in note["text"]
    assert "context_actions" in kinds(answer)


def test_edits_deletions_and_other_bots_are_left_alone(client: Client) -> None:
    client.say(SAFE)
    where = client.direct_message
    mine = next(m["ts"] for m in client.slack.messages(where) if m["user"] == client.user)

    def edit_and_delete() -> None:
        client.slack.control("edit-message", channel=where, ts=mine, user=client.user, text=POPPING)
        client.slack.control("delete-message", channel=where, ts=mine, user=client.user)
        of_a_bot = message_event(POPPING, channel=where, user=client.user, bot_id="B0OTHER")
        client.slack.post(_json(of_a_bot))

    assert client.hears_nothing_after(edit_and_delete)


def test_an_event_that_is_sent_twice_is_answered_once(client: Client) -> None:
    event = message_event(SAFE, channel=client.direct_message, user=client.user)
    replies = client.after(lambda: [client.slack.post(_json(event)) for _ in range(3)])

    assert len(replies) == 1


def test_two_messages_at_once_are_answered_in_their_order(client: Client) -> None:
    where = client.direct_message
    texts = (POPPING, SAFE, "When are you open?")
    replies = client.after(
        lambda: [
            client.slack.post(_json(message_event(text, channel=where, user=client.user)))
            for text in texts
        ]
    )

    assert [reply["text"].split()[0] for reply in replies] == ["Because", "Foot", "We"]


def test_who_writes_too_much_is_told_once(client: Client) -> None:
    where = client.direct_message
    replies = client.after(
        lambda: [
            client.slack.post(_json(message_event("thanks", channel=where, user=client.user)))
            for _ in range(24)
        ]
    )
    told = [reply for reply in replies if "more than I can read" in reply["text"]]

    assert len(replies) == 21
    assert len(told) == 1 and "911" in told[0]["text"]


@pytest.mark.parametrize("thread", [False, True])
def test_a_reply_of_the_staff_arrives(client: Client, thread: bool) -> None:
    where, started = client.direct_message, ""
    if thread:
        where, (started, _) = CHANNEL, client.mention("When are you open?")
    conversation = client.conversation(started)
    replies = client.after(
        lambda: _reply_as_staff(
            client.slack, conversation, "Anna here: come at 5 & bring <socks>."
        ),
        where,
    )

    assert len(replies) == 1
    assert "Anna here: come at 5 &amp; bring &lt;socks&gt;." in replies[0]["text"]
    assert replies[0].get("thread_ts", "") == started


def test_a_reply_of_the_staff_to_a_place_that_is_not_there_is_refused(slack: Slack) -> None:
    answer = _reply_as_staff(slack, "slack:T0SPA:D0NOBODY", "hello")

    assert answer.status_code == httpx.codes.BAD_GATEWAY
    assert answer.json() == {"error": "Slack does not take it (channel_not_found)"}


def _reply_as_staff(slack: Slack, conversation: str, text: str) -> httpx.Response:
    footnote = slack.route.partition("/webhooks")[0]
    return reply_as_staff(footnote, conversation, text)


def _json(event: dict[str, object]) -> str:
    return httpx.Request("POST", "http://any", json=event).content.decode()
