"""Slack: the app's token is valid and may do what the channel does."""

from __future__ import annotations

from collections.abc import Iterator

from rasa.shared.exceptions import InvalidConfigException
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from footnote.channels.slack.credentials import SlackCredentials
from footnote.doctor.findings import Finding, broken, ok
from footnote.settings import Settings

CHECK = "slack"
TIMEOUT_SECONDS = 10
#: What docs/slack-manifest.yml asks for.
SCOPES = frozenset({"app_mentions:read", "chat:write", "commands", "im:history", "im:write"})
_SCOPES_HEADER = "x-oauth-scopes"


def check_slack(entered: dict[str, str] | None, settings: Settings) -> Iterator[Finding]:
    """Yield what is to say about the Slack channel.

    Args:
        entered: the channel's keys in credentials.yml, None where it is not named there.
        settings: that say where the Web API is.
    """
    try:
        credentials = SlackCredentials.read(entered)
    except InvalidConfigException as error:
        yield broken(CHECK, str(error), "See docs/channels.md.")
        return
    if credentials is None:
        yield ok(CHECK, "switched off")
        return
    client = WebClient(
        credentials.bot_token, base_url=settings.slack_api_url, timeout=TIMEOUT_SECONDS
    )
    try:
        answer = client.auth_test()
    except SlackApiError as error:
        yield broken(
            CHECK,
            f"refuses the token: {error.response.get('error') or 'no reason given'}",
            'Copy FOOTNOTE_SLACK_BOT_TOKEN anew from "OAuth & Permissions" of the app.',
        )
        return
    except Exception as error:  # slack_sdk passes on whatever urllib and its parser raise
        text = f"does not answer at {settings.slack_api_url} ({type(error).__name__})"
        yield broken(CHECK, text, "Let this machine reach it, or mend the proxy between.")
        return
    yield ok(CHECK, f"the token is that of {answer.get('user')} in {answer.get('team')}")
    granted = {name.lower(): value for name, value in answer.headers.items()}.get(_SCOPES_HEADER)
    missing = SCOPES - {scope.strip() for scope in (granted or "").split(",")}
    if granted is not None and missing:
        yield broken(
            CHECK,
            f"the app lacks the permission {', '.join(sorted(missing))}",
            "Enter docs/slack-manifest.yml as the app's manifest, and install the app anew.",
        )
