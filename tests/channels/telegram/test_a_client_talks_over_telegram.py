"""Whole conversations of a client, with Telemelya as Telegram and the product behind the bot."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import pytest

from tests.channels.staff import reply_as_staff
from tests.channels.telegram.peer import Chat, Telegram, labels, message_update
from tests.channels.telegram.strict_html import read_html
from tests.channels.waiting import until

TOXINS = "Does massage flush toxins out of the muscles?"
THUMBS = ["\U0001f44d", "\U0001f44e"]


@contextmanager
def rows_of(database_url: str, query: str) -> Iterator[list[tuple[Any, ...]]]:
    with closing(sqlite3.connect(database_url.removeprefix("sqlite:///"))) as connection:
        yield connection.execute(query).fetchall()


def test_a_question_is_answered_with_marks_sources_and_buttons(chat: Chat) -> None:
    (answer,) = chat.say(TOXINS)

    text = read_html(answer["text"])
    assert "myth" in text and "[1]" in text and "Debunked" in text
    assert text.splitlines()[-1].startswith("[1] Foot Massage")
    *questions, up, down = labels(answer)
    assert 1 <= len(questions) <= 3
    assert [up, down] == THUMBS
    assert answer["raw"]["link_preview_options"] == {"is_disabled": True}
    assert answer["raw"]["parse_mode"] == "HTML"


def test_the_bot_shows_that_it_is_typing_before_it_answers(chat: Chat) -> None:
    chat.say("Why do feet pop?")
    calls = [call for call in chat.telegram.calls() if call.get("chat_id") == chat.id]
    assert [call["method"] for call in calls] == ["sendChatAction", "sendMessage"]
    assert calls[0]["action"] == "typing"


def test_a_tapped_question_is_shown_and_answered(chat: Chat) -> None:
    (answer,) = chat.say(TOXINS)
    question = labels(answer)[0]

    shown, second = chat.tap(question)

    assert read_html(shown["text"]) == f"You: {question}"
    assert "Source" in second["text"]


def test_every_tap_is_answered(chat: Chat) -> None:
    (answer,) = chat.say(TOXINS)
    tap = chat.tap_quickly(labels(answer)[0])
    assert chat.notice(tap) is None


def test_a_button_carries_no_text_and_is_short_enough(chat: Chat) -> None:
    (answer,) = chat.say(TOXINS)
    for row in answer["reply_markup"]["inline_keyboard"]:
        for button in row:
            assert len(button["callback_data"].encode()) <= 64
            assert button["text"] not in button["callback_data"]


def test_a_button_of_another_chat_does_nothing(chat: Chat, telegram: Telegram) -> None:
    (answer,) = chat.say(TOXINS)
    data = answer["reply_markup"]["inline_keyboard"][0][0]["callback_data"]
    stranger = telegram.new_chat()

    update = telegram.send_update(chat_id=stranger.id, callback_data=data)

    assert "no longer works" in (stranger.notice(update["callback_query"]["id"]) or "")
    assert stranger.settled() == []


@pytest.mark.parametrize(
    "data", ["ask:", "ask:x", "up:x", "why:x", "down", "/restart", "{", "\u202e", ":"]
)
def test_a_made_up_button_does_nothing(chat: Chat, data: str) -> None:
    update = chat.telegram.send_update(chat_id=chat.id, callback_data=data)
    assert "no longer works" in (chat.notice(update["callback_query"]["id"]) or "")
    assert chat.settled() == []


def test_thumbs_are_noted_and_the_later_counts(chat: Chat, database_url: str) -> None:
    def votes() -> list[tuple[Any, ...]]:
        query = "SELECT answer, helpful, topics, kb_version FROM feedback ORDER BY id DESC LIMIT 2"
        with rows_of(database_url, query) as rows:
            return rows

    (answer,) = chat.say(TOXINS)
    before = votes()

    assert "noted" in (chat.notice(chat.tap_quickly(THUMBS[0])) or "")
    message, helpful, topics, version = votes()[0]
    assert (message, helpful) == (str(answer["message_id"]), 1)
    assert json.loads(topics) == ["toxins"] and version
    assert "noted" in (chat.notice(chat.tap_quickly(THUMBS[1])) or "")
    assert votes()[0][:2] == (str(answer["message_id"]), 0)
    assert votes()[1:] == before[:1]


def test_thumbs_down_may_be_explained_with_a_tap(chat: Chat, database_url: str) -> None:
    (answer,) = chat.say(TOXINS)

    (why,) = chat.tap(THUMBS[1])
    reason = labels(why)[1]
    assert "noted" in (chat.notice(chat.tap_quickly(reason)) or "")

    query = "SELECT answer, helpful, reason, topics FROM feedback ORDER BY id DESC LIMIT 1"
    with rows_of(database_url, query) as ((*vote, topics),):
        assert vote == [str(answer["message_id"]), 0, reason]
        assert json.loads(topics) == ["toxins"]


def test_small_talk_cannot_be_voted_on(chat: Chat) -> None:
    (greeting,) = chat.say("hello")
    assert not set(labels(greeting)) & set(THUMBS)


def test_a_report_is_asked_about_and_ends_in_an_urgent_card(chat: Chat) -> None:
    (asked,) = chat.say("my calf has been swollen, red and hot since yesterday")
    messages = [asked]
    while labels(messages[-1]) and "Urgent" not in messages[-1]["text"] and len(messages) < 9:
        messages += chat.tap(labels(messages[-1])[-1])

    text = messages[-1]["text"]
    assert text.startswith("<b>\u26a0\ufe0f Urgent</b>\n")
    assert "Emergency number: 911" in text


def test_an_emergency_gets_its_card_at_once(chat: Chat) -> None:
    (card,) = chat.say("my chest hurts and I cannot breathe")
    first, second, *_ = card["text"].split("\n\n")
    assert first == "<b>\U0001f6a8 Emergency</b>"
    assert "911" in second


def test_an_emergency_in_the_caption_of_a_photo_is_found(chat: Chat) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}]
    hint, card = chat.after(
        lambda: chat.send(photo=photo, caption="my chest hurts and I cannot breathe")
    )
    assert "photos" in hint["text"]
    assert "Emergency" in card["text"]


def test_typed_commands_of_rasa_are_only_text(chat: Chat) -> None:
    for text in ("/restart", '/popping_danger{"a": 1}', "/intent@0.5"):
        (reply,) = chat.say(text)
        assert "Source" not in reply["text"]
    (answer,) = chat.say(TOXINS)
    assert "myth" in answer["text"]


def test_start_greets_and_offers_questions(chat: Chat) -> None:
    (greeting,) = chat.say("/start")
    assert "welcome to Still Water Foot Spa" in greeting["text"]
    assert len(labels(greeting)) == 3
    _, answer = chat.tap(labels(greeting)[-1])
    assert "10 am to 8 pm" in answer["text"]


@pytest.mark.parametrize("command", ["/start from_website", "/START", "/start@telemelya_bot"])
def test_start_is_known_in_all_its_forms(chat: Chat, command: str) -> None:
    (greeting,) = chat.say(command)
    assert "welcome to Still Water Foot Spa" in greeting["text"]


def test_help_says_what_the_bot_can_do_and_keeps(chat: Chat) -> None:
    (help_,) = chat.say("/help")
    assert "+1 503 555 0142" in help_["text"]
    assert "30 days" in help_["text"] and "/forget" in help_["text"]


def test_forget_leaves_nothing_of_the_conversation(chat: Chat, database_url: str) -> None:
    def left() -> int:
        tables = ("events", "choice", "feedback", "ticket", "unanswered")
        total = 0
        for table in tables:
            with rows_of(database_url, f"SELECT count(*) FROM {table}") as ((count,),):
                total += count
        return total

    before = left()
    chat.say(TOXINS)
    chat.notice(chat.tap_quickly(THUMBS[0]))
    chat.say("I want to talk to a person")
    chat.say("what about my tax return")
    assert left() > before

    (done,) = chat.say("/forget")

    assert "deleted" in done["text"]
    assert left() == before
    assert "no longer works" in (chat.notice(chat.tap_quickly(THUMBS[0])) or "")


def test_after_forget_the_bot_starts_anew(chat: Chat) -> None:
    chat.say("my calf has been swollen, red and hot since yesterday")
    chat.say("/forget")
    (reply,) = chat.say("yes")
    assert "Urgent" not in reply["text"] and "doctor" not in reply["text"]


def test_a_group_gets_one_pointer_to_the_private_chat(telegram: Telegram) -> None:
    group = Chat(telegram, -telegram.new_chat().id)

    def say(text: str) -> None:
        telegram.post(message_update(group.id, chat_type="supergroup", text=text))

    (pointer,) = group.after(lambda: say("@telemelya_bot does massage help?"))

    assert "private" in pointer["text"]
    ((button,),) = pointer["reply_markup"]["inline_keyboard"]
    assert button["url"] == "https://t.me/telemelya_bot"
    assert group.quiet_after(lambda: say("my chest hurts"))


@pytest.mark.parametrize(
    "content",
    [
        {"photo": [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}]},
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 3}},
        {"document": {"file_id": "a", "file_unique_id": "b"}},
        {"location": {"longitude": 1.0, "latitude": 2.0}},
        {"contact": {"phone_number": "+15035550100", "first_name": "Ann"}},
        {"something_new": {"file_id": "a"}},
    ],
)
def test_what_is_not_text_gets_a_friendly_hint(chat: Chat, content: dict[str, Any]) -> None:
    (hint,) = chat.after(lambda: chat.send(**content))
    assert "words only" in hint["text"]
    assert "call 911" in hint["text"]


def test_an_album_gets_one_hint(chat: Chat) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 9, "height": 9}]

    def send_album() -> None:
        for _ in range(3):
            chat.send(photo=photo, media_group_id=f"album-{chat.id}")

    assert len(chat.after(send_album)) == 1


def test_edits_channel_posts_and_other_bots_are_ignored(chat: Chat) -> None:
    def send_them() -> None:
        update = message_update(chat.id, text="hello")
        message = update.pop("message")
        chat.telegram.post({**update, "edited_message": {**message, "edit_date": 1}})
        channel = {"id": -1009, "type": "channel", "title": "News"}
        post = {**message, "chat": channel}
        chat.telegram.post({"update_id": update["update_id"] + 1_000_000, "channel_post": post})
        bot = {"id": 7, "is_bot": True, "first_name": "Bot"}
        chat.send(**{"from": bot, "text": "hello"})
        chat.send(pinned_message=message)

    assert chat.quiet_after(send_them)


def test_an_update_that_comes_twice_is_answered_once(chat: Chat) -> None:
    update = message_update(chat.id, text="hello")
    chat.after(lambda: chat.telegram.post(update))
    assert chat.quiet_after(lambda: chat.telegram.post(update))


def test_messages_of_a_chat_are_answered_in_their_order(chat: Chat) -> None:
    questions = ["When are you open?", TOXINS, "hello", "Where can I park?"]

    def send_them() -> None:
        for text in questions:
            chat.send(text=text)

    replies = chat.after(send_them)

    assert len(replies) == len(questions)
    for expected, reply in zip(["10 am", "myth", "welcome", "garage"], replies):
        assert expected in reply["text"]


def test_whoever_writes_too_much_is_asked_to_wait_once(chat: Chat) -> None:
    def flood() -> None:
        for _ in range(26):
            chat.send(text="hello")

    replies = chat.after(flood)

    assert len(replies) == 21
    assert "wait a minute" in replies[-1]["text"] and "call 911" in replies[-1]["text"]


def test_a_reply_of_the_staff_reaches_the_chat(chat: Chat) -> None:
    chat.say("I want to talk to a person")
    text = "Ben here: <come> at 5 & ring."

    (pushed,) = chat.after(
        lambda: reply_as_staff(chat.telegram.footnote, f"telegram:{chat.id}", text)
    )

    assert read_html(pushed["text"]) == text


def test_a_reply_that_is_too_long_for_telegram_comes_in_several_messages(chat: Chat) -> None:
    text = ("\U0001f9b6 Rest. " * 500).strip()

    pushed = chat.after(lambda: reply_as_staff(chat.telegram.footnote, f"telegram:{chat.id}", text))

    read = [read_html(message["text"]) for message in pushed]
    assert len(read) == 2
    assert all(part.endswith("Rest.") for part in read)
    assert " ".join(read) == text


@pytest.mark.parametrize("local", ["", "x", "1e3", "\u0661", "-"])
def test_a_reply_of_the_staff_to_no_chat_is_refused(telegram: Telegram, local: str) -> None:
    answer = reply_as_staff(telegram.footnote, f"telegram:{local}", "hello")
    assert answer.status_code in (400, 502)


def test_nothing_that_was_written_or_is_secret_is_logged(chat: Chat) -> None:
    chat.say("my unusualword toe is numb")
    until(lambda: "menu of commands" in chat.telegram.log.read_text())
    time.sleep(0.2)
    log = chat.telegram.log.read_text()
    assert "unusualword" not in log
    assert "a-token_for_Tests" not in log and "a-secret_for-tests" not in log
