"""What turns a request away before anybody works on it."""

from __future__ import annotations

import hmac
from typing import Any, Dict, Text

from sanic.request import Request

from footnote.channels.requests import Refused, json_object

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def checked_update(request: Request, secret: Text) -> Dict[Text, Any]:
    """Return the update in a request that Telegram sent.

    Args:
        request: to the webhook.
        secret: what Telegram was told to show.

    Raises:
        Refused: the secret is missing or wrong, or the body is no update.
    """
    shown = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
    if not hmac.compare_digest(shown, secret.encode()):
        raise Refused(403, "The secret token is missing or wrong.")
    update = json_object(request)
    # `True` is an int in Python, and no number in JSON.
    if type(update.get("update_id")) is not int:
        raise Refused(400, '"update_id" must be a whole number.')
    return update
