"""What the HTTP channels share: refusing a request, and reading a sound JSON body."""

from __future__ import annotations

from typing import Any, Dict, Text

from sanic.request import Request

MAX_BODY_BYTES = 128 * 1024


class Refused(Exception):
    """A request that a guard turns away.

    Args:
        status: HTTP status, 4xx.
        reason: what is wrong, for the other side.
    """

    def __init__(self, status: int, reason: Text) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason


def json_object(request: Request) -> Dict[Text, Any]:
    """Return the body of a request as a JSON object.

    Raises:
        Refused: it is too large, or no JSON object.
    """
    if len(request.body) > MAX_BODY_BYTES:
        raise Refused(413, f"The request is larger than {MAX_BODY_BYTES} bytes.")
    try:
        body = request.json
    except Exception as error:  # Sanic wraps whatever its JSON parser raises
        raise Refused(400, "The body is not valid JSON.") from error
    if not isinstance(body, dict):
        raise Refused(400, "The body must be a JSON object.")
    return body
