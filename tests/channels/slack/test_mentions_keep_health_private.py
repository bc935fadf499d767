"""A mention is answered in a thread; what is about health only where its client wants it."""

from __future__ import annotations

from tests.channels.slack.peer import BOT, CHANNEL, Client, Slack, kinds, labels
from tests.channels.slack.stored import rows_of, written

REPORT = "my foot swelled up after the massage"
HINT = "others can read along"
BUTTONS = ["Direct message", "Answer here"]


def test_a_question_is_answered_in_a_thread_and_names_who_asked(client: Client) -> None:
    thread, (answer,) = client.mention("Why do my feet pop during a massage?")

    assert answer["thread_ts"] == thread
    assert answer["blocks"][0]["elements"][0]["text"] == f"<@{client.user}>"
    assert "gas bubbles" in answer["text"]


def test_a_report_gets_a_hint_and_nothing_about_health(client: Client) -> None:
    thread, (hint,) = client.mention(REPORT)

    assert hint["thread_ts"] == thread
    assert HINT in hint["text"] and "swel" not in str(hint)
    assert labels(hint) == BUTTONS


def test_the_client_may_have_it_answered_here(client: Client) -> None:
    thread, (hint,) = client.mention(REPORT)
    (verdict,) = client.tap("Answer here", CHANNEL)
    _, (more,) = client.mention("and it hurts, 5 of 10", thread)

    assert verdict["thread_ts"] == thread and "doctor" in verdict["text"]
    assert HINT not in more["text"] and more["thread_ts"] == thread
    assert labels(_now(client.slack, hint)) == []


def test_the_client_may_go_on_in_a_direct_message(client: Client, database_url: str) -> None:
    thread, (hint,) = client.mention(REPORT)
    (verdict,) = client.after(lambda: client.press("Direct message", CHANNEL))

    assert "doctor" in verdict["text"] and "thread_ts" not in verdict
    assert labels(_now(client.slack, hint)) == []
    assert written(database_url, client.conversation()) == [REPORT]
    assert rows_of(database_url, client.conversation(thread)) == 0


def test_urgent_words_are_never_held_back(client: Client) -> None:
    thread, (card,) = client.mention("my calf is hot and swollen since the massage")

    assert card["thread_ts"] == thread
    assert kinds(card)[1] == "header" and "Urgent" in card["text"]


def test_an_emergency_is_never_held_back(client: Client) -> None:
    thread, (card,) = client.mention("I have chest pain and cannot breathe")

    assert card["thread_ts"] == thread
    assert "Emergency" in card["text"] and "<tel:911|911>" in card["text"]


def test_nobody_else_can_choose_or_tap_for_the_client(client: Client, slack: Slack) -> None:
    other = slack.new_client()
    client.mention(REPORT)
    (refused,) = other.tap("Answer here", CHANNEL)
    _, (answer,) = client.mention("Is foot massage safe?")
    question = labels(answer)[0]
    (refused_too,) = other.tap(question, CHANNEL)

    for whisper in (refused, refused_too):
        assert whisper["ephemeral_to"] == other.user
        assert "for the person who asked" in whisper["text"]


def test_two_people_in_one_thread_are_kept_apart(
    client: Client, slack: Slack, database_url: str
) -> None:
    other = slack.new_client()
    thread, _ = client.mention(REPORT)
    client.tap("Answer here", CHANNEL)
    _, (answer,) = other.mention("can I have a massage?", thread)

    assert "swollen" not in answer["text"] and "swelled" not in answer["text"]
    assert written(database_url, client.conversation(thread)) == [REPORT]
    assert written(database_url, other.conversation(thread)) == ["can I have a massage?"]


def test_what_does_not_mention_the_bot_is_not_heard(client: Client) -> None:
    assert client.hears_nothing_after(lambda: client.write("my foot hurts", CHANNEL), CHANNEL)


def test_a_mention_of_somebody_else_is_no_name(client: Client, database_url: str) -> None:
    thread, _ = client.mention(f"<@{client.user}> asks when you open <@{BOT}>")

    assert written(database_url, client.conversation(thread)) == ["somebody asks when you open"]


def _now(slack: Slack, message: dict[str, object]) -> dict[str, object]:
    """Return a message as it is now."""
    return next(found for found in slack.messages(CHANNEL) if found["ts"] == message["ts"])
