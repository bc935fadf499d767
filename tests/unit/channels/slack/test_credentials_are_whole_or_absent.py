"""Slack is on with both values, off with none, and anything else is said when the server starts."""

from __future__ import annotations

import pytest
from rasa.shared.exceptions import InvalidConfigException

from footnote.channels.slack.credentials import SlackCredentials


def test_both_values_switch_the_channel_on() -> None:
    read = SlackCredentials.read({"bot_token": " xoxb-1 ", "signing_secret": "s"})

    assert read == SlackCredentials("xoxb-1", "s")


@pytest.mark.parametrize("entered", [None, {}, {"bot_token": "", "signing_secret": None}])
def test_without_values_it_is_off(entered: dict[str, str] | None) -> None:
    assert SlackCredentials.read(entered) is None


@pytest.mark.parametrize(
    ("token", "secret", "named"),
    [
        ("xoxb-1", "", "FOOTNOTE_SLACK_SIGNING_SECRET must be set"),
        ("", "s", "FOOTNOTE_SLACK_BOT_TOKEN must be set"),
        ("xoxp-1", "s", "FOOTNOTE_SLACK_BOT_TOKEN is not a bot's token"),
    ],
)
def test_anything_else_is_refused_by_name(token: str, secret: str, named: str) -> None:
    with pytest.raises(InvalidConfigException, match=named):
        SlackCredentials.read({"bot_token": token, "signing_secret": secret})


def test_secrets_are_not_shown() -> None:
    assert "xoxb" not in repr(SlackCredentials("xoxb-1", "secret"))
