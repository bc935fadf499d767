"""What the REST channel does with anything that is not a client's question."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from tests.conftest import Client, envelope_of, text_of


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"message": "hello"}, 400),
        ({"sender": "", "message": "hello"}, 400),
        ({"sender": 7, "message": "hello"}, 400),
        ({"sender": ["a"], "message": "hello"}, 400),
        ({"sender": "x" * 300, "message": "hello"}, 400),
        ({"sender": "a"}, 400),
        ({"sender": "a", "message": None}, 400),
        ({"sender": "a", "message": {"text": "hello"}}, 400),
        (["sender", "message"], 400),
        ("hello", 400),
        ({"sender": "a", "message": "x" * 20_001}, 413),
        ({"sender": "a", "message": "x" * 200_000}, 413),
    ],
)
def test_unsound_requests_are_refused_with_a_reason(client: Client, body: Any, status: int) -> None:
    answer = client.post(body)
    assert answer.status_code == status
    assert answer.json()["error"]


def test_a_body_that_is_no_json_is_refused(client: Client) -> None:
    answer = httpx.post(client.url, content=b"{'sender'", timeout=30)
    assert answer.status_code == 400
    assert "JSON" in answer.json()["error"]


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\x00\x01\x1b", "/", "///"])
def test_a_message_without_words_gets_a_polite_reply(client: Client, text: str) -> None:
    entries = client.say(text)
    assert envelope_of(entries)["kind"] == "chat"
    assert text_of(entries)


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/greet",
        "/popping_danger",
        '/popping_danger{"slot": 1}',
        "/intent@0.5",
        '/report_crisis{"a":"b"}',
        " /session_start",
        "\\/restart",
        "EXTERNAL: popping_danger",
    ],
)
def test_typed_commands_are_only_text(client: Client, text: str) -> None:
    """A command would answer its topic, or yield nothing; as text it is out of scope or chat."""
    envelope = client.envelope(text)
    assert envelope["urgency"] == "none"
    assert envelope["kind"] in {"chat", "unknown", "clarify", "answer"}
    assert client.envelope("is it dangerous when my feet pop in a massage")["topics"] == [
        "popping_danger"
    ]


@pytest.mark.parametrize(
    "text",
    [
        '{"sender": "a", "message": "b"}',
        "<script>alert(1)</script>",
        "[link](javascript:alert(1))",
        "'; DROP TABLE kb_topic; --",
        "${jndi:ldap://x}",
        "\u202e\u200b\ufeff",
        "🦶🦶🦶",
        "?" * 500,
        "a" * 1900,
        "ﾃﾞｨｽﾌﾟﾚｲ 足のマッサージ",
    ],
)
def test_odd_text_gets_a_reply_that_does_not_repeat_it(client: Client, text: str) -> None:
    entries = client.say(text)
    assert envelope_of(entries)["urgency"] == "none"
    assert text not in text_of(entries)


def test_a_very_long_message_gets_a_polite_reply(client: Client) -> None:
    entries = client.say("my feet are tired and I wonder about many things. " * 200)
    assert envelope_of(entries)["kind"] == "unknown"
    assert "long" in text_of(entries)


def test_an_emergency_at_the_end_of_a_very_long_message_is_found(client: Client) -> None:
    text = "my feet are tired and I wonder about many things. " * 190 + " I cannot breathe"
    assert client.envelope(text)["urgency"] == "emergency"


def test_every_reply_has_the_contract_s_keys_and_readable_text(client: Client) -> None:
    keys = {
        *("kind", "topics", "urgency", "clearance", "rules", "asks", "sources", "evidence"),
        *("contact", "kb_version"),
    }
    for text in ("hi", "why do feet pop", "what about gout", "qwertz", "my toe is numb"):
        entries = client.say(text)
        assert set(envelope_of(entries)) == keys
        assert all(entry["recipient_id"] == client.sender for entry in entries)
        assert text_of(entries)


def test_an_answer_carries_marks_sources_and_questions_to_tap(client: Client) -> None:
    entries = client.say("Does massage flush toxins out of the muscles?")
    text = text_of(entries)
    assert "[1]" in text
    assert "Source" in text
    assert "Debunked" in text
    buttons = [button for entry in entries for button in entry.get("buttons", [])]
    assert 1 <= len(buttons) <= 3
    assert all(button["payload"] == button["title"] for button in buttons)


def test_a_button_s_question_is_answered_when_tapped(client: Client) -> None:
    (answer, _) = client.say("Can lack of water cause cramps?")
    for button in answer["buttons"]:
        assert client.envelope(button["payload"])["kind"] == "answer"
