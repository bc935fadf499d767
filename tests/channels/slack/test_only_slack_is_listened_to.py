"""Requests that Slack did not sign just now are refused, and unsound ones do no harm."""

from __future__ import annotations

import json
import time
from urllib.parse import urlencode

import httpx
import pytest

from footnote.channels.requests import MAX_BODY_BYTES
from footnote.channels.slack.guards import SIGNATURE_HEADER, TIMESTAMP_HEADER
from tests.channels.slack.peer import (
    CHANNEL,
    FORM_TYPE,
    Client,
    Slack,
    actions,
    message_event,
    post_signed,
)
from tests.channels.slack.stored import rows_of

SIX_MINUTES = 360
SAFE = "Is foot massage safe?"


def _event(client: Client) -> str:
    return json.dumps(message_event(SAFE, channel=client.direct_message, user=client.user))


def test_a_forged_signature_is_refused(client: Client, slack: Slack) -> None:
    def forge() -> None:
        answer = post_signed(slack.route, _event(client), secret="a-guess")
        assert answer.status_code == httpx.codes.UNAUTHORIZED

    assert client.hears_nothing_after(forge)


@pytest.mark.parametrize("age", [SIX_MINUTES, -SIX_MINUTES])
def test_an_old_or_future_signature_is_refused(client: Client, slack: Slack, age: int) -> None:
    signed = str(int(time.time()) - age)
    answer = post_signed(slack.route, _event(client), timestamp=signed)

    assert answer.status_code == httpx.codes.UNAUTHORIZED


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"X-Slack-Signature": "v0=" + "a" * 64},
        {"X-Slack-Request-Timestamp": "now", "X-Slack-Signature": "v0=" + "a" * 64},
        {"X-Slack-Request-Timestamp": "9" * 5_000, "X-Slack-Signature": "v0=" + "a" * 64},
        {"X-Slack-Request-Timestamp": "1", "X-Slack-Signature": "v0=\u00e9"},
    ],
)
@pytest.mark.parametrize("body", [b"{}", b"ssl_check=1&token=x", b"\xff", b"[" * 9_000])
def test_an_unsigned_request_is_refused_whatever_it_holds(
    slack: Slack, headers: dict[str, str], body: bytes
) -> None:
    raw = {name.encode(): value.encode() for name, value in headers.items()}
    answer = httpx.post(slack.route, content=body, headers=raw, timeout=10)

    assert answer.status_code == httpx.codes.UNAUTHORIZED
    assert answer.json() == {"error": "The signature is missing, wrong or too old."}


def test_a_changed_body_is_refused(client: Client, slack: Slack) -> None:
    signed = post_signed(slack.route, '{"type": "other"}').request.headers
    headers = {name: signed[name] for name in (TIMESTAMP_HEADER, SIGNATURE_HEADER, "Content-Type")}
    answer = httpx.post(slack.route, content=_event(client), headers=headers)

    assert answer.status_code == httpx.codes.UNAUTHORIZED


def test_a_request_that_is_too_large_is_refused_before_it_is_read(slack: Slack) -> None:
    answer = slack.post(json.dumps({"text": "x" * MAX_BODY_BYTES}))

    assert answer.status_code == httpx.codes.REQUEST_ENTITY_TOO_LARGE


@pytest.mark.parametrize(
    "body",
    [
        "[]",
        '"text"',
        "null",
        "{",
        "[" * 20_000,
        '{"type": "event_callback", "event": 1}',
        '{"type": "view_submission", "view": 1}',
        '{"type": "block_actions", "actions": []}',
        '{"type": "unknown"}',
    ],
)
def test_a_signed_body_that_is_no_request_does_no_harm(slack: Slack, body: str) -> None:
    answer = slack.post(body)

    assert answer.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.NOT_FOUND)


@pytest.mark.parametrize("payload", ["{", "[]", ""])
def test_a_signed_form_that_is_no_request_does_no_harm(slack: Slack, payload: str) -> None:
    answer = slack.post(urlencode({"payload": payload}), FORM_TYPE)

    assert answer.status_code in (httpx.codes.BAD_REQUEST, httpx.codes.NOT_FOUND)


def test_an_event_that_lacks_a_part_is_taken_and_left_alone(client: Client, slack: Slack) -> None:
    event = message_event(SAFE, channel=client.direct_message, user=client.user)
    del event["event"]["ts"], event["team_id"]

    assert client.hears_nothing_after(lambda: slack.post(json.dumps(event)))
    assert slack.post(json.dumps(event)).status_code == httpx.codes.OK


def test_slacks_challenge_is_answered(slack: Slack) -> None:
    answer = slack.post(json.dumps({"type": "url_verification", "challenge": "abc"}))

    assert answer.json() == {"challenge": "abc"}


def test_a_tap_that_is_replayed_counts_once(client: Client, slack: Slack) -> None:
    (answer,) = client.say("Why do my feet pop during a massage?")
    tap = {
        "type": "block_actions",
        "team": {"id": "T0SPA"},
        "user": {"id": client.user},
        "trigger_id": f"{client.user}.tap",
        "channel": {"id": client.direct_message},
        "message": {"ts": answer["ts"]},
        "actions": [actions(answer)[0]],
    }
    replies = client.after(lambda: [slack.interact(tap) for _ in range(3)])

    assert len(replies) == 1


def test_a_choice_of_somebody_else_is_worth_nothing(client: Client, slack: Slack) -> None:
    other = slack.new_client()
    thread, (hint,) = client.mention("my foot swelled up after the massage")
    stolen = {
        "type": "block_actions",
        "team": {"id": "T0SPA"},
        "user": {"id": other.user},
        "trigger_id": f"{other.user}.tap",
        "channel": {"id": CHANNEL},
        "message": {"ts": hint["ts"], "thread_ts": thread},
        "actions": [actions(hint)[0]],
    }
    (refused,) = other.after(lambda: slack.interact(stolen), CHANNEL)

    assert refused["ephemeral_to"] == other.user and "swel" not in refused["text"]


def test_rest_cannot_speak_for_a_client_of_slack(client: Client, slack: Slack) -> None:
    url = slack.route.replace("slack/events", "rest/webhook")
    body = {"sender": client.conversation(), "message": "hello"}
    answer = httpx.post(url, json=body, timeout=30)

    assert answer.status_code == httpx.codes.FORBIDDEN


def test_nothing_that_clients_wrote_is_in_the_log(
    client: Client, slack: Slack, database_url: str
) -> None:
    client.say("my secret word is rutabaga")
    slack.post('{"event": "rutabaga')

    assert rows_of(database_url, client.conversation()) > 0
    assert "rutabaga" not in slack.log.read_text()
