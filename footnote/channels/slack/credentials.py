"""What the spa enters to switch Slack on, checked when the server starts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, Optional, Text

from rasa.shared.exceptions import InvalidConfigException

BOT_TOKEN_PREFIX = "xoxb-"


@dataclass(frozen=True)
class SlackCredentials:
    """Sound credentials.

    Attributes:
        bot_token: of the app, as installed in the workspace.
        signing_secret: what Slack signs its requests with.
    """

    bot_token: Text = field(repr=False)
    signing_secret: Text = field(repr=False)

    @classmethod
    def read(cls, entered: Optional[Dict[Text, Any]]) -> Optional[SlackCredentials]:
        """Return what credentials.yml holds, None where both values are empty.

        Args:
            entered: the values of `bot_token` and `signing_secret`.

        Raises:
            InvalidConfigException: one of them is missing or unusable; the message says which.
        """
        values = {key: str(value or "").strip() for key, value in (entered or {}).items()}
        token, secret = values.get("bot_token", ""), values.get("signing_secret", "")
        if not token and not secret:
            return None
        if not secret:
            raise InvalidConfigException(
                "FOOTNOTE_SLACK_SIGNING_SECRET must be set together with FOOTNOTE_SLACK_BOT_TOKEN. "
                'It stands on the page "Basic Information" of the Slack app.'
            )
        if not token:
            raise InvalidConfigException(
                "FOOTNOTE_SLACK_BOT_TOKEN must be set together with FOOTNOTE_SLACK_SIGNING_SECRET. "
                'It stands on the page "OAuth & Permissions" of the Slack app.'
            )
        if not token.startswith(BOT_TOKEN_PREFIX):
            raise InvalidConfigException(
                f"FOOTNOTE_SLACK_BOT_TOKEN is not a bot's token: those begin with "
                f"{BOT_TOKEN_PREFIX}."
            )
        return cls(token, secret)
